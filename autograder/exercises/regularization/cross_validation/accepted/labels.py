"""A label for each example, shuffled; lists in place of arrays; no other function than NumPy's for the folds."""

import numpy as np


def kfold_indices(n, k, rng):
    label = rng.permutation(np.arange(n) % k)
    return [(np.where(label != i)[0].tolist(), np.where(label == i)[0].tolist()) for i in range(k)]


def choose_degree(x, y, degrees, lam, k, rng):
    folds = kfold_indices(len(x), k, rng)
    errors = []
    for degree in degrees:
        X, total = polynomial_features(x, degree), 0.0
        for train, validation in folds:
            residual = X[validation] @ ridge_fit(X[train], y[train], lam) - y[validation]
            total += residual @ residual / len(residual)
        errors.append(total / len(folds))
    best = None
    for degree, error in zip(degrees, errors):
        if best is None or error < best[1] or (error == best[1] and degree < best[0]):
            best = degree, error
    return best[0], errors
