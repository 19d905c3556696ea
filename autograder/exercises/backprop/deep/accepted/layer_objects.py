"""The cache is a list of objects, each of which knows its way back."""

import numpy as np


class Linear:
    def __init__(self, name, W, b):
        self.name, self.W, self.b = name, W, b

    def forward(self, x):
        self.x = x
        return np.einsum("nd,md->nm", x, self.W) + self.b

    def backward(self, dz, grads):
        grads["W" + self.name] = np.einsum("nm,nd->md", dz, self.x)
        grads["b" + self.name] = np.einsum("nm->m", dz)
        return np.einsum("nm,md->nd", dz, self.W)


class Activation:
    def __init__(self, kind):
        self.kind = kind

    def forward(self, z):
        if self.kind == "sigmoid":
            self.h = 0.5 * (1 + np.tanh(z / 2))
            self.slope = self.h * (1 - self.h)
        elif self.kind == "tanh":
            self.h = np.tanh(z)
            self.slope = 1 / np.cosh(z) ** 2
        else:
            self.slope = np.where(z > 0, 1, 0)
            self.h = z * self.slope
        return self.h

    def backward(self, dh, grads):
        return dh * self.slope


def deep_forward(params, x, activation):
    steps = []
    for layer in range(1, len(params) // 2 + 1):
        if steps:
            steps.append(Activation(activation))
        steps.append(Linear(str(layer), params[f"W{layer}"], params[f"b{layer}"]))
    for step in steps:
        x = step.forward(x)
    return x, steps


def deep_backward(dout, cache):
    grads = {}
    for step in cache[::-1]:
        dout = step.backward(dout, grads)
    return grads
