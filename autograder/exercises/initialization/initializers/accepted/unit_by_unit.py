"""A row for each unit, drawn one after the other; normal numbers from uniform ones (Box and Muller)."""

import numpy as np


def rows(shape, draw_row):
    fan_out, fan_in = shape
    return np.array([draw_row(fan_in) for _ in range(fan_out)])


def gauss(n, rng):
    radius = np.sqrt(-2 * np.log(1 - rng.random(n)))
    return radius * np.cos(2 * np.pi * rng.random(n))


def constant_init(shape, value):
    return np.array([[float(value)] * shape[1] for _ in range(shape[0])])


def normal_init(shape, std, rng):
    return rows(shape, lambda n: std * gauss(n, rng))


def torch_linear_init(shape, rng):
    return rows(shape, lambda n: rng.uniform(-1, 1, n) / n**0.5)


def xavier_normal(shape, rng):
    return normal_init(shape, np.sqrt(2 / (shape[0] + shape[1])), rng)


def xavier_uniform(shape, rng):
    bound = np.sqrt(3) * np.sqrt(2 / (shape[0] + shape[1]))
    return rows(shape, lambda n: rng.uniform(-bound, bound, n))


def he_normal(shape, rng):
    return normal_init(shape, (2 / shape[1]) ** 0.5, rng)


def he_uniform(shape, rng):
    return rows(shape, lambda n: np.sqrt(6 / n) * (1 - 2 * rng.random(n)))
