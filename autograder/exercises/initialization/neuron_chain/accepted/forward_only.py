"""No backward pass: derivatives by all weights are carried along on the way forward."""

import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


def chain_gradients(w, x, activation="sigmoid", b=None):
    dws, a = np.zeros(len(w)), x
    for k, w_k in enumerate(w):
        z = w_k * a + (0.0 if b is None else b[k])
        if activation == "sigmoid":
            out = sigmoid(z)
            slope = out * sigmoid(-z)
        elif activation == "tanh":
            out = np.tanh(z)
            slope = 1 - out**2
        else:
            out, slope = max(z, 0.0), float(z > 0)
        dws[:k] *= w_k * slope
        dws[k] = a * slope
        a = out
    return dws
