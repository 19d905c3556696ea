"""Standard draws, scaled afterwards."""

import numpy as np


def constant_init(shape, value):
    return value * np.ones(shape)


def normal_init(shape, std, rng):
    return std * rng.standard_normal(shape)


def torch_linear_init(shape, rng):
    return (2 * rng.random(shape) - 1) / np.sqrt(shape[1])


def xavier_normal(shape, rng):
    return rng.standard_normal(shape) * np.sqrt(2.0 / sum(shape))


def xavier_uniform(shape, rng):
    return (2 * rng.random(shape) - 1) * np.sqrt(6.0 / sum(shape))


def he_normal(shape, rng):
    return rng.standard_normal(shape) / np.sqrt(shape[1] / 2.0)


def he_uniform(shape, rng):
    return (2 * rng.random(shape) - 1) * np.sqrt(6.0 / shape[1])
