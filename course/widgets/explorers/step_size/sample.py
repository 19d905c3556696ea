"""Taylor's formula to second order."""

from typing import Any

import numpy as np


def arguments() -> dict[str, Any]:
    """Arguments of step_size."""
    return {"predicted_change": taylor, "best_step": lowest}


def taylor(g: np.ndarray, H: np.ndarray, eps: float) -> float:
    """The change by the step -eps g."""
    step = -eps * g
    return float(step @ g + step @ H @ step / 2)


def lowest(g: np.ndarray, H: np.ndarray) -> float:
    """Where that is lowest."""
    bend = float(g @ H @ g)
    return float(g @ g) / bend if bend > 0 else float("inf")
