import numpy as np


def linear_forward(x, W, b):
    # as on the slides: one column for each example
    X = x.T
    Z = W @ X + b.reshape(-1, 1)
    return Z.T, (X, W)


def linear_backward(dz, cache):
    X, W = cache
    dZ = dz.T
    dX = W.T @ dZ
    dW = dZ @ X.T
    db = dZ @ np.ones(dZ.shape[1])
    return dX.T, dW, db
