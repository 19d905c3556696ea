"""Two networks from one start, over the same batches: what their losses are, and what their units meet."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.checks import assert_shape
from course.data import digits
from course.widgets.networks import Data, Params, check_grads

BatchnormForward = Callable[..., tuple[np.ndarray, Any, Params]]
BatchnormLoss = Callable[[Params, Params, np.ndarray, np.ndarray, bool], tuple[float, Params, Params]]
PlainLoss = Callable[[Params, np.ndarray, np.ndarray, float], tuple[float, Params]]

EXAMPLES, BATCH, STEPS = 500, 50, 80
INPUTS, HIDDEN, CLASSES = 49, 30, 10
UNITS, BINS = 8, 48
DECIMALS = 12  # of what is told: of 0 rounding leaves something else on each machine
RATES = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
STARTS = (0.01, 0.1, 1.0, 10.0)


@dataclass(frozen=True, slots=True)
class Trained:
    """One network in training.

    Attributes:
        params, running: before each step and after the last, STEPS + 1 of each; running is empty without the layer.
        losses: (STEPS + 1,) over all examples, in training mode where there are two.
        tested: (STEPS + 1,) over all examples at test time.
    """

    params: tuple[Params, ...]
    running: tuple[Params, ...]
    losses: np.ndarray
    tested: np.ndarray


@functools.cache
def small_digits() -> Data:
    """Digits of 7 by 7 points, each point the mean of 16 and as bright as it is: from 0 to 1."""
    images, y, _, _ = digits()
    x = images[:EXAMPLES, 0].reshape(EXAMPLES, 7, 4, 7, 4).mean(axis=(2, 4))
    return x.reshape(EXAMPLES, INPUTS).astype(float), y[:EXAMPLES]


def batches() -> list[np.ndarray]:
    """Which examples take part in each step."""
    rng = np.random.default_rng(1)
    return [rng.permutation(EXAMPLES)[:BATCH] for _ in range(STEPS)]


def start(std: float) -> tuple[Params, Params]:
    """W1 with this deviation and W2 of a size that fits, the same without the layer and with it."""
    rng = np.random.default_rng(0)
    W1, W2 = rng.normal(0, std, (HIDDEN, INPUTS)), rng.normal(0, HIDDEN**-0.5, (CLASSES, HIDDEN))
    last = {"W2": W2, "b2": np.zeros(CLASSES)}
    plain = {"W1": W1, "b1": np.zeros(HIDDEN), **last}
    return plain, {"W1": W1, "gamma": np.ones(HIDDEN), "beta": np.zeros(HIDDEN), **last}


def train_plain(mlp_loss: PlainLoss, rate: float, std: float) -> Trained:
    """Gradient descent over the batches without the layer."""
    x, y = small_digits()
    params = [start(std)[0]]
    with np.errstate(all="ignore"):
        for chosen in batches():
            _, grads = mlp_loss(copied(params[-1]), x[chosen], y[chosen], 0.0)
            check_grads(grads, params[-1])
            params.append({name: value - rate * grads[name] for name, value in params[-1].items()})
        losses = np.array([mlp_loss(copied(each), x, y, 0.0)[0] for each in params], dtype=float)
    return Trained(tuple(params), (), losses, losses)


def train_normalised(batchnorm_mlp_loss: BatchnormLoss, rate: float, std: float) -> Trained:
    """Gradient descent over the same batches with it; the running statistics begin at mean 0, variance 1."""
    x, y = small_digits()
    params, running = [start(std)[1]], [{"mean": np.zeros(HIDDEN), "var": np.ones(HIDDEN)}]
    with np.errstate(all="ignore"):
        for chosen in batches():
            _, grads, new = batchnorm_mlp_loss(copied(params[-1]), copied(running[-1]), x[chosen], y[chosen], True)
            check_grads(grads, params[-1])
            running.append({key: check_running(new, key) for key in running[-1]})
            params.append({name: value - rate * grads[name] for name, value in params[-1].items()})
        losses, tested = (
            np.array(
                [
                    batchnorm_mlp_loss(copied(each), copied(its), x, y, training)[0]
                    for each, its in zip(params, running, strict=True)
                ],
                dtype=float,
            )
            for training in (True, False)
        )
    return Trained(tuple(params), tuple(running), losses, tested)


def copied(values: Params) -> Params:
    """Arrays that a student may spoil."""
    return {name: np.array(value, dtype=float) for name, value in values.items()}


def check_running(running: Params, key: str) -> np.ndarray:
    """One of the running statistics, once it has the shape that it should have."""
    assert_shape(running[key], (HIDDEN,), f"running['{key}']", like="gamma")
    return np.asarray(running[key], dtype=float)


def met_plain(trained: Trained, step: int) -> np.ndarray:
    """(EXAMPLES, UNITS) what ReLU meets in some of the units after so many steps, without the layer."""
    params = trained.params[step]
    with np.errstate(all="ignore"):
        return (small_digits()[0] @ params["W1"].T + params["b1"])[:, :UNITS]


def met_normalised(batchnorm_forward: BatchnormForward, trained: Trained, step: int) -> np.ndarray:
    """(EXAMPLES, UNITS) the same with the layer, by the statistics of all examples."""
    params, running = copied(trained.params[step]), copied(trained.running[step])
    a = small_digits()[0] @ params["W1"].T
    with np.errstate(all="ignore"):
        out = batchnorm_forward(a, params["gamma"], params["beta"], running, True)[0]
    assert_shape(out, a.shape, "out of batchnorm_forward", like="x")
    return np.asarray(out, dtype=float)[:, :UNITS]


def densities(values: np.ndarray, reach: float) -> np.ndarray:
    """(UNITS, BINS) how often each unit meets what, from -reach to reach; the largest share is 1."""
    edges = np.linspace(-reach, reach, BINS + 1)
    rows = [np.histogram(column[np.isfinite(column)], edges)[0] for column in values.T]
    return np.array([row / max(row.max(), 1) for row in rows])


def spread(values: np.ndarray) -> str:
    """The smallest and the largest deviation of a unit, in words."""
    if not np.isfinite(values).all():
        return "are no numbers any more"
    stds, means = values.std(axis=0), values.mean(axis=0).round(DECIMALS) + 0.0
    around = f"around means from {means.min():.2g} to {means.max():.2g}"
    return f"spread by {stds.min():.2g} to {stds.max():.2g} {around}"
