"""One function that knows modes and distributions, as libraries write it, in float32."""

import numpy as np


def variance_scaling(shape, rng, gain, fan, distribution):
    variance = gain / fan
    if distribution == "normal":
        W = rng.normal(loc=0.0, scale=variance**0.5, size=shape)
    else:
        limit = (3 * variance) ** 0.5
        W = rng.uniform(low=-limit, high=limit, size=shape)
    return W.astype(np.float32)


def constant_init(shape, value):
    W = np.empty(shape)
    W[...] = value
    return W


def normal_init(shape, std, rng):
    return variance_scaling(shape, rng, std**2, 1, "normal")


def torch_linear_init(shape, rng):
    return variance_scaling(shape, rng, 1 / 3, shape[1], "uniform")


def xavier_normal(shape, rng):
    return variance_scaling(shape, rng, 1.0, np.mean(shape), "normal")


def xavier_uniform(shape, rng):
    return variance_scaling(shape, rng, 1.0, np.mean(shape), "uniform")


def he_normal(shape, rng):
    return variance_scaling(shape, rng, 2.0, shape[1], "normal")


def he_uniform(shape, rng):
    return variance_scaling(shape, rng, 2.0, shape[1], "uniform")
