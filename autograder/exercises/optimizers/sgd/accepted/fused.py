import numpy as np


def sgd_step(w, g, lr):
    return np.subtract(w, np.multiply(lr, g))
