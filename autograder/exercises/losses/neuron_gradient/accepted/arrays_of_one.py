"""The neuron as a network with one input and one output: everything is an array of shape (1,)."""

import numpy as np


def neuron_gradient(w, b, x, y, loss):
    z = np.atleast_1d(np.array(w) * x + b).astype(float)
    a, cache = sigmoid_forward(z)
    if loss == "quadratic":
        value, dz = 0.5 * (a - y) ** 2, sigmoid_backward(a - y, cache)
    elif loss == "cross_entropy":
        positive = np.abs(z) * (z > 0)
        value, dz = positive - y * z + np.log(1 + np.exp(-np.abs(z))), a - y
    else:
        raise ValueError(loss)
    return value.item(), (dz * x).item(), dz.item()
