"""The form with max and log1p that libraries use."""

import numpy as np


def binary_cross_entropy(z, y):
    e = np.exp(-np.abs(z))
    loss = (np.maximum(z, 0) - z * y + np.log1p(e)).mean()
    a = np.where(z >= 0, 1, e) / (1 + e)
    return loss, (a - y) / z.size
