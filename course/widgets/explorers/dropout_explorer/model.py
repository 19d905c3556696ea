"""Many passes of a student's dropout over the same example: masks, running mean, ensemble."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.checks import assert_shape

DropoutForward = Callable[[np.ndarray, float, np.random.Generator, bool], tuple[np.ndarray, Any]]

UNITS = 16
PASSES = 2000


@dataclass(frozen=True, slots=True)
class Passes:
    """Training passes of dropout over one example.

    Attributes:
        x: (D,) the example; readout: (D,) weights of the neuron that reads it.
        out: (passes, D) what dropout made of it, one row a pass.
        tested: (D,) what it makes of it when not training.
    """

    x: np.ndarray
    readout: np.ndarray
    out: np.ndarray
    tested: np.ndarray

    @property
    def share_kept(self) -> float:
        """Share of the units that are not zero."""
        return float(np.mean(self.out != 0))

    @property
    def factor(self) -> str:
        """How many times x the units are that are not zero, from the smallest to the largest."""
        kept = self.out != 0
        if not kept.any():
            return "0"
        factors = (self.out / self.x)[kept]
        low, high = (f"{factor:.2f}" for factor in (factors.min(), factors.max()))
        return low if low == high else f"{low} to {high}"

    def running_mean(self) -> np.ndarray:
        """(passes, D) mean of the first 1, 2, … passes, relative to x."""
        counts = np.arange(1, len(self.out) + 1)[:, None]
        return np.cumsum(self.out, axis=0) / counts / self.x

    def neuron(self) -> np.ndarray:
        """(passes,) what a linear neuron after dropout gives in each pass."""
        return self.out @ self.readout

    def neuron_tested(self) -> float:
        """What that neuron gives when not training."""
        return float(self.tested @ self.readout)


def example() -> tuple[np.ndarray, np.ndarray]:
    """An example x (D,), all positive, and a readout w (D,) with w . x near 1."""
    rng = np.random.default_rng(8)
    x = rng.uniform(0.4, 1.6, UNITS)
    w = rng.normal(0.0, 0.15, UNITS)
    return x, w + (1.0 - w @ x) * x / (x @ x)


def run_passes(dropout_forward: DropoutForward, p: float, seed: int, passes: int = PASSES) -> Passes:
    """Run a student's dropout_forward over `passes` copies of the example, as one batch, and once at test time."""
    x, readout = example()
    rng = np.random.default_rng(seed)
    batch = np.tile(x, (passes, 1))
    out, _ = dropout_forward(batch.copy(), p, rng, True)
    assert_shape(out, batch.shape, "out of dropout_forward", like="x")
    tested, _ = dropout_forward(x[None].copy(), p, rng, False)
    assert_shape(tested, (1, UNITS), "out of dropout_forward at test time", like="x")
    return Passes(x, readout, np.asarray(out, dtype=float), np.asarray(tested, dtype=float)[0])
