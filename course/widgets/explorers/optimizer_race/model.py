"""Hills in two parameters, and the paths of step functions down to their feet."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.checks import assert_shape

Step = Callable[..., Any]
Racer = Step | tuple[Step, float]

DEFAULT_RATE = 0.03
FAR = 1e3


@dataclass(frozen=True, slots=True)
class Hill:
    """A surface J(w), w (..., 2), with its gradient, where to start and what to look at.

    `seen` is how often a step gets to see the slope in each direction, (2,): a rare feature is seldom there, and then
    with all of its weight.
    """

    height: Callable[[np.ndarray], np.ndarray]
    gradient: Callable[[np.ndarray], np.ndarray]
    start: tuple[float, float]
    limits: tuple[float, float, float, float]
    lowest: float = 0.0
    seen: tuple[float, float] = (1.0, 1.0)

    def grid(self, side: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """x (side,), y (side,) and the heights above the lowest place, (side, side)."""
        left, right, bottom, top = self.limits
        x, y = np.linspace(left, right, side), np.linspace(bottom, top, side)
        return x, y, self.height(np.stack(np.meshgrid(x, y), axis=-1)) - self.lowest


def _quadratic(h: tuple[float, float]) -> tuple[Callable, Callable]:
    return lambda w: (np.array(h) * w**2).sum(axis=-1) / 2, lambda w: np.array(h) * w


def _banana(w: np.ndarray) -> np.ndarray:
    return 0.5 * (1 - w[..., 0]) ** 2 + 5 * (w[..., 1] - w[..., 0] ** 2) ** 2


def _banana_gradient(w: np.ndarray) -> np.ndarray:
    bend = 10 * (w[1] - w[0] ** 2)
    return np.array([w[0] - 1 - 2 * w[0] * bend, bend])


def _saddle(w: np.ndarray) -> np.ndarray:
    return 2 * w[..., 0] ** 2 - 0.5 * w[..., 1] ** 2 + 0.25 * w[..., 1] ** 4


def _saddle_gradient(w: np.ndarray) -> np.ndarray:
    return np.array([4 * w[0], w[1] ** 3 - w[1]])


HILLS: Mapping[str, Hill] = {
    "long valley": Hill(*_quadratic((1.0, 40.0)), (-4.0, 1.0), (-5.0, 2.0, -1.6, 1.6)),
    "bent valley": Hill(_banana, _banana_gradient, (-1.3, 1.2), (-1.8, 1.8, -0.8, 2.4)),
    "saddle": Hill(_saddle, _saddle_gradient, (0.9, 0.02), (-1.3, 1.3, -0.6, 1.6), lowest=-0.25),
    "rare feature": Hill(*_quadratic((1.0, 0.05)), (-2.0, -2.0), (-2.6, 1.0, -2.6, 1.0), seen=(1.0, 0.05)),
}


@dataclass(frozen=True, slots=True)
class Run:
    """One descent: path (steps + 1, 2), height above the lowest place (steps + 1,); nan once it has flown away."""

    path: np.ndarray
    heights: np.ndarray


def with_rates(racers: Mapping[str, Racer] | None) -> dict[str, tuple[Step, float]]:
    """Every racer as a step with a state, and its learning rate."""
    racers = racers or {"gradient descent": lambda w, g, lr: w - lr * g}
    pairs = {name: racer if isinstance(racer, tuple) else (racer, DEFAULT_RATE) for name, racer in racers.items()}
    return {name: (with_state(step), lr) for name, (step, lr) in pairs.items()}


def with_state(step: Step) -> Step:
    """The step itself, or one that hands a state on to itself where the step has none."""
    if "state" in inspect.signature(step).parameters:
        return step
    return lambda w, g, state, lr: (step(w, g, lr), state)


def written(racers: Mapping[str, tuple[Step, float]]) -> dict[str, tuple[Step, float]]:
    """Those that are written; NotImplementedError where none is."""
    found, missing = {}, None
    for name, (step, lr) in racers.items():
        try:
            step(np.ones(2), np.ones(2), None, lr)
        except NotImplementedError as error:
            missing = error
            continue
        found[name] = step, lr
    if missing and not found:
        raise missing
    return found


def run(name: str, step: Step, hill: Hill, lr: float, steps: int, noise: float = 0.0, seed: int = 0) -> Run:
    """Descend a hill.

    Args:
        name: for the message when a step returns an array of the wrong shape.
        noise: standard deviation of what is added to the gradient; every racer meets the same noise.
    """
    path = np.full((steps + 1, 2), np.nan)
    for k, w in enumerate(_walk(name, step, hill, lr, steps, noise, seed)):
        path[k] = w
    return Run(path, hill.height(path) - hill.lowest)


def _walk(name: str, step: Step, hill: Hill, lr: float, steps: int, noise: float, seed: int) -> Iterator[np.ndarray]:
    rng, seen = np.random.default_rng(seed), np.array(hill.seen)
    w, state = np.array(hill.start), None
    yield w
    for _ in range(steps):
        there = rng.random(2) < seen
        g = hill.gradient(w) * there / seen + noise * rng.standard_normal(2)
        w, state = step(w.copy(), g, state, lr)
        assert_shape(w, (2,), f"w of {name}")
        w = np.asarray(w, dtype=float)
        if not np.abs(w).max() < FAR:
            return
        yield w
