"""Activations and their derivatives (lectures N1 N2 B5). All work elementwise on any shape."""

import numpy as np

from reference_impl.checking import checked


@checked(x="(...) or number")
def sigmoid_forward(x):
    """The sigmoid 1 / (1 + exp(-x)), for x of any size without overflow (lectures N1 B5).

    Args:
        x: array of any shape.
    Returns:
        h: like x, between 0 and 1.
        cache: whatever sigmoid_backward needs.
    """
    with np.errstate(over="ignore"):  # where exp(-x) is too large for a number it is infinite, and h is 0, as it should
        h = 1 / (1 + np.exp(-x))
    return h, h


@checked(dh="like cache")
def sigmoid_backward(dh, cache):
    """Gradient of the sigmoid (lectures B5).

    Args:
        dh: dL/dh, shaped like x.
        cache: second value of sigmoid_forward.
    Returns:
        dx: dL/dx, shaped like x.
    """
    h = cache
    return dh * h * (1 - h)


@checked(x="(...) or number")
def tanh_forward(x):
    """The hyperbolic tangent, a sigmoid that is centred on 0 (lectures N2).

    Args:
        x: array of any shape.
    Returns:
        h: like x, between -1 and 1.
        cache: whatever tanh_backward needs.
    """
    h = np.tanh(x)
    return h, h


@checked(dh="like cache")
def tanh_backward(dh, cache):
    """Gradient of tanh (lectures B5 N2).

    Args:
        dh: dL/dh, shaped like x.
        cache: second value of tanh_forward.
    Returns:
        dx: dL/dx, shaped like x.
    """
    h = cache
    return dh * (1 - h**2)


@checked(x="(...) or number")
def relu_forward(x):
    """The rectified linear unit max(0, x) (lectures N1 N2).

    Args:
        x: array of any shape.
    Returns:
        h: like x, never negative.
        cache: whatever relu_backward needs.
    """
    h = np.maximum(x, 0)
    return h, x


@checked(dh="like cache")
def relu_backward(dh, cache):
    """Gradient of ReLU; at x = 0 it is 0 (lectures B5 N2).

    Args:
        dh: dL/dh, shaped like x.
        cache: second value of relu_forward.
    Returns:
        dx: dL/dx, shaped like x.
    """
    x = cache
    return dh * np.greater(x, 0)


@checked(x="(...) or number", slope="number")
def leaky_relu_forward(x, slope=0.01):
    """Leaky ReLU: x where positive, slope * x elsewhere; no unit is ever quite dead (lectures N2).

    Args:
        x: array of any shape.
        slope: what is left of a negative input.
    Returns:
        h: like x.
        cache: whatever leaky_relu_backward needs.
    """
    return np.where(np.greater(x, 0), x, slope * x), (x, slope)


def leaky_relu_backward(dh, cache):
    """Gradient of leaky ReLU; at x = 0 it is the slope, as in PyTorch (lectures B5 N2).

    Args:
        dh: dL/dh, shaped like x.
        cache: second value of leaky_relu_forward.
    Returns:
        dx: dL/dx, shaped like x.
    """
    x, slope = cache
    return np.where(np.greater(x, 0), dh, slope * dh)


@checked(x="(...) or number", alpha="number >= 0")
def elu_forward(x, alpha=1.0):
    """ELU: x where positive, alpha (exp(x) - 1) elsewhere; smooth at 0 when alpha is 1 (lectures N2).

    Args:
        x: array of any shape.
        alpha: how far below 0 it can go.
    Returns:
        h: like x.
        cache: whatever elu_backward needs.
    """
    h = np.where(np.greater(x, 0), x, alpha * np.expm1(np.minimum(x, 0)))
    return h, (x, h, alpha)


def elu_backward(dh, cache):
    """Gradient of ELU: 1 where x is positive, h + alpha elsewhere: no second exponential (lectures B5 N2).

    Args:
        dh: dL/dh, shaped like x.
        cache: second value of elu_forward.
    Returns:
        dx: dL/dx, shaped like x.
    """
    x, h, alpha = cache
    return dh * np.where(np.greater(x, 0), 1, h + alpha)
