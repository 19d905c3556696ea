"""The neuron on its axis: a step moves z = w x + b by -lr (x^2 + 1) dz, and nothing else is needed."""

import numpy as np


def train_neuron(w, b, x, y, loss, lr, steps):
    z, losses = w * x + b, np.zeros(steps)
    for k in range(steps):
        a = np.exp(-np.logaddexp(0, -z))
        if loss == "quadratic":
            losses[k], dz = (a - y) ** 2 / 2, (a - y) * a * (1 - a)
        else:
            losses[k], dz = np.logaddexp(0, z) - y * z, a - y
        z = z - lr * (x**2 + 1) * dz
    return losses
