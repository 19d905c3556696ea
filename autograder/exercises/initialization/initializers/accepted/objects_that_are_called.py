"""Five of the initialisers are objects of one class, which have no `__name__`."""

import numpy as np


class Initialiser:
    def __init__(self, variance, uniform):
        self.variance, self.uniform = variance, uniform

    def __call__(self, shape, rng):
        std = self.variance(*shape) ** 0.5
        if self.uniform:
            return std * 3**0.5 * (2 * rng.random(shape) - 1)
        return std * rng.standard_normal(shape)


def constant_init(shape, value):
    W = np.zeros(shape)
    W[...] = value
    return W


def normal_init(shape, std, rng):
    return std * rng.standard_normal(shape)


torch_linear_init = Initialiser(lambda fan_out, fan_in: 1 / (3 * fan_in), uniform=True)
xavier_normal = Initialiser(lambda fan_out, fan_in: 2 / (fan_in + fan_out), uniform=False)
xavier_uniform = Initialiser(lambda fan_out, fan_in: 2 / (fan_in + fan_out), uniform=True)
he_normal = Initialiser(lambda fan_out, fan_in: 2 / fan_in, uniform=False)
he_uniform = Initialiser(lambda fan_out, fan_in: 2 / fan_in, uniform=True)
