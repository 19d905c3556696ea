import numpy as np


def adam_step(w, g, state, lr=1e-3, rho1=0.9, rho2=0.999, delta=1e-8):
    s, r, t = (np.zeros_like(g), np.zeros_like(g), 1) if state is None else (state[0].copy(), state[1].copy(), state[2])
    s *= rho1
    s += (1 - rho1) * g
    r *= rho2
    r += (1 - rho2) * g**2
    step = lr * (s / (1 - rho1**t))
    step /= np.sqrt(r / (1 - rho2**t)) + delta
    return w - step, [s, r, t + 1]
