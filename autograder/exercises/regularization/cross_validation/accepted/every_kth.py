"""Every k-th of the shuffled examples; masks of booleans; the folds' errors in a table."""

import numpy as np


def kfold_indices(n, k, rng):
    order = np.arange(n)
    rng.shuffle(order)
    folds = []
    for i in range(k):
        validation = order[i::k]
        rest = np.ones(n, dtype=bool)
        rest[validation] = False
        folds.append((np.flatnonzero(rest), validation))
    return folds


def choose_degree(x, y, degrees, lam, k, rng):
    table = []
    for train, validation in kfold_indices(len(x), k, rng):
        row = []
        for degree in degrees:
            w = ridge_fit(polynomial_features(x[train], degree), y[train], lam)
            row.append(np.mean((polynomial_features(x[validation], degree) @ w - y[validation]) ** 2))
        table.append(row)
    errors = np.mean(table, axis=0)
    return min(d for d, e in zip(degrees, errors) if e == errors.min()), errors
