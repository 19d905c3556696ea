"""Welford's running mean and sum of squared distances."""

import numpy as np


def monte_carlo_predict(forward, x, passes, rng):
    mean = distance = None
    for k in range(1, passes + 1):
        out = np.array(forward(x, rng), dtype=float)
        if mean is None:
            mean, distance = out, np.zeros_like(out)
            continue
        delta = out - mean
        mean = mean + delta / k
        distance = distance + delta * (out - mean)
    return mean, np.sqrt(distance / passes)
