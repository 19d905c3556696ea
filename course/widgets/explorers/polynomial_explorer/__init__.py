"""Polynomials of any degree: the fit, and its two errors."""

from course.widgets.live.explore import explore

from .model import PolynomialFeatures, RidgeFit
from .view import PolynomialView

CONCEPTS = ("R1", "R2", "R3", "R13", "R16")


def polynomial_explorer(polynomial_features: PolynomialFeatures, ridge_fit: RidgeFit) -> None:
    """Explore how degree, penalty, noise and the number of examples change the fit that you wrote.

    Args:
        polynomial_features: (x, degree) -> X
        ridge_fit: (X, y, lam) -> w
    """
    explore(lambda: PolynomialView(polynomial_features, ridge_fit), __name__)
