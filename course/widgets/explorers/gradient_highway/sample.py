"""Derivatives of a chain of neurons."""

from typing import Any

import numpy as np


def arguments() -> dict[str, Any]:
    """Arguments of gradient_highway."""
    return {"chain_gradients": along_the_chain}


def along_the_chain(w: np.ndarray, x: float, activation: str, b: np.ndarray | None) -> np.ndarray:
    """Carried forward: every neuron multiplies the derivatives of those before it."""
    dws, a = np.zeros(len(w)), x
    for k, weight in enumerate(w):
        z = weight * a + (0.0 if b is None else b[k])
        out = {"sigmoid": 0.5 * (1 + np.tanh(z / 2)), "tanh": np.tanh(z), "relu": max(z, 0.0)}[activation]
        slope = {"sigmoid": out * (1 - out), "tanh": 1 - out**2, "relu": float(z > 0)}[activation]
        dws[:k] *= weight * slope
        dws[k] = slope * a
        a = out
    return dws
