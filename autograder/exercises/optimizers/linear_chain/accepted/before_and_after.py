"""Running products from both sides, as backpropagation has them."""

import numpy as np


def chain_step(w, x, y, eps):
    L = len(w)
    h, delta = [x], [1.0]
    for k in range(L):
        h.append(h[-1] * w[k])
    for k in range(L - 1, 0, -1):
        delta.insert(0, delta[0] * w[k])
    error = h[-1] - y
    g = np.array([2 * error * h[k] * delta[k] for k in range(L)])
    out = x
    for weight, slope in zip(w, g):
        out = out * (weight - eps * slope)
    return -eps * np.sum(g**2), (out - y) ** 2 - error**2
