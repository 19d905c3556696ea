"""Examples as columns, as on the slides; everything in float64."""

import numpy as np

FORWARD = {
    "sigmoid": lambda z: sigmoid_forward(z),
    "tanh": lambda z: tanh_forward(z),
    "relu": lambda z: relu_forward(z),
}
BACKWARD = {
    "sigmoid": lambda d, cache: sigmoid_backward(d, cache),
    "tanh": lambda d, cache: tanh_backward(d, cache),
    "relu": lambda d, cache: relu_backward(d, cache),
}


def forward_pass(x, weights, activation):
    h = [np.asarray(x, dtype=np.float64).T]
    caches = []
    for W in weights:
        out, cache = FORWARD[activation](np.asarray(W, dtype=np.float64) @ h[-1])
        h.append(out)
        caches.append(cache)
    return h, caches


def activation_std(x, weights, activation):
    h, _ = forward_pass(x, weights, activation)
    return np.array([np.std(layer) for layer in h[1:]])


def gradient_norms(x, weights, activation, dout):
    h, caches = forward_pass(x, weights, activation)
    norms, delta = np.zeros(len(weights)), np.asarray(dout, dtype=np.float64).T
    for layer in reversed(range(len(weights))):
        delta = BACKWARD[activation](delta, caches[layer])
        norms[layer] = np.linalg.norm(delta @ h[layer].T, "fro")
        delta = weights[layer].T @ delta
    return norms
