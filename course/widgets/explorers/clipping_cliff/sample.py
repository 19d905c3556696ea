"""Both ways of clipping."""

from typing import Any

import numpy as np


def arguments() -> dict[str, Any]:
    """Arguments of clipping_cliff."""
    return {"clip_by_value": lambda grad, low, high: np.clip(grad, low, high), "clip_by_norm": shorten}


def shorten(grads: dict[str, np.ndarray], max_norm: float) -> tuple[dict[str, np.ndarray], float]:
    """All by one factor."""
    norm = float(np.sqrt(sum((g**2).sum() for g in grads.values())))
    return {key: g * min(1.0, max_norm / max(norm, max_norm)) for key, g in grads.items()}, norm
