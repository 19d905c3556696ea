"""Two learning curves made to measure, and what a student's class makes of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

EPOCHS = 150
LONGEST_PATIENCE = 40
NOISE = 0.05

MakeStopper = Callable[[int], Any]


@dataclass(frozen=True, slots=True)
class Run:
    """A training run without a stop, each (EPOCHS,).

    Attributes:
        training: falls for ever; validation: what is measured; expected: the same without noise.
    """

    training: np.ndarray
    validation: np.ndarray
    expected: np.ndarray


@dataclass(frozen=True, slots=True)
class Stop:
    """What the class said: the last epoch that was run, whether it was stopped, and which epoch was kept.

    `kept` is the epoch that the parameters come from, which the parameters themselves tell.
    """

    last: int
    stopped: bool
    best_epoch: int
    kept: int


def make_run(noise: float, seed: int) -> Run:
    """Curves that fall, part, and turn."""
    t = np.arange(EPOCHS)
    training = 0.08 + 0.9 * np.exp(-t / 25.0)
    expected = training + 0.06 + 0.32 * (1.0 - np.exp(-((t / 90.0) ** 1.5)))
    wobble = np.random.default_rng(seed).normal(0.0, 1.0, EPOCHS)
    return Run(training, expected + noise * wobble, expected)


def watch(EarlyStopping: MakeStopper, patience: int, errors: np.ndarray) -> Stop:
    """Run a student's class over the errors; the parameters say in which epoch they were made."""
    stopper, params, stopped = EarlyStopping(patience), {"epoch": np.zeros(1)}, False
    for epoch, error in enumerate(errors.tolist()):
        params["epoch"][0] = epoch
        stopped = bool(stopper.update(error, params))
        if stopped:
            break
    return Stop(epoch, stopped, int(stopper.best_epoch), int(np.asarray(stopper.best_params["epoch"])[0]))


def watch_all(EarlyStopping: MakeStopper, run: Run) -> tuple[Stop, ...]:
    """For every patience from 1 to LONGEST_PATIENCE."""
    return tuple(watch(EarlyStopping, patience, run.validation) for patience in range(1, LONGEST_PATIENCE + 1))
