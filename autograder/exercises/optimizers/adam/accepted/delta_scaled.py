"""The shortcut with both corrections in the rate, and a delta that makes up for it."""

import numpy as np


def adam_step(w, g, state, lr=1e-3, rho1=0.9, rho2=0.999, delta=1e-8):
    m, v, t = state or (0.0, 0.0, 0)
    t += 1
    m = rho1 * m + (1 - rho1) * g
    v = rho2 * v + (1 - rho2) * (g * g)
    c = (1 - rho2**t) ** 0.5
    return w - (lr * c / (1 - rho1**t)) * (m / (np.sqrt(v) + delta * c)), (m, v, t)
