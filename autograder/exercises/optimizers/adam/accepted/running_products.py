"""No t: the powers of both rhos are kept."""

import numpy as np


class Moments:
    def __init__(self, w):
        self.s, self.r = np.zeros_like(w), np.zeros_like(w)
        self.lost1 = self.lost2 = 1.0


def adam_step(w, g, state, lr=1e-3, rho1=0.9, rho2=0.999, delta=1e-8):
    moments = state if state is not None else Moments(w)
    moments.lost1 *= rho1
    moments.lost2 *= rho2
    moments.s = rho1 * moments.s + (1 - rho1) * g
    moments.r = rho2 * moments.r + (1 - rho2) * g**2
    s_hat = moments.s / (1 - moments.lost1)
    r_hat = moments.r / (1 - moments.lost2)
    return w - lr * s_hat / (np.sqrt(r_hat) + delta), moments
