"""Sixty-four examples, two parameters: descents with batches of any size, on a bowl and over two wells."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from course.checks import CheckFailure, assert_shape

Minibatches = Callable[[np.ndarray, np.ndarray, int, np.random.Generator], Iterable[tuple[np.ndarray, np.ndarray]]]
Step = Callable[[np.ndarray, np.ndarray, float], np.ndarray]

EXAMPLES = 64
FAR = 1e3


@dataclass(frozen=True, slots=True)
class Problem:
    """Examples x (N, 2) and y (N,), the loss of places w (..., 2) over all of them, the gradient over some."""

    x: np.ndarray
    y: np.ndarray
    loss: Callable[[np.ndarray], np.ndarray]
    gradient: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]
    start: tuple[float, float]
    limits: tuple[float, float, float, float]
    lowest: float


def _bowl() -> Problem:
    """Least squares."""
    rng = np.random.default_rng(4)
    x = rng.standard_normal((EXAMPLES, 2)) * [1.0, 0.5]
    y = x @ [1.0, -1.0] + rng.normal(0, 0.6, EXAMPLES)

    def loss(w: np.ndarray) -> np.ndarray:
        return np.square(w @ x.T - y).mean(axis=-1) / 2

    best = np.linalg.lstsq(x, y, rcond=None)[0]
    start, limits = (-1.5, 1.5), (-2.0, 2.2, -2.2, 2.0)
    return Problem(x, y, loss, lambda w, x, y: x.T @ (x @ w - y) / len(y), start, limits, float(loss(best)))


def _wells() -> Problem:
    """A poor minimum on the left, the best one on the right; each example tilts the ground its own way."""
    x = np.random.default_rng(5).standard_normal((EXAMPLES, 2)) * [5.0, 1.0]
    x = x - x.mean(axis=0)

    def loss(w: np.ndarray) -> np.ndarray:
        return (w[..., 0] ** 2 - 1) ** 2 - 0.3 * w[..., 0] + w[..., 1] ** 2 / 2

    def gradient(w: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        ground = np.array([4 * w[0] * (w[0] ** 2 - 1) - 0.3, w[1]])
        return ground + np.clip(x.mean(axis=0), -12.0, 12.0)

    best = float(loss(np.array([1.0364, 0.0])))
    return Problem(x, np.zeros(EXAMPLES), loss, gradient, (-1.4, 1.2), (-1.9, 1.9, -1.6, 1.6), best)


PROBLEMS: Mapping[str, Problem] = {"a bowl": _bowl(), "two wells": _wells()}


def descend(
    minibatches: Minibatches, step: Step | None, problem: Problem, size: int, lr: float, epochs: int, seed: int
) -> np.ndarray:
    """(updates + 1, 2) path of w; it ends early where it has flown away."""
    step, rng = step or _plain, np.random.default_rng(seed)
    w = np.array(problem.start)
    path = [w]
    for _ in range(epochs):
        for batch in minibatches(problem.x.copy(), problem.y.copy(), size, rng):
            g = problem.gradient(w, *_pair(batch))
            w = step(w.copy(), g, lr)
            assert_shape(w, (2,), "w of sgd_step", like="w")
            w = np.asarray(w, dtype=float)
            if not np.abs(w).max() < FAR:
                return np.array(path)
            path.append(w)
    return np.array(path)


def _plain(w: np.ndarray, g: np.ndarray, lr: float) -> np.ndarray:
    return w - lr * g


def _pair(batch: object) -> tuple[np.ndarray, np.ndarray]:
    if not (isinstance(batch, tuple | list) and len(batch) == 2):
        raise CheckFailure("minibatches should yield pairs: some rows of x, and the same rows of y.")
    x, y = batch
    assert_shape(x, (len(y), 2), "the inputs of a batch")
    return np.asarray(x), np.asarray(y)


def examples_seen(path: np.ndarray, size: int) -> np.ndarray:
    """(updates + 1,) how many gradients of single examples each place of a path has cost."""
    each = -(-EXAMPLES // size)
    updates = np.arange(len(path))
    return (updates // each) * EXAMPLES + np.minimum(updates % each * size, EXAMPLES)
