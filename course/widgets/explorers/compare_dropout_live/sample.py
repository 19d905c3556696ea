"""Softmax regression on points among noise, with noise on its inputs: no hidden layer, so `p_hidden` does nothing."""

from typing import Any

import numpy as np

from course.data import moons
from course.widgets.networks import Data, Params


def arguments() -> dict[str, Any]:
    """Arguments of compare_dropout_live."""
    rng = np.random.default_rng(0)
    params = {"W": np.zeros((2, 12)), "b": np.zeros(2)}
    train, validation = (_moons_among_noise(n, rng) for n in (30, 100))
    return {
        "dropout_mlp_loss": noisy_regression,
        "params": params,
        "train": train,
        "validation": validation,
        "steps": 40,
    }


def noisy_regression(
    params: Params,
    x: np.ndarray,
    y: np.ndarray,
    p_input: float,
    p_hidden: float,
    lam: float,
    rng: np.random.Generator,
    training: bool,
) -> tuple[float, Params]:
    """Mean squared distance of the scores from the classes; an input that is dropped is 0, the others are scaled up."""
    if training:
        x = np.where(rng.random(x.shape) < p_input, 0.0, x / (1 - p_input))
    error = x @ params["W"].T + params["b"] - np.eye(2)[y]
    loss = float(np.square(error).mean())
    return loss, {"W": error.T @ x / len(x), "b": error.mean(axis=0)}


def _moons_among_noise(n: int, rng: np.random.Generator) -> Data:
    x, y = moons(n, 0.2, rng)
    return np.hstack([x, rng.normal(size=(n, 10))]), y
