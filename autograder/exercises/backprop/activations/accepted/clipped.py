import numpy as np


def sigmoid_forward(x):
    h = 1 / (1 + np.exp(-np.clip(x, -80, 500)))
    return h, h


def sigmoid_backward(dh, cache):
    return np.multiply(np.multiply(dh, cache), 1 - cache)


def tanh_forward(x):
    return np.tanh(x), np.cosh(np.clip(x, -300, 300).astype(float))


def tanh_backward(dh, cache):
    return dh / cache**2


def relu_forward(x):
    return np.clip(x, 0, None), np.heaviside(x, 0)


def relu_backward(dh, cache):
    return dh * cache
