"""Activation functions, their slopes, and where the gradient dies."""

from course.widgets.live.explore import explore

from .model import Activations
from .view import ActivationView

CONCEPTS = ("N1", "N2", "I2")


def activation_explorer(activations: Activations) -> None:
    """Explore activation functions that you wrote.

    Args:
        activations: name -> (forward, backward), such as {"relu": (relu_forward, relu_backward)}.
    """
    explore(lambda: ActivationView(activations), __name__)
