"""The 1-norm of everything in a row, over its length."""

import numpy as np


def mean_abs_gradients(grads, prefix="W", suffix=""):
    layers = {}
    for name, g in sorted(grads.items()):
        if name.startswith(prefix) and name.endswith(suffix):
            row = np.reshape(g, -1).astype(float)
            layers[name[len(prefix) : len(name) - len(suffix)]] = np.linalg.norm(row, 1) / row.size
    return layers
