"""One array after the other; value and gradient side by side."""

import numpy as np


def l2_penalty(weights, lam):
    value, grads = 0.0, {}
    for name in weights:
        value += 0.5 * lam * np.sum(np.square(weights[name]))
        grads[name] = lam * weights[name]
    return value, grads


def l1_penalty(weights, lam):
    value, grads = 0.0, {}
    for name in weights:
        value += lam * np.sum(np.absolute(weights[name]))
        grads[name] = lam * ((weights[name] > 0) * 1.0 - (weights[name] < 0) * 1.0)
    return value, grads


def elastic_net(weights, lam, beta):
    value, grads = 0.0, {}
    for name in weights:
        w = weights[name]
        value += lam * (beta * np.sum(w * w) + np.sum(np.absolute(w)))
        grads[name] = 2 * lam * beta * w + lam * np.sign(w)
    return value, grads
