"""Keeps every square and weighs them anew each time."""

import numpy as np


def rmsprop_step(w, g, state, lr, rho=0.9, delta=1e-8):
    squares = list(state or []) + [g**2]
    weights = [(1 - rho) * rho**k for k in range(len(squares))]
    mean = sum(weight * square for weight, square in zip(weights, reversed(squares)))
    return w - lr * g / (delta + mean**0.5), squares
