"""The gradient on its way back through a chain of neurons."""

from course.widgets.live.explore import explore

from .model import ChainGradients
from .view import HighwayView

CONCEPTS = ("I1", "I2", "I4", "I10")


def gradient_highway(chain_gradients: ChainGradients) -> None:
    """Explore a chain of equal neurons: the factor of each, and the derivative that reaches each weight.

    Args:
        chain_gradients: (w, x, activation, b) -> dws, one for each weight; b may be None.
    """
    explore(lambda: HighwayView(chain_gradients), __name__)
