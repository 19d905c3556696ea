"""Steps of the same length in every entry, up or down by the toss of a coin."""

import numpy as np


class Line:
    def __init__(self, f, x, v):
        self.f, self.x, self.v = f, x, v

    def slope(self, eps):
        ahead, behind = self.x.astype(np.float64), self.x.astype(np.float64)
        ahead += eps * self.v
        behind -= eps * self.v
        return (self.f(ahead) - self.f(behind)) / eps / 2


def gradient_error(f, x, grad, rng, eps=1e-5, directions=3):
    errors = np.zeros(directions)
    for k in range(directions):
        v = rng.choice([-1.0, 1.0], size=x.shape) / np.sqrt(x.size)
        a, b = Line(f, x, v).slope(eps), np.sum(grad * v)
        errors[k] = abs(a - b) / np.fmax(abs(a) + abs(b), 1e-12)
    return np.amax(errors)
