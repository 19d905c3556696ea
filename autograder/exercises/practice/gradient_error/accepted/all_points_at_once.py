"""All directions drawn together, uniform in a cube and cut to length."""

import numpy as np


def gradient_error(f, x, grad, rng, eps=1e-5, directions=3):
    x = np.asarray(x, dtype=float)
    many = rng.uniform(-1.0, 1.0, size=(directions,) + x.shape)
    many /= np.sqrt((many**2).reshape(directions, -1).sum(axis=1)).reshape((directions,) + (1,) * x.ndim)
    above = np.array([f(x + eps * v) for v in many])
    below = np.array([f(x - eps * v) for v in many])
    a = (above - below) / (2.0 * eps)
    b = (many.reshape(directions, -1) * np.ravel(grad)).sum(axis=1)
    return (np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-12)).max()
