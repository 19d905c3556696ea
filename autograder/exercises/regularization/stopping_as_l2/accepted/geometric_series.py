import numpy as np


def early_stopping_factors(eigenvalues, eps, steps):
    # eps lambda (1 + r + r^2 + ...), with r what one step leaves
    if steps == 0:
        return 0 * eigenvalues
    r = (1 - eps * eigenvalues).astype(float)
    powers = np.cumprod(np.broadcast_to(r, (steps, len(r))), axis=0)
    return 1 - powers[-1]


def equivalent_l2(eps, steps):
    tau = np.float64(steps)
    return np.reciprocal(eps * tau)
