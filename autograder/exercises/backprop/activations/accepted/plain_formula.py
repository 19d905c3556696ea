import numpy as np


def sigmoid_forward(x):
    # exp overflows to infinity on the left, and 1 / infinity is the right answer
    with np.errstate(over="ignore"):
        h = 1 / (1 + np.exp(-x))
    return h, h


def sigmoid_backward(dh, cache):
    return dh * (cache * (1 - cache))


def tanh_forward(x):
    # exp of numbers up to 0 only
    e = np.exp(-2 * np.abs(x))
    h = np.sign(x) * (1 - e) / (1 + e)
    return h, [h]


def tanh_backward(dh, cache):
    return dh - dh * cache[0] ** 2


def relu_forward(x):
    return np.where(x > 0, x, 0), x


def relu_backward(dh, cache):
    return np.where(cache > 0, dh, 0)
