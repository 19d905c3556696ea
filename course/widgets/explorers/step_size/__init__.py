"""What a step promises, and what it does."""

from course.widgets.live.explore import explore

from .model import BestStep, PredictedChange
from .view import StepView

CONCEPTS = ("O7", "O8", "O11")


def step_size(predicted_change: PredictedChange, best_step: BestStep) -> None:
    """Explore the second-order model that you wrote, against the true loss along a gradient step.

    Args:
        predicted_change: (g, H, eps) -> change of the loss
        best_step: (g, H) -> eps
    """
    explore(lambda: StepView(predicted_change, best_step), __name__)
