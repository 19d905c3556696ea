"""The units are independent, so means and variances add."""

import numpy as np


def exact_average(w, x, p):
    a = np.asarray(w) * np.asarray(x)
    return float(a.sum()), float((a**2).sum() * p / (1 - p))
