"""Passes along the last axis; children of the generator for the passes."""

import numpy as np


def monte_carlo_predict(forward, x, passes, rng):
    own = np.random.default_rng(rng.integers(2**32, size=4))
    outputs = np.stack([forward(x, own) for _ in range(passes)], axis=-1)
    return np.mean(outputs, axis=-1), np.std(outputs, axis=-1)
