"""Wrong numerical gradients as students write them. A docstring is what they must be told; an empty one: nothing."""

import numpy as np


class divided_from_the_left:
    """multiplied_by_eps"""

    def numerical_gradient(f, x, eps=1e-5):
        grad = np.zeros(x.shape)
        for i in np.ndindex(x.shape):
            above, below = x.astype(float), x.astype(float)
            above[i] += eps
            below[i] -= eps
            grad[i] = (f(above) - f(below)) / 2 * eps
        return grad


class from_below:
    """one_sided_difference"""

    def numerical_gradient(f, x, eps=1e-5):
        grad = np.zeros(x.shape)
        for i in np.ndindex(x.shape):
            below = x.astype(float)
            below[i] -= eps
            grad[i] = (f(x.astype(float)) - f(below)) / eps
        return grad


class better_than_was_asked:
    """"""

    def numerical_gradient(f, x, eps=1e-5):
        def central(i, h):
            above, below = x.astype(float), x.astype(float)
            above[i] += h
            below[i] -= h
            return (f(above) - f(below)) / (2 * h)

        grad = np.zeros(x.shape)
        for i in np.ndindex(x.shape):
            grad[i] = (4 * central(i, eps / 2) - central(i, eps)) / 3
        return grad
