"""Noisy points of a known curve, and a student's polynomials through them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course.checks import assert_shape

PolynomialFeatures = Callable[[np.ndarray, int], np.ndarray]
RidgeFit = Callable[[np.ndarray, np.ndarray, float], np.ndarray]

MOST = 12
NEW_POINTS = 400
GRID = np.linspace(0.0, 1.0, 241)


@dataclass(frozen=True, slots=True)
class Points:
    """What is fitted, x and y (N,), and what nobody has seen, x_new and y_new (M,)."""

    x: np.ndarray
    y: np.ndarray
    x_new: np.ndarray
    y_new: np.ndarray


@dataclass(frozen=True, slots=True)
class Fits:
    """Polynomials of degree 0 to MOST.

    Attributes:
        curves: (MOST + 1, len(GRID)) one row a degree.
        training, validation: (MOST + 1,) mean squared errors.
        largest: (MOST + 1,) largest absolute weight.
    """

    curves: np.ndarray
    training: np.ndarray
    validation: np.ndarray
    largest: np.ndarray


def truth(x: np.ndarray) -> np.ndarray:
    """The curve that the points are taken from."""
    return np.sin(2.0 * np.pi * x)


def draw(examples: int, noise: float, seed: int) -> Points:
    """Points at random places; with more examples the first ones stay where they are."""
    rng = np.random.default_rng(seed)
    x_new, error_new = rng.random(NEW_POINTS), rng.normal(0.0, 1.0, NEW_POINTS)
    pairs = np.stack([rng.random(1000), rng.normal(0.0, 1.0, 1000)])[:, :examples]
    x, error = pairs
    return Points(x, truth(x) + noise * error, x_new, truth(x_new) + noise * error_new)


def fit_all(features: PolynomialFeatures, ridge_fit: RidgeFit, points: Points, lam: float) -> Fits:
    """Fit every degree with the student's functions."""
    everywhere = np.concatenate([points.x, points.x_new, GRID])
    targets = np.concatenate([points.y, points.y_new])
    n, seen = len(points.x), len(targets)
    predictions, largest = [], []
    for degree in range(MOST + 1):
        X = features(everywhere.copy(), degree)
        assert_shape(X, (len(everywhere), degree + 1), "X of polynomial_features")
        X = np.asarray(X, dtype=float)
        w = ridge_fit(X[:n].copy(), points.y.copy(), lam)
        assert_shape(w, (degree + 1,), "w of ridge_fit")
        predictions.append(X @ np.asarray(w, dtype=float))
        largest.append(np.abs(w).max())
    fitted = np.array(predictions)
    squares = (fitted[:, :seen] - targets) ** 2
    return Fits(fitted[:, seen:], squares[:, :n].mean(axis=1), squares[:, n:].mean(axis=1), np.array(largest))
