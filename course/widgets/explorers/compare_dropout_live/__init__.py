"""The same network without and with dropout, through the student's own loss."""

from collections.abc import Mapping

import numpy as np

from course.widgets.live.loop import watch
from course.widgets.networks import Data

from .model import Descent, DropoutLoss, Rates, compare, measured_steps
from .view import ComparisonView

CONCEPTS = ("R1", "R8")


def compare_dropout_live(
    dropout_mlp_loss: DropoutLoss,
    params: Mapping[str, np.ndarray],
    train: Data,
    validation: Data,
    p_input: float = 0.2,
    p_hidden: float = 0.5,
    lr: float = 0.5,
    steps: int = 600,
    lam: float = 0.0,
    seed: int = 0,
) -> None:
    """Train the same network without and with dropout, and watch training and validation loss.

    Args:
        dropout_mlp_loss: (params, x, y, p_input, p_hidden, lam, rng, training) -> (loss, grads)
        params: where both start, see `small_mlp`; never changed.
        train, validation: x (N, D), y (N,) integer labels.
        p_input, p_hidden: what the second of the two networks drops.
        lr, steps, lam, seed: of gradient descent on all training examples at once.
    """
    rates, descent = Rates(p_input, p_hidden), Descent(lr, steps, lam, seed)
    moments = compare(dropout_mlp_loss, params, train, validation, rates, descent)
    watch(lambda: ComparisonView(steps, rates), moments, len(measured_steps(steps)), __name__)
