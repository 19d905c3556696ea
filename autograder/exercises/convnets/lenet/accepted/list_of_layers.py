"""A list of layers, each with its way forward and its way back."""

import numpy as np


class Layer:
    def __init__(self, forward, backward, *names):
        self.forward, self.backward, self.names = forward, backward, names

    def ahead(self, h, params):
        out, self.cache = self.forward(h, *(params[name] for name in self.names))
        return out

    def back(self, delta, grads):
        result = self.backward(delta, self.cache)
        if not self.names:
            return result
        for name, grad in zip(self.names, result[1:]):
            grads[name] = grad
        return result[0]


def flatten(h):
    return h.reshape(h.shape[0], -1), h.shape


def fold(delta, shape):
    return delta.reshape(shape)


def lenet_loss(params, x, y):
    layers = [
        Layer(conv2d_forward, conv2d_backward, "conv1_w", "conv1_b"),
        Layer(max_pool_forward, max_pool_backward),
        Layer(conv2d_forward, conv2d_backward, "conv2_w", "conv2_b"),
        Layer(max_pool_forward, max_pool_backward),
        Layer(flatten, fold),
        Layer(linear_forward, linear_backward, "fc1_w", "fc1_b"),
        Layer(relu_forward, relu_backward),
        Layer(linear_forward, linear_backward, "fc2_w", "fc2_b"),
    ]
    h = x
    for layer in layers:
        h = layer.ahead(h, params)
    loss, delta = softmax_cross_entropy(h, y)
    grads = {}
    for layer in layers[::-1]:
        delta = layer.back(delta, grads)
    return loss, grads
