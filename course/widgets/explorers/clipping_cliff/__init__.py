"""Gradient descent at the edge of a cliff, with and without clipping."""

from course.widgets.live.explore import explore

from .model import ClipByNorm, ClipByValue
from .view import CliffView

CONCEPTS = ("O9", "O11")


def clipping_cliff(clip_by_value: ClipByValue, clip_by_norm: ClipByNorm) -> None:
    """Explore a loss with a cliff: three descents, unclipped, clipped by value, clipped by norm.

    Args:
        clip_by_value: (grad, low, high) -> grad.
        clip_by_norm: (grads, max_norm) -> (grads, norm), where grads is a dict.
    """
    explore(lambda: CliffView(clip_by_value, clip_by_norm), __name__)
