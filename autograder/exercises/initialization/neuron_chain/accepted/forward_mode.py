"""Forwards only: for each weight a pass that carries a value and its derivative by that weight."""

import numpy as np


class Dual:
    def __init__(self, value, slope):
        self.value, self.slope = value, slope

    def through(self, activation):
        v = self.value
        if activation == "sigmoid":
            out = 1 / (1 + np.exp(-v))
            return Dual(out, self.slope * out * (1 - out))
        if activation == "tanh":
            out = np.tanh(v)
            return Dual(out, self.slope * (1 - out * out))
        return Dual(v, self.slope) if v > 0 else Dual(0.0, 0.0)


def chain_gradients(w, x, activation="sigmoid", b=None):
    biases = [0.0] * len(w) if b is None else b
    dws = []
    for moved in range(len(w)):
        a = Dual(float(x), 0.0)
        for k, (w_k, b_k) in enumerate(zip(w, biases)):
            own = a.value if k == moved else 0.0
            a = Dual(w_k * a.value + b_k, w_k * a.slope + own).through(activation)
        dws.append(a.slope)
    return dws
