"""A coin for each unit from the binomial distribution; the cache is a dict."""

import numpy as np


def dropout_forward(x, p, rng, training):
    keep_prob = 1.0 - p
    mask = rng.binomial(1, keep_prob, size=x.shape) if training else np.ones(x.shape, dtype=int)
    scale = 1.0 / keep_prob if training else 1.0
    return x * mask * scale, {"mask": mask, "scale": scale}


def dropout_backward(dout, cache):
    return dout * cache["mask"] * cache["scale"]
