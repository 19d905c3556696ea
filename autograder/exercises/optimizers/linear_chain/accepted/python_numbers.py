import math

import numpy as np


def chain_step(w, x, y, eps):
    w = [float(each) for each in w]

    def loss(weights):
        return (x * math.prod(weights) - y) ** 2

    factor = 2 * (x * math.prod(w) - y) * x
    g = [factor * math.prod(w[:k] + w[k + 1 :]) for k in range(len(w))]
    new = [each - eps * slope for each, slope in zip(w, g)]
    return -eps * sum(slope * slope for slope in g), loss(new) - loss(w)
