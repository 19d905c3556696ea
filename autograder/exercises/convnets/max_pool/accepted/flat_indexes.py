"""The winner's place in the flat image, found by a strict comparison, kept as whole numbers; np.bincount adds."""

import numpy as np


def max_pool_forward(x, size=2, stride=2):
    N, C, H, W = x.shape
    OH, OW = 1 + (H - size) // stride, 1 + (W - size) // stride
    out = np.full((N, C, OH, OW), -np.inf, dtype=x.dtype)
    place = np.zeros((N, C, OH, OW), dtype=int)
    flat = np.arange(x.size).reshape(x.shape)
    for u in range(size):
        for v in range(size):
            at = np.s_[:, :, u : u + stride * (OH - 1) + 1 : stride, v : v + stride * (OW - 1) + 1 : stride]
            larger = x[at] > out
            out = np.where(larger, x[at], out)
            place = np.where(larger, flat[at], place)
    return out, [place, x.shape]


def max_pool_backward(dout, cache):
    place, shape = cache
    size = int(np.prod(shape))
    return np.bincount(place.ravel(), weights=np.ravel(dout), minlength=size).reshape(shape)
