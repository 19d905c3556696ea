"""Choosing how complex a model may be (lectures R1 R2 R3)."""

import numpy as np

from reference_impl.checking import checked, refuse


def whole_numbers(name, value, scope):
    """Rule for a sequence of degrees."""
    if not np.size(value) or np.ndim(value) != 1 or any(degree < 0 or degree != int(degree) for degree in value):
        refuse(name, "one or more whole numbers from 0", value)


@checked(x="(N,)", degree="integer >= 0")
def polynomial_features(x, degree):
    """Powers of x, from x^0 to x^degree (lectures R2 R13).

    Args:
        x: (N,) inputs.
        degree: highest power.
    Returns:
        X: (N, degree + 1); column k is x^k.
    """
    return np.stack([x**k for k in range(degree + 1)], axis=1)


@checked(X="(N>=1, D)", y="(N,)", lam="number >= 0")
def ridge_fit(X, y, lam):
    """Weights that minimise mean((X w - y)^2) / 2 + lam / 2 |w|^2 (lectures R2 R4).

    All weights are penalised, that of the constant column too. With lam = 0 it is least squares; where the columns of X
    depend on each other many w are equally good, and any of them will do (here it is the shortest).

    Args:
        X: (N, D) features.
        y: (N,) targets.
        lam: strength of the penalty.
    Returns:
        w: (D,).
    """
    # (X^T X / N + lam I) w = X^T y / N, solved without forming X^T X, which would square its condition number
    N, D = X.shape
    A = np.concatenate([X, (N * lam) ** 0.5 * np.eye(D, dtype=X.dtype)])
    b = np.concatenate([y, np.zeros(D, y.dtype)])
    return np.linalg.lstsq(A, b, rcond=None)[0]


@checked(n="integer >= 2", k="integer in [2, n]", rng="generator")
def kfold_indices(n, k, rng):
    """Split n examples at random into k folds, each the validation set once (lectures R3).

    Args:
        n: number of examples.
        k: number of folds, from 2 to n; their sizes differ by at most one.
        rng: numpy.random.Generator.
    Returns:
        folds: list of k pairs (train, validation) of integer index arrays; together each pair holds all n examples.
    """
    folds = np.array_split(rng.permutation(n), k)
    return [(np.concatenate(folds[:i] + folds[i + 1 :]), folds[i]) for i in range(k)]


@checked(x="(N,)", y="(N,)", degrees=whole_numbers, lam="number >= 0", rng="generator")
def choose_degree(x, y, degrees, lam, k, rng):
    """Choose a polynomial's degree by k-fold cross validation of a ridge fit (lectures R3).

    Args:
        x: (N,) inputs.
        y: (N,) targets.
        degrees: the degrees to try.
        lam: strength of the ridge penalty.
        k: number of folds; all degrees are judged on the same folds.
        rng: numpy.random.Generator for the folds.
    Returns:
        degree: the one with the lowest error, the lowest degree among equals.
        errors: (len(degrees),) mean over the folds of the mean squared validation error, in the order of degrees.
    """
    folds = kfold_indices(len(x), k, rng)
    errors = np.zeros(len(degrees), x.dtype)
    for i, degree in enumerate(degrees):
        X = polynomial_features(x, degree)
        for train, validation in folds:
            w = ridge_fit(X[train], y[train], lam)
            errors[i] += ((X[validation] @ w - y[validation]) ** 2).mean() / k
    _, degree = min(zip(errors, degrees, strict=True))
    return degree, errors


@checked(train_error="number >= 0", validation_error="number >= 0", acceptable="number >= 0")
def diagnose_fit(train_error, validation_error, acceptable):
    """Tell underfitting, which wants more capacity, from overfitting, which wants less or more data (lectures R1 R16).

    Args:
        train_error, validation_error: numbers, not negative.
        acceptable: training error above this is underfitting; otherwise a validation error that exceeds the training
            error by more than this is overfitting.
    Returns:
        "underfitting", "overfitting" or "good".
    """
    if train_error > acceptable:
        return "underfitting"
    if validation_error - train_error > acceptable:
        return "overfitting"
    return "good"
