"""Descents in a valley J = (w0^2 + c w1^2) / 2, and the speed under a constant gradient."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course.checks import assert_shape

MomentumStep = Callable[..., tuple[np.ndarray, Any]]

START = np.array([-4.0, 1.2])
SLOPE = np.array([0.6, 0.8])  # of length 1
FAR = 1e4


def descend(
    momentum_step: MomentumStep,
    gradient: Callable[[np.ndarray], np.ndarray],
    start: np.ndarray,
    lr: float,
    alpha: float,
    steps: int,
) -> np.ndarray:
    """(steps + 1, 2) path of a student's step; it stays where it is once it has flown away."""
    w, state, path = start, None, [start]
    for _ in range(steps):
        if np.abs(w).max() < FAR:
            w, state = momentum_step(w.copy(), gradient(w), state, lr, alpha)
            assert_shape(w, (2,), "w of momentum_step", like="w")
            w = np.asarray(w, dtype=float)
        path.append(w)
    return np.array(path)


def valley_path(momentum_step: MomentumStep, lr: float, alpha: float, curvature: float, steps: int) -> np.ndarray:
    """(steps + 1, 2) path from START, in a valley whose walls are `curvature` times as steep as its floor."""
    h = np.array([1.0, curvature])
    return descend(momentum_step, lambda w: h * w, START, lr, alpha, steps)


def height(path: np.ndarray, curvature: float) -> np.ndarray:
    """(...,) height of places (..., 2) above the lowest point."""
    return (path[..., 0] ** 2 + curvature * path[..., 1] ** 2) / 2


def speeds(momentum_step: MomentumStep, lr: float, alpha: float, steps: int) -> np.ndarray:
    """(steps,) length of each step under a gradient of length 1 that never changes."""
    path = descend(momentum_step, lambda w: SLOPE, np.zeros(2), lr, alpha, steps)
    return np.linalg.norm(np.diff(path, axis=0), axis=1)


def terminal_speed(lr: float, alpha: float) -> float:
    """What these lengths grow up to."""
    return lr / (1 - alpha)
