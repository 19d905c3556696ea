"""Remembers the last step as a tuple, without zeros at the beginning."""

import numpy as np


def momentum_step(w, g, state, lr, alpha=0.9):
    step = np.multiply(g, -lr)
    if state is not None:
        (last,) = state
        step = step + alpha * last
    return np.add(w, step), (step,)
