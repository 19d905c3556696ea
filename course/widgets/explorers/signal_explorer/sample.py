"""Two starts, and statistics of tanh alone."""

from collections.abc import Sequence
from typing import Any

import numpy as np


def arguments() -> dict[str, Any]:
    """Arguments of signal_explorer."""
    starts = {"fitting": fitting, "too small": lambda shape, rng: 0.1 * fitting(shape, rng)}
    return {"initialisers": starts, "activation_std": spreads, "gradient_norms": sizes}


def fitting(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Of a size that keeps the signal."""
    return rng.standard_normal(shape) / shape[1] ** 0.5


def spreads(x: np.ndarray, weights: Sequence[np.ndarray], activation: str) -> list[float]:
    """Standard deviation of each layer."""
    stds = []
    for W in weights:
        x = np.tanh(x @ W.T)
        stds.append(float(x.std()))
    return stds


def sizes(x: np.ndarray, weights: Sequence[np.ndarray], activation: str, dout: np.ndarray) -> list[float]:
    """Norm of each layer's gradient."""
    hs = [x]
    for W in weights:
        hs.append(np.tanh(hs[-1] @ W.T))
    norms, dh = [], dout
    for k in reversed(range(len(weights))):
        dz = dh * (1 - hs[k + 1] ** 2)
        norms.append(float(np.linalg.norm(dz.T @ hs[k])))
        dh = dz @ weights[k]
    return norms[::-1]
