"""A chain is a neuron and a chain behind it."""

import numpy as np


def chain_gradients(w, x, activation="sigmoid", b=None):
    pairs = {
        "sigmoid": (sigmoid_forward, sigmoid_backward),
        "tanh": (tanh_forward, tanh_backward),
        "relu": (relu_forward, relu_backward),
    }
    forward, backward = pairs[activation]
    b = np.zeros(len(w)) if b is None else b

    def behind(k, a):
        """Derivatives of the output by w_k and the weights behind it, and by a, the input of neuron k."""
        if k == len(w):
            return [], 1.0
        out, cache = forward(w[k] * a + b[k])
        later, d_out = behind(k + 1, out)
        dz = backward(d_out, cache)
        return [dz * a, *later], dz * w[k]

    return np.array(behind(0, x)[0])
