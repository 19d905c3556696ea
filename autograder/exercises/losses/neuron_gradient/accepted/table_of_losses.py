"""A dict of small functions of a and z, and NumPy scalars."""

import numpy as np

LOSSES = {
    "quadratic": lambda a, z, y: (np.square(a - y) / 2, (a - y) * a * (1 - a)),
    "cross_entropy": lambda a, z, y: (np.logaddexp(0, z) - y * z, a - y),
}


def neuron_gradient(w, b, x, y, loss):
    z = np.float64(w) * x + b
    a = np.exp(-np.logaddexp(0, -z))
    value, dz = LOSSES[loss](a, z, y)
    return float(value), float(dz * x), float(dz)
