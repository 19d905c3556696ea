"""Masks, the expectation, and the ensemble."""

from course.widgets.live.explore import explore

from .model import DropoutForward
from .view import DropoutView

CONCEPTS = ("R8", "R9")


def dropout_explorer(dropout_forward: DropoutForward) -> None:
    """Explore the dropout that you wrote: how it thins a batch, and what many passes amount to.

    Args:
        dropout_forward: (x, p, rng, training) -> (out, cache)
    """
    explore(lambda: DropoutView(dropout_forward), __name__)
