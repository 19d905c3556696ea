"""What each layer of an untrained network sees, and what gradient its weights get."""

from course.widgets.live.explore import explore

from .model import ActivationStd, GradientNorms, Initialisers
from .view import SignalView

CONCEPTS = ("I1", "I6", "I9", "I10", "I12")


def signal_explorer(initialisers: Initialisers, activation_std: ActivationStd, gradient_norms: GradientNorms) -> None:
    """Explore a deep network before training: the density of each layer, and how signal and gradient fare.

    Args:
        initialisers: name -> draw, where draw(shape, rng) gives W; such as {"he": he_normal}.
        activation_std: (x, weights, activation) -> stds, one for each layer.
        gradient_norms: (x, weights, activation, dout) -> norms, one for each layer.
    """
    explore(lambda: SignalView(initialisers, activation_std, gradient_norms), __name__)
