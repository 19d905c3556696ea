"""Sums of outputs and of their squares; no pass is kept."""

import numpy as np


def monte_carlo_predict(forward, x, passes, rng):
    total, squares = 0.0, 0.0
    for _ in range(passes):
        out = forward(x, rng)
        total = total + out
        squares = squares + out * out
    mean = total / passes
    return mean, np.sqrt(np.maximum(squares / passes - mean * mean, 0.0))
