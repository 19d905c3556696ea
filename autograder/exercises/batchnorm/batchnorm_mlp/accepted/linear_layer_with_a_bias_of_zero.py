"""The first layer is the linear layer with a bias of 0, whose gradient is dropped."""

import numpy as np


def batchnorm_mlp_loss(params, running, x, y, training):
    steps = []
    a, cache = linear_forward(x, params["W1"], np.zeros(len(params["gamma"])))
    steps.append(cache)
    z, cache, new = batchnorm_forward(a, params["gamma"], params["beta"], running, training)
    steps.append(cache)
    h, cache = relu_forward(z)
    steps.append(cache)
    o, cache = linear_forward(h, params["W2"], params["b2"])
    loss, d = softmax_cross_entropy(o, y)
    grads = {}
    d, grads["W2"], grads["b2"] = linear_backward(d, cache)
    d = relu_backward(d, steps.pop())
    d, grads["gamma"], grads["beta"] = batchnorm_backward(d, steps.pop())
    _, grads["W1"], _ = linear_backward(d, steps.pop())
    return loss, grads, new
