"""Weighted averages of everything that came: the corrections are the sums of the weights."""

import numpy as np


def adam_step(w, g, state, lr=1e-3, rho1=0.9, rho2=0.999, delta=1e-8):
    past = [g] + (state or [])
    t = len(past)
    weights1, weights2 = rho1 ** np.arange(t), rho2 ** np.arange(t)
    s_hat = sum(weight * old for weight, old in zip(weights1, past)) / weights1.sum()
    r_hat = sum(weight * old**2 for weight, old in zip(weights2, past)) / weights2.sum()
    return w - lr * s_hat / (r_hat**0.5 + delta), past
