"""A small network trained from equal weights, at several moments, by a student's functions."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course.checks import CheckFailure, assert_shape
from course.widgets.networks import Params, descend

TrainFromConstant = Callable[[np.ndarray, np.ndarray, int, float, float, int, float, np.random.Generator], Params]
UnitGap = Callable[[Params], float]
PermuteHidden = Callable[[Params, np.ndarray], Params]
LossAndGrads = Callable[[Params, np.ndarray, np.ndarray, float], tuple[float, Params]]

EQUAL, DROPOUT, NOISE = "equal", "equal, with dropout", "equal plus noise"
HIDDEN, RATE, P_DROP, NOISE_STD = 6, 0.5, 0.3, 0.1
MOMENTS = (0, 1, 2, 5, 10, 20, 50, 100, 300, 1000)


@dataclass(frozen=True, slots=True)
class Training:
    """The params at each of MOMENTS, and the gap between the units there."""

    params: tuple[Params, ...]
    gaps: np.ndarray


def points() -> tuple[np.ndarray, np.ndarray]:
    """Sixty points: one class in the middle, the other one around it."""
    rng, y = np.random.default_rng(0), np.arange(60) % 2
    angle = rng.uniform(0, 2 * np.pi, 60)
    radius = np.where(y == 0, 0.6 * np.sqrt(rng.random(60)), rng.uniform(1.1, 1.5, 60))
    return radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1), y


def train(
    start: str,
    value: float,
    train_from_constant: TrainFromConstant,
    hidden_unit_gap: UnitGap,
    mlp_loss: LossAndGrads | None,
) -> Training:
    """Train from one of the three starts."""
    if start == NOISE and mlp_loss is not None:
        params = _from_noise(value, mlp_loss)
    else:
        params = [_from_equal(train_from_constant, value, steps, P_DROP * (start == DROPOUT)) for steps in MOMENTS]
    gaps = [float(hidden_unit_gap(each)) for each in params]
    return Training(tuple(params), np.array(gaps))


def _from_equal(train_from_constant: TrainFromConstant, value: float, steps: int, dropout: float) -> Params:
    """The same seed at every moment, so that a longer training goes on where a shorter one ended."""
    x, y = points()
    params = train_from_constant(x, y, HIDDEN, value, RATE, steps, dropout, np.random.default_rng(3))
    return checked(params, "train_from_constant")


def _from_noise(value: float, mlp_loss: LossAndGrads) -> list[Params]:
    x, y = points()
    rng = np.random.default_rng(4)
    params = {
        "W1": value + NOISE_STD * rng.standard_normal((HIDDEN, 2)),
        "b1": np.zeros(HIDDEN),
        "W2": value + NOISE_STD * rng.standard_normal((2, HIDDEN)),
        "b2": np.zeros(2),
    }
    moments = descend(lambda p, x, y: mlp_loss(p, x, y, 0.0), params, x, y, RATE, MOMENTS[-1])
    return [params, *(moment.params for moment in moments if moment.step in MOMENTS)]


def checked(params: object, name: str) -> Params:
    """Params as float arrays; a CheckFailure says which of them is missing or has another shape."""
    if not isinstance(params, dict):
        raise CheckFailure(f"params of {name} should be a dict with the entries W1, b1, W2, b2.")
    for key, shape in (("W1", (HIDDEN, 2)), ("b1", (HIDDEN,)), ("W2", (2, HIDDEN)), ("b2", (2,))):
        if key not in params:
            raise CheckFailure(f"params of {name} has no entry {key}.")
        assert_shape(params[key], shape, f"params['{key}'] of {name}")
    return {key: np.asarray(value, dtype=float) for key, value in params.items()}


def turned(params: Params, places: int, permute_hidden: PermuteHidden | None) -> Params:
    """The same network with its hidden units moved on by some places, the last ones to the front."""
    if permute_hidden is None:
        return params
    order = (np.arange(HIDDEN) - places) % HIDDEN
    copies = {key: value.copy() for key, value in params.items()}
    return checked(permute_hidden(copies, order), "permute_hidden")


def scores(params: Params, x: np.ndarray) -> np.ndarray:
    """Scores (N, 2) of the network."""
    return np.maximum(x @ params["W1"].T + params["b1"], 0.0) @ params["W2"].T + params["b2"]


def groups(W1: np.ndarray) -> int:
    """How many different units there are, up to rounding."""
    return len(np.unique(np.round(W1, 6), axis=0))
