import numpy as np


class Velocity:
    def __init__(self, like):
        self.v = np.zeros_like(like)


def momentum_step(w, g, state, lr, alpha=0.9):
    state = state or Velocity(w)
    w, v = np.copy(w), np.copy(state.v)
    v *= alpha
    v -= lr * g
    w += v
    state.v = v
    return w, state
