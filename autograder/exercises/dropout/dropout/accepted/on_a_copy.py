"""In place, on a copy of its own; the cache is the indexes of what fell."""

import numpy as np


def dropout_forward(x, p, rng, training):
    out = np.array(x)
    if not training or p == 0:
        return out, (None, 1.0)
    dropped = np.nonzero(rng.uniform(size=x.shape) < p)
    out[dropped] = 0
    out /= 1 - p
    return out, (dropped, 1 - p)


def dropout_backward(dout, cache):
    dropped, keep = cache
    dx = dout / keep
    if dropped is not None:
        dx[dropped] = 0
    return dx
