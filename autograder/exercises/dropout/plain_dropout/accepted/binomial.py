"""The mask at test time is its own expectation."""

import numpy as np


def plain_dropout(x, p, rng, training):
    keep = 1 - p
    mask = rng.binomial(1, keep, size=np.shape(x)) if training else keep
    return np.multiply(x, mask)
