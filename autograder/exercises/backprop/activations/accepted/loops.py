import math

import numpy as np


def _one_by_one(f, *arrays):
    out = np.zeros(arrays[0].shape)
    for index in np.ndindex(out.shape):
        out[index] = f(*(float(a[index]) for a in arrays))
    return out


def sigmoid_forward(x):
    def f(x):
        return 1 / (1 + math.exp(-x)) if x > -500 else 0.0

    h = _one_by_one(f, x)
    return h, h


def sigmoid_backward(dh, cache):
    return _one_by_one(lambda d, h: d * h * (1 - h), dh, cache)


def tanh_forward(x):
    h = _one_by_one(math.tanh, x)
    return h, h


def tanh_backward(dh, cache):
    return _one_by_one(lambda d, h: d * (1 - h * h), dh, cache)


def relu_forward(x):
    h = _one_by_one(lambda x: max(x, 0.0), x)
    return h, h


def relu_backward(dh, cache):
    return _one_by_one(lambda d, h: d if h > 0 else 0.0, dh, cache)
