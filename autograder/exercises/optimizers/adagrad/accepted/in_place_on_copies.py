import numpy as np


def adagrad_step(w, g, state, lr, delta=1e-8):
    r = np.array(g * g, copy=True) if state is None else state.copy()
    if state is not None:
        r += g * g
    new = np.copy(w)
    new -= lr * g / (r**0.5 + delta)
    return new, r
