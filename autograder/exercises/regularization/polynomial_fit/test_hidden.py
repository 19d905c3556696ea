"""Hidden suite of polynomial_fit: powers of x, and the weights that minimise mean((X w - y)^2) / 2 + lam / 2 |w|^2."""

import numpy as np
import pytest

from course.checks import assert_close, assert_shape

POWERS = "Column k holds x to the power k, and a polynomial of degree d has d + 1 of them."
MINIMUM = "At the minimum X^T (X w - y) / N + lam w is 0."


def inputs(rng, n):
    """Numbers of both signs, apart from each other and from 0 and 1."""
    return rng.permutation(np.linspace(-1.9, 1.7, n) + rng.uniform(-0.02, 0.02, n))


def problem(rng, shape=(7, 3), dtype=np.float64):
    """X (N, D) and y (N,), far from all dependence."""
    X = rng.normal(size=shape)
    X[: shape[1]] += 2 * np.eye(shape[1])
    return X.astype(dtype), (rng.uniform(1.0, 2.0, shape[0]) * rng.choice([-1.0, 1.0], shape[0])).astype(dtype)


def strength(rng):
    return rng.uniform(0.3, 0.8)


@pytest.mark.parametrize("degree", [1, 3, 6])
def test_features(student, rng, degree):
    """Column k of X is x to the power k, for every k from 0 to the degree"""
    x = inputs(rng, 9)
    for some, last in ((x, degree), (x[::-1], degree), (x, degree + 1)):
        expected = np.stack([some**k for k in range(last + 1)], axis=1)
        assert_close(student.polynomial_features(some, last), expected, name="X", hint=POWERS, lecture="R2")


def test_features_of_few_examples(student, rng):
    """One example has one row, and a polynomial of degree 0 one column of ones"""
    for n, degree in ((1, 4), (5, 0), (1, 0)):
        x = inputs(rng, n + 1)[:n]
        expected = np.stack([x**k for k in range(degree + 1)], axis=1)
        assert_close(student.polynomial_features(x, degree), expected, name="X", hint=POWERS, lecture="R2")


@pytest.mark.parametrize("shape", [(7, 3), (12, 2), (3, 5), (1, 4), (6, 1)])
def test_fit_with_a_penalty(student, reference, rng, shape):
    """w is where mean squared error and penalty are balanced, also with more features than examples"""
    X, y = rng.normal(size=shape), rng.uniform(1.0, 2.0, shape[0])
    for lam in (strength(rng), 100 * strength(rng)):
        assert_close(student.ridge_fit(X, y, lam), reference.ridge_fit(X, y, lam), name="w", hint=MINIMUM, lecture="R4")


def test_every_weight_is_penalised(student, reference, rng):
    """A column of ones is a column like the others: its weight is penalised, too"""
    x, lam = inputs(rng, 8), strength(rng)
    X = np.stack([x**k for k in range(4)], axis=1)
    y = 3.0 + x + rng.normal(size=8)
    assert_close(student.ridge_fit(X, y, lam), reference.ridge_fit(X, y, lam), name="w", hint=MINIMUM, lecture="R4")


def test_fit_without_a_penalty(student, reference, rng):
    """With lam = 0 it is least squares, in whatever unit the features are"""
    X, y = problem(rng)
    assert_close(student.ridge_fit(X, y, 0.0), reference.ridge_fit(X, y, 0.0), name="w", hint=MINIMUM, lecture="R2")
    small = student.ridge_fit(1e-3 * X, y, 0.0)
    expected = 1e3 * reference.ridge_fit(X, y, 0.0)
    assert_close(small, expected, name="w for small features", rtol=1e-6, hint=MINIMUM, lecture="R2")
    units = np.array([1.0, 1e-4, 1.0])
    w, expected = student.ridge_fit(units * X, y, 0.0), reference.ridge_fit(X, y, 0.0) / units
    assert_close(w, expected, name="w for features of different size", rtol=1e-6, hint=MINIMUM, lecture="R2")


def test_dependent_columns(student, rng):
    """With lam = 0 and columns that depend on each other, w is any of the many that fit best"""
    X, y = problem(rng)
    for dependent in (np.column_stack([X, np.zeros(len(X))]), X[:2]):
        w = student.ridge_fit(dependent, y[: len(dependent)], 0.0)
        assert_shape(w, (dependent.shape[1],), name="w", lecture="R2")
        expected = dependent @ np.linalg.lstsq(dependent, y[: len(dependent)], rcond=None)[0]
        hint = "A matrix that cannot be inverted has solutions all the same: let NumPy find one."
        assert_close(dependent @ np.asarray(w), expected, name="X @ w", rtol=1e-5, hint=hint, lecture="R2")


def test_float32(student, reference, rng):
    """float32 numbers come out right, too"""
    x = inputs(rng, 6).astype(np.float32)
    X = np.stack([x**k for k in range(4)], axis=1)
    assert_close(student.polynomial_features(x, 3), X, name="X", hint=POWERS, lecture="R2")
    X, y = problem(rng, (9, 2), np.float32)
    w = reference.ridge_fit(X.astype(float), y.astype(float), 0.5)
    assert_close(student.ridge_fit(X, y, 0.5), w.astype(np.float32), name="w", hint=MINIMUM, lecture="R4")


def test_arguments_stay_unchanged(student, rng):
    """x, X and y are left as they were"""
    student.polynomial_features(inputs(rng, 5), 3)
    X, y = problem(rng)
    student.ridge_fit(X, y, strength(rng))
    student.assert_arguments_unchanged()
