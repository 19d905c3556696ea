"""A network is its first layer and the network behind it."""

import numpy as np

FORWARD = {"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}
BACKWARD = {"sigmoid": sigmoid_backward, "tanh": tanh_backward, "relu": relu_backward}


def deep_forward(params, x, activation, layer=1):
    z, cache_z = linear_forward(x, params[f"W{layer}"], params[f"b{layer}"])
    if f"W{layer + 1}" not in params:
        return z, (layer, activation, cache_z, None, None)
    h, cache_h = FORWARD[activation](z)
    out, rest = deep_forward(params, h, activation, layer + 1)
    return out, (layer, activation, cache_z, cache_h, rest)


def gradients_from(dout, cache):
    layer, activation, cache_z, cache_h, rest = cache
    grads = {}
    dz = dout
    if rest is not None:
        dh, grads = gradients_from(dout, rest)
        dz = BACKWARD[activation](dh, cache_h)
    dx, grads[f"W{layer}"], grads[f"b{layer}"] = linear_backward(dz, cache_z)
    return dx, grads


def deep_backward(dout, cache):
    return gradients_from(dout, cache)[1]
