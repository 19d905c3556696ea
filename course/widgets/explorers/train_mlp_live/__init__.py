"""A network learns, through the student's own loss and gradients."""

from collections.abc import Mapping

import numpy as np

from course.widgets.live.loop import watch
from course.widgets.networks import Data, LossAndGrads, descend

from .model import Predict
from .view import TrainingView

CONCEPTS = ("N4", "N5", "O1")


def train_mlp_live(
    loss_and_grads: LossAndGrads,
    params: Mapping[str, np.ndarray],
    data: Data,
    lr: float = 1.0,
    steps: int = 400,
    predict: Predict | None = None,
    title: str = "gradient descent",
) -> None:
    """Train a network with your own loss and gradients, and watch the loss and what it learns.

    Args:
        loss_and_grads: (params, x, y) -> (loss, grads)
        params: where to start, see `small_mlp`; never changed.
        data: x (N, 2) and y (N,) integer labels; or x (N, 1) and y (N, 1) numbers to predict.
        lr, steps: of gradient descent on all examples at once.
        predict: (params, x) -> scores (N, K), or the predicted numbers (N, 1); without it only the loss is shown.
        title: what is being trained.
    """
    moments = descend(loss_and_grads, params, *data, lr, steps)
    watch(lambda: TrainingView(data, steps, predict, title), moments, steps, __name__)
