"""Sorted by random numbers, cut by split, zipped."""

import numpy as np


def minibatches(x, y, batch_size, rng):
    pieces = np.split(np.argsort(rng.random(len(x))), np.arange(batch_size, len(x), batch_size))
    return zip([x[piece] for piece in pieces], [y[piece] for piece in pieces])
