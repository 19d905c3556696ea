"""A mask for each row by rng.choice."""

import numpy as np


def plain_dropout(x, p, rng, training):
    if not training:
        return (1 - p) * x
    masks = [rng.choice([False, True], size=row.shape, p=[p, 1 - p]) for row in x]
    return np.where(masks, x, 0)
