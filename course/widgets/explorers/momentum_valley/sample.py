"""A heavy ball."""

from typing import Any

import numpy as np


def arguments() -> dict[str, Any]:
    """Arguments of momentum_valley."""
    return {"momentum_step": heavy_ball}


def heavy_ball(w: np.ndarray, g: np.ndarray, state: Any, lr: float, alpha: float = 0.9) -> tuple[np.ndarray, Any]:
    """Go on as before, and a little downhill."""
    before = w if state is None else state
    return w + alpha * (w - before) - lr * g, w
