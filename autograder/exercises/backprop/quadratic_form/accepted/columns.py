import numpy as np


def quadratic_form(W, x):
    X = x.reshape(-1, 1)
    Q = W @ X
    F = Q.T @ Q
    dQ = 2 * Q
    return F[0, 0], dQ @ X.T, (W.T @ dQ)[:, 0]
