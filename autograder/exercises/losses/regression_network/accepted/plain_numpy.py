"""The slide's formulas in matrix form, without the layers of earlier exercises."""

import numpy as np


def regression_network(params, x, t):
    W, b, theta, c = params["W"], params["b"], params["theta"], params["c"]
    h = np.tanh(x @ W.T + b)
    error = h @ theta.T + c - t
    up = 2 / len(x) * error
    down = up @ theta * (1 - h * h)
    grads = {"W": down.T @ x, "b": down.sum(0), "theta": up.T @ h, "c": up.sum(0)}
    return np.square(error).sum() / len(x), grads
