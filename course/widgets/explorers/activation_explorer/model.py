"""An activation function, its slope, and what is left of a gradient after many layers of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.checks import assert_shape

Forward = Callable[[np.ndarray], tuple[np.ndarray, Any]]
Backward = Callable[[np.ndarray, Any], np.ndarray]
Activations = Mapping[str, tuple[Forward, Backward]]

FADED = 0.01


@dataclass(frozen=True, slots=True)
class Curve:
    """An activation over a range of inputs: x, h = f(x), slope = f'(x), each (T,)."""

    x: np.ndarray
    h: np.ndarray
    slope: np.ndarray

    def at(self, x: float) -> tuple[float, float]:
        """Value and slope at x, interpolated."""
        return float(np.interp(x, self.x, self.h)), float(np.interp(x, self.x, self.slope))

    def survival(self, depth: int) -> np.ndarray:
        """(T,) share of a gradient that is left after `depth` such activations at the same input."""
        return np.abs(self.slope) ** depth

    def faded(self, depth: int) -> float:
        """Share of the inputs where less than a hundredth of the gradient is left after `depth` layers."""
        return float(np.mean(self.survival(depth) < FADED))

    def dead(self) -> float:
        """Share of the inputs where nothing at all is left of it."""
        return float(np.mean(self.slope == 0))


def measure(name: str, forward: Forward, backward: Backward, x: np.ndarray) -> Curve:
    """Measure a student's activation; `backward` is fed with ones.

    Args:
        name: for the message when an array of the wrong shape comes back.
        forward: x -> (h, cache); backward: (dh, cache) -> dx.
        x: (T,)
    """
    h, cache = forward(x.copy())
    assert_shape(h, x.shape, f"the value of {name}_forward", like="x")
    slope = backward(np.ones_like(x), cache)
    assert_shape(slope, x.shape, f"the value of {name}_backward", like="x")
    return Curve(x, np.asarray(h, dtype=float), np.asarray(slope, dtype=float))
