"""Straight regions for three classes, by least squares."""

from typing import Any

import numpy as np

from course.data import spirals
from course.widgets.networks import Params


def arguments() -> dict[str, Any]:
    """Arguments of train_mlp_live."""
    data = spirals(20, 3, np.random.default_rng(0))
    params = {"W": np.zeros((3, 2)), "b": np.zeros(3)}
    return {"loss_and_grads": least_squares, "params": params, "data": data, "steps": 60, "predict": predict}


def predict(params: Params, x: np.ndarray) -> np.ndarray:
    """The scores of the three classes."""
    return x @ params["W"].T + params["b"]


def least_squares(params: Params, x: np.ndarray, y: np.ndarray) -> tuple[float, Params]:
    """Half of the mean squared distance of the scores from the classes."""
    error = predict(params, x) - np.eye(3)[y]
    loss = float(np.square(error).sum()) / (2 * len(x))
    return loss, {"W": error.T @ x / len(x), "b": error.mean(axis=0)}
