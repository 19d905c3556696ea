"""A running maximum that nan cannot slip through."""

import numpy as np


def unit(rng, shape):
    v = rng.standard_normal(shape)
    return v / (v**2).sum() ** 0.5


def gradient_error(f, x, grad, rng, eps=1e-5, directions=3):
    worst = 0.0
    for _ in range(directions):
        step = eps * unit(rng, np.shape(x))
        measured = float(f(x + step)) - float(f(x - step))
        claimed = 2.0 * float(np.vdot(grad, step))
        error = abs(measured - claimed) / max(abs(measured) + abs(claimed), 2e-12 * eps)
        if not error <= worst:
            worst = error
    return worst
