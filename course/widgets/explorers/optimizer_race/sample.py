"""A step without a state and one with, with and without a rate of its own."""

from typing import Any

import numpy as np


def arguments() -> dict[str, Any]:
    """Arguments of optimizer_race."""
    return {"racers": {"plain": plain, "sign of the mean": (sign_of_the_mean, 0.02)}}


def plain(w: np.ndarray, g: np.ndarray, lr: float) -> np.ndarray:
    """Gradient descent."""
    return w - lr * g


def sign_of_the_mean(w: np.ndarray, g: np.ndarray, state: Any, lr: float) -> tuple[np.ndarray, Any]:
    """A step of one length along the signs of a running mean."""
    mean = g if state is None else 0.8 * state + 0.2 * g
    return w - lr * np.sign(mean), mean
