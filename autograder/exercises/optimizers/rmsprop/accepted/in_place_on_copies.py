import numpy as np


def rmsprop_step(w, g, state, lr, rho=0.9, delta=1e-8):
    r = np.zeros_like(g) if state is None else np.copy(state)
    r *= rho
    r += (1 - rho) * np.square(g)
    step = np.sqrt(r)
    step += delta
    new = np.copy(w)
    new -= lr * g / step
    return new, r
