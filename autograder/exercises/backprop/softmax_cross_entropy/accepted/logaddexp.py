"""log(sum(exp)) by NumPy's logaddexp; the gradient written into an own copy."""

import numpy as np


def softmax(z):
    return np.exp(z - np.logaddexp.reduce(z, axis=1)[:, np.newaxis])


def softmax_cross_entropy(z, y):
    rows = np.arange(z.shape[0])
    losses = np.logaddexp.reduce(z, axis=1) - z[rows, y]
    dz = softmax(z).copy()
    np.subtract.at(dz, (rows, y), 1)
    dz /= z.shape[0]
    return losses.mean(), dz
