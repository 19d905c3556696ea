"""Losses of a few parameters, cut along the gradient: the true curve, and a student's model of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from course.checks import assert_shape

PredictedChange = Callable[[np.ndarray, np.ndarray, float], float]
BestStep = Callable[[np.ndarray, np.ndarray], float]
Loss = Callable[[np.ndarray], np.ndarray]

POINTS = 81
FAR = 1e12


@dataclass(frozen=True, slots=True)
class Ground:
    """A loss J(w), w (..., n), the place to stand on, and the longest step that is looked at."""

    loss: Loss
    place: tuple[float, ...]
    longest: float


def _bowl(w: np.ndarray) -> np.ndarray:
    return (w[..., 0] ** 2 + 6 * w[..., 1] ** 2) / 2


def _bent_valley(w: np.ndarray) -> np.ndarray:
    return 0.5 * (1 - w[..., 0]) ** 2 + 2 * (w[..., 1] - w[..., 0] ** 2) ** 2


def _saddle(w: np.ndarray) -> np.ndarray:
    return w[..., 0] ** 2 / 2 - 2 * w[..., 1] ** 2 + w[..., 1] ** 4


def _chain(w: np.ndarray) -> np.ndarray:
    return (np.prod(w, axis=-1) - 0.2) ** 2


GROUNDS: Mapping[str, Ground] = {
    "a bowl": Ground(_bowl, (2.0, 0.7), 0.8),
    "a bent valley": Ground(_bent_valley, (-1.0, 0.0), 0.45),
    "a saddle": Ground(_saddle, (0.3, 0.35), 3.0),
    "a chain of 6 neurons": Ground(_chain, (1.2, 1.1, 0.9, 1.3, 1.0, 1.1), 0.25),
}


def gradient(loss: Loss, w: np.ndarray, h: float = 1e-5) -> np.ndarray:
    """(n,) by central differences."""
    steps = h * np.eye(len(w))
    return (loss(w + steps) - loss(w - steps)) / (2 * h)


def hessian(loss: Loss, w: np.ndarray, h: float = 1e-4) -> np.ndarray:
    """(n, n) by central differences, symmetric."""
    steps = h * np.eye(len(w))
    one, other = steps[:, None], steps[None]
    return (loss(w + one + other) - loss(w + one - other) - loss(w - one + other) + loss(w - one - other)) / (4 * h * h)


@dataclass(frozen=True, slots=True)
class Cut:
    """The loss along -g from one place, as a change from where one stands.

    Attributes:
        eps, true, model, line: (POINTS,) step sizes, the true change, the student's model, and its first order.
        best: the student's best step.
    """

    eps: np.ndarray
    true: np.ndarray
    model: np.ndarray
    line: np.ndarray
    best: float

    def at(self, eps: float) -> tuple[float, float]:
        """The model's and the true change at a step size, interpolated."""
        return float(np.interp(eps, self.eps, self.model)), float(np.interp(eps, self.eps, self.true))


def cut(predicted_change: PredictedChange, best_step: BestStep, ground: Ground) -> Cut:
    """Measure a student's model of a loss along its gradient."""
    w = np.array(ground.place)
    g, H = gradient(ground.loss, w), hessian(ground.loss, w)
    eps = np.linspace(0.0, ground.longest, POINTS)
    model = [_number(predicted_change(g.copy(), H.copy(), float(each)), "predicted_change") for each in eps]
    true = ground.loss(w - eps[:, None] * g) - ground.loss(w)
    best = _number(best_step(g.copy(), H.copy()), "best_step")
    return Cut(eps, true, np.array(model), -eps * (g @ g), best)


def descent(ground: Ground, step: Callable[[np.ndarray, np.ndarray], float], steps: int) -> np.ndarray:
    """(steps + 1,) losses of gradient descent whose step size is step(g, H); it ends early where it has flown away."""
    w = np.array(ground.place)
    losses = [float(ground.loss(w))]
    for _ in range(steps):
        w = w - step(gradient(ground.loss, w), hessian(ground.loss, w)) * gradient(ground.loss, w)
        loss = float(ground.loss(w))
        if not abs(loss) < FAR:
            break
        losses.append(loss)
    return np.array(losses)


def best_or(best_step: BestStep, otherwise: float) -> BestStep:
    """A student's best step, or another one where no finite step is best."""

    def step(g: np.ndarray, H: np.ndarray) -> float:
        best = _number(best_step(g, H), "best_step")
        return best if np.isfinite(best) else otherwise

    return step


def _number(value: object, function: str) -> float:
    assert_shape(value, (), f"the value of {function}")
    return float(np.asarray(value))
