"""Every weight matrix tells both ends of its layer."""

import numpy as np


def activation_bytes(params, x, training):
    weights = sorted((key for key in params if key.startswith("W")), key=lambda key: int(key[1:]))
    shapes = np.array([params[key].shape for key in weights])
    per_number = x.size // x.shape[1] * x.dtype.itemsize
    if training:
        # z of this layer and h of the one below are as long as the two sides of W
        return shapes.sum() * per_number
    return shapes.sum(axis=1).max() * per_number
