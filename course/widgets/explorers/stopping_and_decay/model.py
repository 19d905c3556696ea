"""A quadratic of two weights: where a stopped descent is, and where the optimum with a penalty is."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course.checks import assert_shape

Factors = Callable[[np.ndarray, float, int], np.ndarray]
EquivalentL2 = Callable[[float, int], float]

STEEP = 3.0
ANGLE = np.deg2rad(25.0)
AXES = np.array([[np.cos(ANGLE), -np.sin(ANGLE)], [np.sin(ANGLE), np.cos(ANGLE)]])  # flat, steep, in columns
THETA_STAR = AXES @ np.array([2.0, 1.2])
EIGENVALUES = np.geomspace(1e-3, 10.0, 161)
TURN = np.linspace(0.0, 2.0 * np.pi, 181)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A descent of `steps` steps and the penalty that equals it.

    Attributes:
        path: (T, 2) the descent from 0; ridge: (K, 2) optima with a penalty, from strong to weak.
        stopped, decayed: (2,) the last point of the descent, and the optimum with `lam`.
        reached, kept: (len(EIGENVALUES),) shares of the optimum, by stopping and by L2.
        two: (2, 2) the same shares for the two eigenvalues of the landscape; rows: stopping, L2.
    """

    lam: float
    path: np.ndarray
    ridge: np.ndarray
    stopped: np.ndarray
    decayed: np.ndarray
    reached: np.ndarray
    kept: np.ndarray
    two: np.ndarray


def compare(factors: Factors, equivalent_l2: EquivalentL2, eps: float, steps: int, flat: float) -> Comparison:
    """Both ways, by the student's functions."""
    values = np.array([flat, STEEP])

    def shares(eigenvalues: np.ndarray, count: int) -> np.ndarray:
        got = factors(eigenvalues.copy(), eps, count)
        assert_shape(got, eigenvalues.shape, "factors", like="eigenvalues")
        return np.asarray(got, dtype=float)

    lam = equivalent_l2(eps, steps)
    assert_shape(lam, (), "lam of equivalent_l2")
    lam = float(lam)
    counts = np.unique(np.geomspace(1, steps, 60).round().astype(int))
    path = np.array([np.zeros(2), *(shares(values, int(count)) for count in counts)])
    weaker = np.geomspace(1e3, 1e-4, 80)[:, None]
    two = np.array([path[-1], values / (values + lam)])
    stopped, decayed = _point(two)
    reached, kept = shares(EIGENVALUES, steps), EIGENVALUES / (EIGENVALUES + lam)
    return Comparison(lam, _point(path), _point(values / (values + weaker)), stopped, decayed, reached, kept, two)


def contour(height: float, flat: float) -> np.ndarray:
    """(2, T) an ellipse of equal loss around theta*."""
    circle = np.stack([np.cos(TURN), np.sin(TURN)])
    return THETA_STAR[:, None] + AXES @ (np.sqrt(2 * height / np.array([flat, STEEP]))[:, None] * circle)


def _point(shares: np.ndarray) -> np.ndarray:
    """Shares (..., 2) along the axes as points (..., 2) of the plane."""
    return (shares * (AXES.T @ THETA_STAR)) @ AXES.T
