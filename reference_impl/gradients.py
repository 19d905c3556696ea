"""Gradients without backpropagation, to check it with (lectures B1)."""

import numpy as np

from reference_impl.checking import checked


@checked(f="callable", x="(...)", eps="number > 0")
def numerical_gradient(f, x, eps=1e-5):
    """Gradient of f at x by central differences, two calls of f for each element of x (lectures B1).

    Args:
        f: function of an array shaped like x; returns a number.
        x: array of any shape; it is never changed, f gets copies.
        eps: how far to step to each side.
    Returns:
        grad: df/dx, shaped like x.
    """
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = eps
        grad[index] = (f(x + step) - f(x - step)) / (2 * eps)
    return grad
