import numpy as np


class Memory:
    def __init__(self):
        self.r = 0.0

    def update(self, g, rho):
        self.r = np.average([self.r * np.ones(np.shape(g)), g**2], axis=0, weights=[rho, 1 - rho])
        return np.sqrt(self.r)


def rmsprop_step(w, g, state, lr, rho=0.9, delta=1e-8):
    memory = state if state is not None else Memory()
    return w - np.divide(lr * g, memory.update(g, rho) + delta), memory
