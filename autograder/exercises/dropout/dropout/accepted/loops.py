"""Unit by unit, with a list for the mask."""

import numpy as np


def dropout_forward(x, p, rng, training):
    if not training:
        return x.copy(), None
    out = np.zeros_like(x)
    kept = []
    for index in np.ndindex(x.shape):
        if rng.random() > p:
            out[index] = x[index] / (1 - p)
            kept.append(index)
    return out, (kept, p)


def dropout_backward(dout, cache):
    if cache is None:
        return dout
    kept, p = cache
    dx = np.zeros_like(dout)
    for index in kept:
        dx[index] = dout[index] / (1 - p)
    return dx
