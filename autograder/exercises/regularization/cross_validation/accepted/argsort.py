"""The order of random numbers; folds cut by hand; ties by lexsort."""

import numpy as np


def kfold_indices(n, k, rng):
    order = np.argsort(rng.random(n))
    ends = [n * i // k for i in range(k + 1)]
    pairs = []
    for start, end in zip(ends[:-1], ends[1:]):
        pairs.append((np.r_[order[:start], order[end:]], order[start:end]))
    return pairs


def choose_degree(x, y, degrees, lam, k, rng):
    pairs = kfold_indices(len(x), k, rng)

    def error(degree, train, validation):
        w = ridge_fit(polynomial_features(x[train], degree), y[train], lam)
        return ((y[validation] - polynomial_features(x[validation], degree) @ w) ** 2).sum() / len(validation)

    errors = np.array([np.average([error(degree, *pair) for pair in pairs]) for degree in degrees])
    return degrees[np.lexsort((degrees, errors))[0]], errors
