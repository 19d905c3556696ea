"""The decay first, on a copy, then Adam's step from there: Adam only ever adds to w."""

import numpy as np


def adamw_step(w, g, state, lr=1e-3, rho1=0.9, rho2=0.999, delta=1e-8, lam=0.01):
    return adam_step(w * (1 - lr * lam), g, state, lr, rho1=rho1, rho2=rho2, delta=delta)
