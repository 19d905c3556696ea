"""The gradients of each layer while a deep network learns, without side losses and with them."""

from course.widgets.live.explore import explore

from .model import DecayAlpha, DeeplySupervised, MeanAbsGradients
from .view import SupervisionView

CONCEPTS = ("D1", "D2", "D3")


def deep_supervision_explorer(
    deeply_supervised_mlp: DeeplySupervised,
    mean_abs_gradients: MeanAbsGradients,
    decay_alpha: DecayAlpha | None = None,
) -> None:
    """Train a deep network on digits twice, without side losses and with them, and see who learns.

    Args:
        deeply_supervised_mlp: (params, x, y, alphas, activation) -> (loss, grads).
        mean_abs_gradients: (grads, prefix) -> {layer: value}.
        decay_alpha: (alpha_0, epoch, epochs) -> alpha; with it the side losses can fade.
    """
    explore(lambda: SupervisionView(deeply_supervised_mlp, mean_abs_gradients, decay_alpha), __name__)
