"""NumPy's own mean and variance."""

import numpy as np


def normalize(x, eps=1e-5):
    mu, var = np.mean(x, axis=0), np.var(x, axis=0)
    return (x - mu) * (var + eps) ** -0.5, mu, var
