"""Loops, with plain numbers for each entry."""

import math

import numpy as np


def adagrad_step(w, g, state, lr, delta=1e-8):
    flat_w, flat_g = np.ravel(w), np.ravel(g)
    squares = [0.0] * flat_w.size if state is None else list(state)
    new = np.zeros(flat_w.size, dtype=flat_w.dtype)
    for i in range(flat_w.size):
        squares[i] += float(flat_g[i]) ** 2
        new[i] = flat_w[i] - lr * flat_g[i] / (delta + math.sqrt(squares[i]))
    return new.reshape(np.shape(w)), squares
