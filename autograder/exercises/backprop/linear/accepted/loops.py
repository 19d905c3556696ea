import numpy as np


def linear_forward(x, W, b):
    z = np.zeros((len(x), len(W)))
    for n in range(len(x)):
        for i in range(len(W)):
            z[n, i] = sum(W[i, j] * x[n, j] for j in range(len(x[n]))) + b[i]
    return z, {"x": x, "W": W, "b": b}


def linear_backward(dz, cache):
    x, W, b = cache["x"], cache["W"], cache["b"]
    dx, dW, db = np.zeros(x.shape), np.zeros(W.shape), np.zeros(b.shape)
    for n, (x_n, dz_n) in enumerate(zip(x, dz)):
        dx[n] = W.T @ dz_n  # the lecture's three formulas, one example at a time
        dW += np.outer(dz_n, x_n)
        db += dz_n
    return dx, dW, db
