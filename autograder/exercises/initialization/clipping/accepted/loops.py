"""Number by number."""

import math

import numpy as np


def clip_by_value(grad, low, high):
    out = np.array(grad)
    for index in np.ndindex(out.shape):
        out[index] = low if out[index] < low else high if out[index] > high else out[index]
    return out


def clip_by_norm(grads, max_norm):
    total = 0.0
    for g in grads.values():
        for value in np.asarray(g).flat:
            total += float(value) ** 2
    norm = math.sqrt(total)
    clipped = {}
    for key, g in grads.items():
        clipped[key] = np.array(g) if norm <= max_norm else np.array(g, dtype=float) / norm * max_norm
    return clipped, norm
