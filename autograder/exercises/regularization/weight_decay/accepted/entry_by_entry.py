import numpy as np


def weight_decay_step(w, g, lr, lam):
    new = np.empty(np.shape(w))
    for i in np.ndindex(np.shape(w)):
        shrunk = w[i] - lr * lam * w[i]
        new[i] = shrunk - lr * g[i]
    return new
