"""A network without batch normalisation and with it: what its units meet, and how it learns."""

from course.widgets.live.explore import explore

from .model import BatchnormForward, BatchnormLoss, PlainLoss
from .view import BatchnormView

CONCEPTS = ("BN1", "BN2", "BN3", "BN4", "BN5", "BN7")


def batchnorm_explorer(
    batchnorm_forward: BatchnormForward, batchnorm_mlp_loss: BatchnormLoss, mlp_loss: PlainLoss
) -> None:
    """Train the same network twice on digits, at any learning rate and from any start.

    Args:
        batchnorm_forward: (x, gamma, beta, running, training) -> (out, cache, running).
        batchnorm_mlp_loss: (params, running, x, y, training) -> (loss, grads, running).
        mlp_loss: (params, x, y, lam) -> (loss, grads), the network without the layer.
    """
    explore(lambda: BatchnormView(batchnorm_forward, batchnorm_mlp_loss, mlp_loss), __name__)
