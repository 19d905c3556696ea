"""Stays in the type that came in: divides by the largest entry before it squares."""

import numpy as np


def clip_by_value(grad, low, high):
    return np.where(grad < low, low, np.where(grad > high, high, grad))


def clip_by_norm(grads, max_norm):
    largest = float(max(np.abs(g).max() for g in grads.values()))
    if largest == 0:
        return dict(grads), 0.0
    norm = largest * float(np.sqrt(sum(((g / largest) ** 2).sum() for g in grads.values())))
    factor = min(1.0, max_norm / norm)
    return {key: g * factor for key, g in grads.items()}, norm
