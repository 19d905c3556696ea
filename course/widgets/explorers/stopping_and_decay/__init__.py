"""Early stopping beside the L2 penalty, along the eigenvectors of a quadratic."""

from course.widgets.live.explore import explore

from .model import EquivalentL2, Factors
from .view import StoppingAndDecayView

CONCEPTS = ("R4", "R12")


def stopping_and_decay(early_stopping_factors: Factors, equivalent_l2: EquivalentL2) -> None:
    """Explore how nearly a stopped descent and a penalised optimum are the same, by the functions that you wrote.

    Args:
        early_stopping_factors: (eigenvalues, eps, steps) -> factors
        equivalent_l2: (eps, steps) -> lam
    """
    explore(lambda: StoppingAndDecayView(early_stopping_factors, equivalent_l2), __name__)
