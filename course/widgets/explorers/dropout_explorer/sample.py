"""Inverted dropout."""

from typing import Any

import numpy as np


def arguments() -> dict[str, Any]:
    """Arguments of dropout_explorer."""
    return {"dropout_forward": inverted}


def inverted(x: np.ndarray, p: float, rng: np.random.Generator, training: bool) -> tuple[np.ndarray, Any]:
    """Drop units, and scale up those that stay."""
    if not training:
        return x, None
    scale = (rng.random(x.shape) >= p) / (1 - p)
    return x * scale, scale
