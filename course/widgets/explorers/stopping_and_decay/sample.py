"""The factors of a descent, and the penalty that equals it."""

from typing import Any

import numpy as np


def arguments() -> dict[str, Any]:
    """Arguments of stopping_and_decay."""
    return {"early_stopping_factors": factors, "equivalent_l2": equivalent}


def factors(eigenvalues: np.ndarray, eps: float, steps: int) -> np.ndarray:
    """1 - (1 - eps lambda)^steps."""
    return 1.0 - (1.0 - eps * eigenvalues) ** steps


def equivalent(eps: float, steps: int) -> float:
    """1 / (eps steps)."""
    return 1.0 / (eps * steps)
