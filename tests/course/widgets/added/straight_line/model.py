"""The points of a student's line."""

from collections.abc import Callable

import numpy as np

Line = Callable[[np.ndarray, float], np.ndarray]


def points(line: Line, slope: float) -> tuple[np.ndarray, np.ndarray]:
    """x (T,) and y (T,)."""
    x = np.linspace(-1.0, 1.0, 11)
    return x, line(x, slope)
