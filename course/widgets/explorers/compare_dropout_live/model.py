"""The same network trained twice, without and with dropout, and measured on the way."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from course.widgets.networks import Data, Params, descend

DropoutLoss = Callable[..., tuple[float, Params]]

MEASUREMENTS = 80


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares of the inputs and of the hidden units that are dropped."""

    p_input: float
    p_hidden: float


@dataclass(frozen=True, slots=True)
class Descent:
    """Gradient descent on all training examples at once: step size, how many steps, L2 penalty, seed of the masks."""

    lr: float
    steps: int
    lam: float
    seed: int


@dataclass(frozen=True, slots=True)
class Measurement:
    """Loss on training and validation data after some steps, without noise and penalty."""

    step: int
    training: float
    validation: float


Pair = tuple[Measurement | None, Measurement | None]


def compare(
    loss: DropoutLoss,
    params: Mapping[str, np.ndarray],
    train: Data,
    validation: Data,
    rates: Rates,
    descent: Descent,
) -> Iterator[Pair]:
    """The measurements of both networks, pair by pair; None where one of them has ended early.

    Args:
        loss: (params, x, y, p_input, p_hidden, lam, rng, training) -> (loss, grads)
        params: the start of both; train, validation: (x, y) each.
        rates: what the second network drops.
    """
    without = train_with_dropout(loss, params, train, validation, Rates(0.0, 0.0), descent)
    dropped = train_with_dropout(loss, params, train, validation, rates, descent)
    return zip_longest(without, dropped)


def train_with_dropout(
    loss: DropoutLoss,
    params: Mapping[str, np.ndarray],
    train: Data,
    validation: Data,
    rates: Rates,
    descent: Descent,
) -> Iterator[Measurement]:
    """Train one network, and measure both losses of the whole network some eighty times."""
    rng = np.random.default_rng(descent.seed)

    def noisy(params: Params, x: np.ndarray, y: np.ndarray) -> tuple[float, Params]:
        return loss(params, x, y, rates.p_input, rates.p_hidden, descent.lam, rng, True)

    def measured(params: Params, x: np.ndarray, y: np.ndarray) -> float:
        return float(loss(params, x, y, rates.p_input, rates.p_hidden, 0.0, rng, False)[0])

    wanted = measured_steps(descent.steps)
    for moment in descend(noisy, params, *train, descent.lr, descent.steps):
        if moment.step in wanted:
            yield Measurement(moment.step, measured(moment.params, *train), measured(moment.params, *validation))


def measured_steps(steps: int) -> frozenset[int]:
    """The first step, the last one, and some eighty in between."""
    every = max(steps // MEASUREMENTS, 1)
    return frozenset({1, steps, *range(every, steps + 1, every)})


def best(measurements: list[Measurement]) -> Measurement:
    """The measurement with the lowest validation loss."""
    return measurements[int(np.nanargmin([now.validation for now in measurements]))]
