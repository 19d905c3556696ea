"""Copies of its own, changed in place; the norm from the norms of the parts."""

import numpy as np


def clip_by_value(grad, low, high):
    out = grad.copy()
    out[out < low] = low
    out[out > high] = high
    return out


def clip_by_norm(grads, max_norm):
    copies = {key: np.array(g, dtype=np.float64) for key, g in grads.items()}
    norm = np.linalg.norm([np.linalg.norm(g.ravel()) for g in copies.values()])
    if norm > max_norm:
        for g in copies.values():
            g *= max_norm
            g /= norm
    return copies, norm
