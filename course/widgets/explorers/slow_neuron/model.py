"""A neuron's learning curves under both losses, and where on its sigmoid it stands meanwhile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from course.checks import assert_shape

TrainNeuron = Callable[[float, float, float, float, str, float, int], Sequence[float] | np.ndarray]

LOSSES = ("quadratic", "cross_entropy")
X = 1.0
STEPS = 300
GOOD = 0.1


@dataclass(frozen=True, slots=True)
class Run:
    """One training: the losses before each step (steps,), and how far the neuron's answer a is from y, |a - y|."""

    losses: np.ndarray
    error: np.ndarray
    y: float

    def answer(self, step: int) -> float:
        """What the neuron says before this step."""
        return abs(self.y - float(self.error[step]))

    def position(self, step: int, reach: float) -> tuple[float, float]:
        """The neuron on its sigmoid before this step, z and a; z no further out than reach."""
        a = self.answer(step)
        with np.errstate(divide="ignore"):
            z = float(np.log(a) - np.log1p(-a))
        return float(np.clip(z, -reach, reach)), a

    def good_after(self) -> int | None:
        """The first step at which the error is below a tenth; None when there is none."""
        good = self.error < GOOD
        return int(np.argmax(good)) if good.any() else None


def train(train_neuron: TrainNeuron, w: float, b: float, y: float, lr: float) -> dict[str, Run]:
    """Train a student's neuron from one start under each loss, with the input 1."""
    return {loss: _run(train_neuron, w, b, y, loss, lr) for loss in LOSSES}


def _run(train_neuron: TrainNeuron, w: float, b: float, y: float, loss: str, lr: float) -> Run:
    losses = train_neuron(w, b, X, y, loss, lr, STEPS + 1)
    assert_shape(losses, (STEPS + 1,), f"losses of train_neuron under {loss}")
    losses = np.asarray(losses, dtype=float)
    return Run(losses, error_of(loss, losses), y)


def error_of(loss: str, losses: np.ndarray) -> np.ndarray:
    """|a - y| for each loss, with a target of 0 or 1: each of the two losses tells it."""
    least = np.maximum(losses, 0.0)
    return np.minimum(np.sqrt(2 * least), 1.0) if loss == "quadratic" else -np.expm1(-least)
