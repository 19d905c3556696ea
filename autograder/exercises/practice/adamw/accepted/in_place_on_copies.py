import numpy as np


class Memory:
    def __init__(self, like):
        self.s, self.r, self.lost1, self.lost2 = np.zeros_like(like), np.zeros_like(like), 1.0, 1.0


def adamw_step(w, g, state, lr=1e-3, rho1=0.9, rho2=0.999, delta=1e-8, lam=0.01):
    memory = Memory(g) if state is None else state
    memory.s = memory.s + (1 - rho1) * (g - memory.s)
    memory.r = memory.r + (1 - rho2) * (np.square(g) - memory.r)
    memory.lost1 *= rho1
    memory.lost2 *= rho2
    new = np.array(w, copy=True)
    new -= lr * lam * new
    new -= lr * (memory.s / (1 - memory.lost1)) / (np.sqrt(memory.r / (1 - memory.lost2)) + delta)
    return new, memory
