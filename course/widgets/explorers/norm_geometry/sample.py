"""The two optima."""

from typing import Any

import numpy as np


def arguments() -> dict[str, Any]:
    """Arguments of norm_geometry."""
    return {"l2_optimum": l2, "l1_optimum": l1}


def l2(H: np.ndarray, theta_star: np.ndarray, lam: float) -> np.ndarray:
    """(H + lam I)^-1 H theta*."""
    return np.linalg.solve(H + lam * np.eye(len(H)), H @ theta_star)


def l1(h_diag: np.ndarray, theta_star: np.ndarray, lam: float) -> np.ndarray:
    """Soft threshold."""
    return np.sign(theta_star) * np.maximum(np.abs(theta_star) - lam / h_diag, 0.0)
