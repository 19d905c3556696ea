"""A deep network trained on small digits from several starts."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from course.checks import assert_shape
from course.data import digits
from course.widgets.networks import Params, descend

Draw = Callable[[tuple[int, int], np.random.Generator], np.ndarray]
Initialisers = Mapping[str, Draw]
DeepForward = Callable[[Params, np.ndarray, str], tuple[np.ndarray, Any]]
DeepBackward = Callable[[np.ndarray, Any], Params]

EXAMPLES, WIDTH, DEPTH, CLASSES, STEPS, RATE = 200, 30, 6, 10, 300, 0.1
SIZES = (49, *[WIDTH] * (DEPTH - 1), CLASSES)
BINS = 50
RANGES = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "relu": (0.0, 3.0)}


@dataclass(frozen=True, slots=True)
class Training:
    """Losses (steps,) and the densities of the hidden layers, (DEPTH - 1, BINS), before and after."""

    losses: np.ndarray
    before: np.ndarray
    after: np.ndarray


@functools.cache
def small_digits() -> tuple[np.ndarray, np.ndarray]:
    """Digits of 7 by 7 points, each point the mean of 16, every feature with mean 0 and variance 1."""
    images, y, _, _ = digits()
    x = images[:EXAMPLES, 0].reshape(EXAMPLES, 7, 4, 7, 4).mean(axis=(2, 4)).reshape(EXAMPLES, 49).astype(float)
    return (x - x.mean(axis=0)) / (x.std(axis=0) + 0.05), y[:EXAMPLES]


def begin(name: str, draw: Draw) -> Params:
    """Weights from a student's initialiser, biases 0."""
    rng, params = np.random.default_rng(0), {}
    for layer, (fan_in, fan_out) in enumerate(pairwise(SIZES), start=1):
        W = draw((fan_out, fan_in), rng)
        assert_shape(W, (fan_out, fan_in), f"W of {name}", like="shape")
        params[f"W{layer}"], params[f"b{layer}"] = np.asarray(W, dtype=float), np.zeros(fan_out)
    return params


def train(name: str, draw: Draw, activation: str, deep_forward: DeepForward, deep_backward: DeepBackward) -> Training:
    """Gradient descent on all examples from one start."""
    x, y = small_digits()

    def loss_and_grads(params: Params, x: np.ndarray, y: np.ndarray) -> tuple[float, Params]:
        out, cache = deep_forward(params, x, activation)
        loss, dout = cross_entropy(np.asarray(out, dtype=float), y)
        return loss, deep_backward(dout, cache)

    start = begin(name, draw)
    with np.errstate(all="ignore"):
        moments = list(descend(loss_and_grads, start, x, y, RATE, STEPS))
    last = moments[-1].params
    edges = np.linspace(*RANGES[activation], BINS + 1)
    return Training(
        losses=np.array([moment.loss for moment in moments]),
        before=densities(start, x, activation, edges),
        after=densities(last, x, activation, edges),
    )


def cross_entropy(z: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Mean cross entropy of the softmax of z, and its gradient."""
    log_p = z - np.logaddexp.reduce(z, axis=1, keepdims=True)
    return float(-log_p[np.arange(len(y)), y].mean()), (np.exp(log_p) - np.eye(z.shape[1])[y]) / len(y)


def densities(params: Params, x: np.ndarray, activation: str, edges: np.ndarray) -> np.ndarray:
    """Density of each hidden layer, the largest share 1; behind a ReLU without the exact zeros."""
    h, rows = x, []
    with np.errstate(all="ignore"):
        for layer in range(1, DEPTH):
            z = params[f"b{layer}"] + h @ params[f"W{layer}"].T
            h = {"sigmoid": 0.5 * (1 + np.tanh(z / 2)), "tanh": np.tanh(z), "relu": np.maximum(z, 0)}[activation]
            shown = h[np.isfinite(h) & ((h > 0) if activation == "relu" else True)]
            counts, _ = np.histogram(np.clip(shown, edges[0], edges[-1]), edges)
            rows.append(counts / max(counts.max(), 1))
    return np.array(rows)
