"""Good, bad and zero starts in training: their curves, and what they do to each layer."""

from course.widgets.live.explore import explore

from .model import DeepBackward, DeepForward, Initialisers
from .view import TrainedView

CONCEPTS = ("I6", "I8", "I12", "I13")


def trained_densities(initialisers: Initialisers, deep_forward: DeepForward, deep_backward: DeepBackward) -> None:
    """Train a deep network on digits from every start, and look into its layers before and after.

    Args:
        initialisers: name -> draw, where draw(shape, rng) gives W; such as {"he": he_normal}.
        deep_forward: (params, x, activation) -> (out, cache), a stack of linear layers.
        deep_backward: (dout, cache) -> grads.
    """
    explore(lambda: TrainedView(initialisers, deep_forward, deep_backward), __name__)
