"""Through a long narrow valley, with and without a velocity."""

from course.widgets.live.explore import explore

from .model import MomentumStep
from .view import ValleyView

CONCEPTS = ("O3", "O13")


def momentum_valley(momentum_step: MomentumStep) -> None:
    """Explore the momentum that you wrote: what it does in a valley, and how fast it can become.

    Args:
        momentum_step: (w, g, state, lr, alpha) -> (w, state)
    """
    explore(lambda: ValleyView(momentum_step), __name__)
