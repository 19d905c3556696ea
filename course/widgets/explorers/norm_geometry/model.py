"""A quadratic loss of two weights, and a student's optimum under three penalties."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course.checks import assert_shape

L2Optimum = Callable[[np.ndarray, np.ndarray, float], np.ndarray]
L1Optimum = Callable[[np.ndarray, np.ndarray, float], np.ndarray]

CURVATURES = np.array([1.0, 4.0])
THETA_STAR = np.array([1.1, 1.6])
BETA = 0.5
LAMS = np.geomspace(0.02, 10.0, 61)
TURN = np.linspace(0.0, 2.0 * np.pi, 181)


@dataclass(frozen=True, slots=True)
class Landscape:
    """The loss (theta - theta*)^T H (theta - theta*) / 2; H has CURVATURES along axes turned by `angle` (radians)."""

    angle: float

    @property
    def axes(self) -> np.ndarray:
        """(2, 2) eigenvectors in columns: the flat direction, then the steep one."""
        c, s = np.cos(self.angle), np.sin(self.angle)
        return np.array([[c, -s], [s, c]])

    @property
    def H(self) -> np.ndarray:
        return (self.axes * CURVATURES) @ self.axes.T

    def height(self, theta: np.ndarray) -> float:
        """The loss above its minimum."""
        along = self.axes.T @ (theta - THETA_STAR)
        return float((CURVATURES * along**2).sum() / 2)

    def contour(self, height: float) -> np.ndarray:
        """(2, T) the ellipse of this height."""
        circle = np.stack([np.cos(TURN), np.sin(TURN)])
        return THETA_STAR[:, None] + self.axes @ (np.sqrt(2 * height / CURVATURES)[:, None] * circle)


def ball(penalty: str, theta: np.ndarray) -> np.ndarray:
    """(2, T) all weights that the penalty finds as dear as theta."""
    direction = np.stack([np.cos(TURN), np.sin(TURN)])
    corners = np.abs(direction).sum(axis=0)
    if penalty == "L2":
        return np.linalg.norm(theta) * direction
    if penalty == "L1":
        return np.abs(theta).sum() / corners * direction
    price = BETA * theta @ theta + np.abs(theta).sum()
    return (np.sqrt(corners**2 + 4 * BETA * price) - corners) / (2 * BETA) * direction


def optimum(penalty: str, landscape: Landscape, lam: float, l2_optimum: L2Optimum, l1_optimum: L1Optimum) -> np.ndarray:
    """The student's optimum; L1 and the elastic net are asked for with a diagonal Hessian."""
    if penalty == "L2":
        theta = l2_optimum(landscape.H, THETA_STAR.copy(), lam)
    elif penalty == "L1":
        theta = l1_optimum(CURVATURES.copy(), THETA_STAR.copy(), lam)
    else:  # the squares belong to the quadratic: steeper, with its minimum nearer to 0
        steeper = CURVATURES + 2 * lam * BETA
        theta = l1_optimum(steeper, CURVATURES * THETA_STAR / steeper, lam)
    assert_shape(theta, (2,), "theta", like="theta_star")
    return np.asarray(theta, dtype=float)


def path(penalty: str, landscape: Landscape, l2_optimum: L2Optimum, l1_optimum: L1Optimum) -> np.ndarray:
    """(len(LAMS), 2) the optimum for every strength."""
    return np.array([optimum(penalty, landscape, float(lam), l2_optimum, l1_optimum) for lam in LAMS])
