"""Contours of a loss, the ball of a penalty, and the optimum between them."""

from course.widgets.live.explore import explore

from .model import L1Optimum, L2Optimum
from .view import NormView

CONCEPTS = ("R4", "R5", "R6")


def norm_geometry(l2_optimum: L2Optimum, l1_optimum: L1Optimum) -> None:
    """Explore where the optima that you wrote lie, as the penalty grows.

    Args:
        l2_optimum: (H, theta_star, lam) -> theta
        l1_optimum: (h_diag, theta_star, lam) -> theta
    """
    explore(lambda: NormView(l2_optimum, l1_optimum), __name__)
