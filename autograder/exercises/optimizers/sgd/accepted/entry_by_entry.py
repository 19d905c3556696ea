import numpy as np


def sgd_step(w, g, lr):
    new = np.empty_like(w)
    for i in np.ndindex(np.shape(w)):
        new[i] = w[i] + (-lr) * g[i]
    return new
