"""Norms of a running product."""

from typing import Any

import numpy as np


def arguments() -> dict[str, Any]:
    """Arguments of exploding_product."""
    return {"matrix_product_norms": running_norms}


def running_norms(M: np.ndarray, factors: np.ndarray) -> list[float]:
    """Multiply, and measure."""
    norms = []
    for factor in factors:
        M = M @ factor
        norms.append(float(np.linalg.norm(M)))
    return norms
