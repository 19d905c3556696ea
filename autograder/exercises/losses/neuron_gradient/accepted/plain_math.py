"""Python's own math, with a case for each sign of z."""

import math


def neuron_gradient(w, b, x, y, loss):
    z = float(w * x + b)
    small = math.exp(-abs(z))
    a = 1 / (1 + small) if z >= 0 else small / (1 + small)
    if loss == "cross_entropy":
        value = max(z, 0.0) - y * z + math.log1p(small)
        return value, (a - y) * x, a - y
    slope = small / (1 + small) ** 2
    return 0.5 * (a - y) * (a - y), (a - y) * slope * x, (a - y) * slope
