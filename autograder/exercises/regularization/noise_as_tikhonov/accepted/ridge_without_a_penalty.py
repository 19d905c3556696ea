"""The copies one after the other, and the fit of the first exercise with lam = 0."""

import numpy as np


def noisy_least_squares(X, y, std, copies, rng):
    stacked = np.concatenate([X] * copies)
    return ridge_fit(stacked + std * rng.standard_normal(stacked.shape), np.concatenate([y] * copies), lam=0.0)


def equivalent_lam(std):
    return float(std) ** 2
