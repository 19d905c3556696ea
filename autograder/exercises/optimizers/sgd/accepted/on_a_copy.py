import numpy as np


def sgd_step(w, g, lr):
    new = np.array(w, copy=True)
    new -= lr * g
    return new
