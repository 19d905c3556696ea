"""A list of copies, put below each other; the pseudoinverse."""

import numpy as np


def noisy_least_squares(X, y, std, copies, rng):
    own = np.random.default_rng(rng.integers(2**32, size=4))
    everything = np.concatenate([X + std * own.standard_normal(X.shape) for _ in range(copies)])
    return np.linalg.pinv(everything) @ np.concatenate([y] * copies)


def equivalent_lam(std):
    return pow(std, 2)
