"""A neuron that learns as it should."""

from typing import Any

import numpy as np


def arguments() -> dict[str, Any]:
    """Arguments of slow_neuron."""
    return {"train_neuron": train_neuron}


def train_neuron(w: float, b: float, x: float, y: float, loss: str, lr: float, steps: int) -> list[float]:
    """Gradient descent on one example, along z alone."""
    z, losses = w * x + b, []
    for _ in range(steps):
        a = float(np.exp(-np.logaddexp(0, -z)))
        value, dz = float(np.logaddexp(0, z) - y * z), a - y
        if loss == "quadratic":
            value, dz = (a - y) ** 2 / 2, (a - y) * a * (1 - a)
        losses.append(value)
        z -= lr * (x**2 + 1) * dz
    return losses
