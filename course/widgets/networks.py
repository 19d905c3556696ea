"""Networks to begin with, and plain gradient descent over a student's loss: what training explorers have in common."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from course.checks import CheckFailure, assert_shape

Params = dict[str, np.ndarray]
Data = tuple[np.ndarray, np.ndarray]
EXPLODED = 1e6

LossAndGrads = Callable[[Params, np.ndarray, np.ndarray], tuple[float, Params]]


def small_mlp(inputs: int, hidden: int, classes: int, seed: int = 0) -> Params:
    """Starting values for a network of one hidden layer: random weights of a size that suits ReLU, zero biases.

    Returns:
        W1 (hidden, inputs), b1 (hidden,), W2 (classes, hidden), b2 (classes,), all float64.
    """
    rng = np.random.default_rng(seed)
    sizes = {"1": (hidden, inputs), "2": (classes, hidden)}
    params = {}
    for layer, shape in sizes.items():
        params[f"W{layer}"] = rng.standard_normal(shape) * (2.0 / shape[1]) ** 0.5
        params[f"b{layer}"] = np.zeros(shape[0])
    return params


@dataclass(frozen=True, slots=True)
class Moment:
    """Gradient descent after `step` steps: the parameters, and the loss that they had before the last step."""

    step: int
    loss: float
    params: Params


def descend(
    loss_and_grads: LossAndGrads, params: Mapping[str, np.ndarray], x: np.ndarray, y: np.ndarray, lr: float, steps: int
) -> Iterator[Moment]:
    """Gradient descent on all examples at once; ends early once the loss is not finite or has exploded.

    Args:
        loss_and_grads: (params, x, y) -> (loss, grads), grads with the names and shapes of params.
        params: the start; never changed.
        x: (N, …); y: (N,)
        lr, steps: step size and how many.
    """
    now, first = {name: np.array(value, dtype=float) for name, value in params.items()}, 0.0
    for step in range(1, steps + 1):
        loss, grads = loss_and_grads({name: value.copy() for name, value in now.items()}, x, y)
        if step == 1:
            check_grads(grads, now)
        now = {name: value - lr * grads[name] for name, value in now.items()}
        yield Moment(step, float(loss), now)
        first = float(loss) if step == 1 else first
        if not abs(loss) <= EXPLODED * max(abs(first), 1.0):
            return


def check_grads(grads: object, params: Params) -> None:
    """Raise the CheckFailure that says which gradient is missing or has the wrong shape."""
    if not isinstance(grads, Mapping):
        raise CheckFailure(f"grads should be a dict with the entries {', '.join(params)}, got {type(grads).__name__}.")
    for name, value in params.items():
        if name not in grads:
            raise CheckFailure(f"grads has no entry {name}.")
        assert_shape(grads[name], value.shape, f"grads['{name}']", like=name)


def accuracy(scores: np.ndarray, y: np.ndarray) -> float:
    """Share of examples whose largest score is at their label; scores (N, K), y (N,)."""
    return float(np.mean(np.argmax(scores, axis=1) == y))
