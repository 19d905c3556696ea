"""A loop with math.exp, one case for each sign."""

import math

import numpy as np


def binary_cross_entropy(z, y):
    total, dz = 0.0, np.zeros(len(z))
    for n in range(len(z)):
        logit, target = float(z[n]), int(y[n])
        small = math.exp(-abs(logit))
        a = 1 / (1 + small) if logit > 0 else small / (1 + small)
        against = -logit if target == 1 else logit
        total += (max(against, 0.0) + math.log1p(small)) / len(z)
        dz[n] = (a - target) / len(z)
    return total, dz
