"""An array for all passes, made when the first output is there."""

import numpy as np


def monte_carlo_predict(forward, x, passes, rng):
    first = forward(x, rng)
    outputs = np.empty((passes,) + first.shape, dtype=first.dtype)
    outputs[0] = first
    for k in range(1, passes):
        outputs[k] = forward(x, rng)
    mean = np.einsum("p...->...", outputs) / passes
    return mean, np.sqrt(((outputs - mean) ** 2).sum(axis=0) / passes)
