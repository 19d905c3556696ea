"""A network is its first layer with its side classifier, and the network behind it."""

import numpy as np


def head(h, W, b, y, weight):
    o, cache = linear_forward(h, W, b)
    loss, do = softmax_cross_entropy(o, y)
    return (weight * loss, *linear_backward(do * weight, cache))


def from_layer(k, h_below, params, y, alphas, forward, backward):
    W, b = f"W{k}", f"b{k}"
    if k > len(alphas):
        loss, dh, dW, db = head(h_below, params[W], params[b], y, 1.0)
        return loss, dh, {W: dW, b: db}
    z, cache_z = linear_forward(h_below, params[W], params[b])
    h, cache_h = forward(z)
    side, dh_side, dS, dc = head(h, params[f"S{k}"], params[f"c{k}"], y, float(alphas[k - 1]))
    loss, dh, grads = from_layer(k + 1, h, params, y, alphas, forward, backward)
    dx, dW, db = linear_backward(backward(dh_side + dh, cache_h), cache_z)
    grads.update({W: dW, b: db, f"S{k}": dS, f"c{k}": dc})
    return loss + side, dx, grads


def deeply_supervised_mlp(params, x, y, alphas, activation="relu"):
    pairs = {
        "sigmoid": (sigmoid_forward, sigmoid_backward),
        "tanh": (tanh_forward, tanh_backward),
        "relu": (relu_forward, relu_backward),
    }
    loss, _, grads = from_layer(1, x, params, y, alphas, *pairs[activation])
    return loss, grads
