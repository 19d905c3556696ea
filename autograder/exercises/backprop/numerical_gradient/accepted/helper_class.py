"""A small class that measures one slope at a time."""

import numpy as np


class Slope:
    def __init__(self, f, x, eps):
        self.f, self.x, self.eps = f, np.asarray(x, dtype=float), eps

    def value(self, index, step):
        moved = np.copy(self.x)
        moved[index] += step
        return self.f(moved)

    def along(self, index):
        return (self.value(index, self.eps) - self.value(index, -self.eps)) / (2.0 * self.eps)


def numerical_gradient(f, x, eps=1e-5):
    slope = Slope(f, x, eps)
    grad = np.zeros(np.shape(x))
    for index, _ in np.ndenumerate(grad):
        grad[index] = slope.along(index)
    return grad
