import numpy as np


def linear_forward(x, W, b):
    z = np.dot(x, W.transpose())
    z += b
    return z, (x.copy(), W.copy())


def linear_backward(dz, cache):
    x, W = cache
    d = dz.copy()
    db = np.zeros_like(W[:, 0])
    for row in d:
        db += row
    return d.dot(W), np.tensordot(d, x, axes=(0, 0)), db
