"""Adam at w = 0 says how far it would go."""

import numpy as np


def adamw_step(w, g, state, lr=1e-3, rho1=0.9, rho2=0.999, delta=1e-8, lam=0.01):
    step, state = adam_step(np.zeros_like(w), g, state, lr, rho1, rho2, delta)
    return (1 - lr * lam) * w + step, state
