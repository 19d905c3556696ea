import numpy as np


def weight_decay_step(w, g, lr, lam):
    new = np.array(w)
    new *= 1.0 - lr * lam
    new -= lr * g
    return new
