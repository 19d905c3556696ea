"""Layers as closures that know their way back."""

import numpy as np


def chain(x, layers):
    backs = []
    for layer in layers:
        x, back = layer(x)
        backs.append(back)
    return x, backs


def batchnorm_mlp_loss(params, running, x, y, training):
    grads, kept = {}, {}

    def multiply(v):
        def back(d):
            grads["W1"] = np.tensordot(d, v, axes=(0, 0))
            return d @ params["W1"]

        return v @ params["W1"].T, back

    def normalised(v):
        out, cache, kept["running"] = batchnorm_forward(v, params["gamma"], params["beta"], running, training)

        def back(d):
            d, grads["gamma"], grads["beta"] = batchnorm_backward(d, cache)
            return d

        return out, back

    def rectified(v):
        return v * (v > 0), lambda d: d * (v > 0)

    def scores(v):
        def back(d):
            grads["W2"], grads["b2"] = d.T @ v, d.sum(axis=0)
            return d @ params["W2"]

        return v @ params["W2"].T + params["b2"], back

    o, backs = chain(x, [multiply, normalised, rectified, scores])
    loss, d = softmax_cross_entropy(o, y)
    for back in reversed(backs):
        d = back(d)
    return loss, grads, kept["running"]
