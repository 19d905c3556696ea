"""A valley at the foot of a cliff, a wide plain beyond it, and gradient descent that begins on the steep part."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course.checks import CheckFailure, assert_shape

ClipByValue = Callable[[np.ndarray, float, float], np.ndarray]
ClipByNorm = Callable[[dict[str, np.ndarray], float], tuple[dict[str, np.ndarray], float]]
Rule = Callable[[np.ndarray], np.ndarray]

START, STEPS = (0.775, -1.5), 40
HEIGHT, STEEP, TILT = 10.0, 10.0, 0.15


def loss(w: np.ndarray) -> np.ndarray:
    """Height at w (..., 2): a cliff near w_1 = 1, a valley at its foot, and a plain that rises ever more gently."""
    u, v = w[..., 0], w[..., 1]
    edge = 0.5 * (1 + np.tanh(STEEP / 2 * (u - 1 - TILT * v)))
    return HEIGHT * edge + 0.4 * np.log1p(4 * (u - 0.2) ** 2) + 0.15 * (v - 1) ** 2


def gradient(w: np.ndarray) -> np.ndarray:
    """Gradient of the loss at w (2,)."""
    u, v = w
    slope = HEIGHT * STEEP / 4 * (1 - np.tanh(STEEP / 2 * (u - 1 - TILT * v)) ** 2)
    return np.array([slope + 3.2 * (u - 0.2) / (1 + 4 * (u - 0.2) ** 2), -TILT * slope + 0.3 * (v - 1)])


@dataclass(frozen=True, slots=True)
class Descent:
    """The places w (STEPS + 1, 2) and the losses there (STEPS + 1,)."""

    path: np.ndarray
    losses: np.ndarray


def descend(rule: Rule, lr: float) -> Descent:
    """Gradient descent with a rule that changes each gradient before it is used."""
    w = np.array(START)
    path = [w]
    for _ in range(STEPS):
        w = w - lr * rule(gradient(w))
        path.append(w)
    places = np.array(path)
    return Descent(places, loss(places))


def descents(clip_by_value: ClipByValue, clip_by_norm: ClipByNorm, threshold: float, lr: float) -> dict[str, Descent]:
    """The three descents by name."""

    def by_value(g: np.ndarray) -> np.ndarray:
        clipped = clip_by_value(g.copy(), -threshold, threshold)
        assert_shape(clipped, (2,), "grad of clip_by_value", like="grad")
        return np.asarray(clipped, dtype=float)

    def by_norm(g: np.ndarray) -> np.ndarray:
        clipped, _ = clip_by_norm({"w": g.copy()}, threshold)
        if not isinstance(clipped, dict) or "w" not in clipped:
            raise CheckFailure("grads of clip_by_norm should be a dict with the keys that came in.")
        assert_shape(clipped["w"], (2,), "grads['w'] of clip_by_norm", like="grads['w']")
        return np.asarray(clipped["w"], dtype=float)

    rules: dict[str, Rule] = {"unclipped": lambda g: g, "by value": by_value, "by norm": by_norm}
    return {name: descend(rule, lr) for name, rule in rules.items()}
