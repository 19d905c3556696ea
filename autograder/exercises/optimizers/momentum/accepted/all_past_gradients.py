"""Keeps every past step and sums them with their weights."""

import numpy as np


def momentum_step(w, g, state, lr, alpha=0.9):
    pushes = (state or []) + [lr * g]
    v = sum(alpha ** (len(pushes) - 1 - k) * push for k, push in enumerate(pushes))
    return w - v, pushes
