"""A deep network on small digits, trained by a student's function without side losses and with them."""

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from course.checks import CheckFailure
from course.data import digits
from course.widgets.networks import Data, Params, accuracy, check_grads

DeeplySupervised = Callable[[Params, np.ndarray, np.ndarray, Sequence[float], str], tuple[float, Params]]
MeanAbsGradients = Callable[[Params, str], Mapping[str, float]]
DecayAlpha = Callable[[float, int, int], float]

RATES = {"sigmoid": 0.1, "tanh": 0.02, "relu": 0.02}
ALPHAS = (0.1, 0.3, 1.0)
EXAMPLES, TESTED, SIDE, CLASSES, WIDTH = 1000, 500, 7, 10, 25
BATCH, EPOCHS, MOMENTUM = 32, 10, 0.9
STEPS_PER_EPOCH = EXAMPLES // BATCH
WINDOW = STEPS_PER_EPOCH // 3  # gradients of small batches are noisy: so many steps go into one moment
MOMENTS = EPOCHS * STEPS_PER_EPOCH // WINDOW


@dataclass(frozen=True, slots=True)
class Training:
    """What happened in each moment, a window of WINDOW steps.

    Attributes:
        weights, biases: (MOMENTS, depth + 1) mean absolute gradient of each layer, the main classifier last.
        right: (MOMENTS,) share of digits it has not seen that the main classifier gets right, before each moment.
        alphas: (MOMENTS,) weight of the first side loss.
    """

    weights: np.ndarray
    biases: np.ndarray
    right: np.ndarray
    alphas: np.ndarray


@functools.cache
def small_digits() -> tuple[Data, Data]:
    """Digits of 7 by 7 points for training and for testing, every feature with mean 0 and variance about 1."""
    images, y, tested, tested_y = digits()
    x, test = (part[:, 0].reshape(len(part), SIDE, 4, SIDE, 4).mean(axis=(2, 4)) for part in (images, tested))
    x, test = (part.reshape(len(part), SIDE**2).astype(float) for part in (x[:EXAMPLES], test[:TESTED]))
    mean, std = x.mean(axis=0), x.std(axis=0) + 0.05
    return ((x - mean) / std, y[:EXAMPLES]), ((test - mean) / std, tested_y[:TESTED])


def begin(depth: int) -> Params:
    """Xavier's weights and zero biases, for the stack and for a side classifier on each of its hidden layers."""
    rng, params, sizes = np.random.default_rng(0), Params(), (SIDE**2, *[WIDTH] * depth, CLASSES)
    for layer, (fan_in, fan_out) in enumerate(pairwise(sizes), start=1):
        params |= {f"W{layer}": xavier(fan_in, fan_out, rng), f"b{layer}": np.zeros(fan_out)}
    for layer in range(1, depth + 1):
        params |= {f"S{layer}": xavier(WIDTH, CLASSES, rng), f"c{layer}": np.zeros(CLASSES)}
    return params


def xavier(fan_in: int, fan_out: int, rng: np.random.Generator) -> np.ndarray:
    """Normal weights (fan_out, fan_in) of variance 2 / (fan_in + fan_out)."""
    return rng.normal(0, (2 / (fan_in + fan_out)) ** 0.5, (fan_out, fan_in))


def train(
    activation: str,
    alphas: Sequence[float],
    deeply_supervised_mlp: DeeplySupervised,
    mean_abs_gradients: MeanAbsGradients,
    decay_alpha: DecayAlpha | None = None,
) -> Training:
    """Momentum on small batches, one alpha for each hidden layer; with `decay_alpha` they fade over the epochs."""
    (data, tested), depth = small_digits(), len(alphas)
    params, rows = begin(depth), []
    velocity = {name: np.zeros_like(value) for name, value in params.items()}
    with np.errstate(all="ignore"):
        for step, (x, y) in enumerate(batches(*data)):
            right = share_right(params, activation, depth, tested) if step % WINDOW == 0 else np.nan
            now = [faded(alpha, step // STEPS_PER_EPOCH, decay_alpha) for alpha in alphas]
            given = {name: value.copy() for name, value in params.items()}
            _, grads = deeply_supervised_mlp(given, x, y, now, activation)
            if step == 0:
                check_grads(grads, params)
            sizes = [measured(mean_abs_gradients, grads, kind, depth) for kind in "Wb"]
            rows.append(np.concatenate([*sizes, [right, now[0]]]))
            velocity = {name: MOMENTUM * v - RATES[activation] * grads[name] for name, v in velocity.items()}
            params = {name: value + velocity[name] for name, value in params.items()}
    moments = np.array(rows)[: MOMENTS * WINDOW].reshape(MOMENTS, WINDOW, -1)
    means = moments[:, :, :-2].mean(axis=1)
    return Training(means[:, : depth + 1], means[:, depth + 1 :], moments[:, 0, -2], moments[:, 0, -1])


def faded(alpha: float, epoch: int, decay_alpha: DecayAlpha | None) -> float:
    """The weight of a side loss in an epoch."""
    return alpha if decay_alpha is None else float(decay_alpha(alpha, epoch, EPOCHS))


def batches(x: np.ndarray, y: np.ndarray) -> Iterator[Data]:
    """Each example once an epoch, but for those that fill no batch."""
    rng = np.random.default_rng(1)
    for _ in range(EPOCHS):
        for batch in rng.permutation(len(x))[: STEPS_PER_EPOCH * BATCH].reshape(STEPS_PER_EPOCH, BATCH):
            yield x[batch], y[batch]


def measured(mean_abs_gradients: MeanAbsGradients, grads: Params, kind: str, depth: int) -> list[float]:
    """One number for each layer, by a student's function. Raises CheckFailure where a layer is missing."""
    found, layers = mean_abs_gradients(grads, kind), [str(layer) for layer in range(1, depth + 2)]
    if not isinstance(found, Mapping) or any(layer not in found for layer in layers):
        raise CheckFailure(
            f"mean_abs_gradients(grads, {kind!r}) should be a dict with the entries {', '.join(layers)}."
        )
    return [float(found[layer]) for layer in layers]


def share_right(params: Params, activation: str, depth: int, tested: Data) -> float:
    """Share of digits that the main classifier gets right."""
    h, y = tested
    for layer in range(1, depth + 1):
        z = params[f"b{layer}"] + h @ params[f"W{layer}"].T
        h = {"sigmoid": 0.5 * (1 + np.tanh(z / 2)), "tanh": np.tanh(z), "relu": np.maximum(z, 0)}[activation]
    return accuracy(h @ params[f"W{depth + 1}"].T + params[f"b{depth + 1}"], y)
