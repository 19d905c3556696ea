"""Unit by unit."""

import numpy as np


def plain_dropout(x, p, rng, training):
    out = np.empty_like(x)
    for index in np.ndindex(x.shape):
        if training:
            out[index] = x[index] if rng.random() >= p else 0.0
        else:
            out[index] = x[index] * (1.0 - p)
    return out
