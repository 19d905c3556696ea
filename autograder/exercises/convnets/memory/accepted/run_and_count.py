"""A pass that makes the arrays and asks each how large it is."""

import numpy as np


def activation_bytes(params, x, training):
    L = len(params) // 2
    kept, pairs, h = [x], [], x
    for layer in range(1, L + 1):
        W = params["W%d" % layer]
        z = np.zeros((h.shape[0], W.shape[0]), dtype=x.dtype)
        pairs.append(h.nbytes + z.nbytes)
        kept.append(z)
        h = np.maximum(z, 0)
        if layer < L:
            kept.append(h)
    return sum(array.nbytes for array in kept) if training else max(pairs)
