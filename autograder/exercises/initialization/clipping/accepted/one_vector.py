"""All gradients as one vector in float64."""

import numpy as np


def clip_by_value(grad, low, high):
    return np.minimum(np.maximum(grad, low), high)


def clip_by_norm(grads, max_norm):
    vector = np.concatenate([np.ravel(g) for g in grads.values()]).astype(np.float64)
    norm = np.linalg.norm(vector)
    if norm <= max_norm:
        return {key: np.array(g) for key, g in grads.items()}, norm
    return {key: np.asarray(g, dtype=np.float64) * (max_norm / norm) for key, g in grads.items()}, norm
