"""A chain of equal neurons: what each multiplies a gradient by, and what a student's function finds at each weight."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from course.checks import assert_shape

ChainGradients = Callable[[np.ndarray, float, str, np.ndarray | None], Sequence[float]]

X = 1.0


@dataclass(frozen=True, slots=True)
class Chain:
    """Each neuron's z, the factor |w f'(z)| that it multiplies a gradient by, and |da_L/dw| of its weight; all (L,)."""

    z: np.ndarray
    factors: np.ndarray
    dws: np.ndarray


def value_and_slope(z: float, activation: str) -> tuple[float, float]:
    """f(z) and f'(z)."""
    if activation == "relu":
        return max(z, 0.0), float(z > 0)
    if activation == "tanh":
        return float(np.tanh(z)), float(1 - np.tanh(z) ** 2)
    a = 0.5 * (1 + np.tanh(z / 2))
    return float(a), float(0.25 * (1 - np.tanh(z / 2) ** 2))


def measure(chain_gradients: ChainGradients, activation: str, weight: float, length: int, held: float | None) -> Chain:
    """A chain whose weights are all equal.

    Args:
        held: z of every neuron, kept there by its bias; None for no biases.
    """
    w, b, z, slopes, a = np.full(length, weight), np.zeros(length), np.zeros(length), np.zeros(length), X
    for k in range(length):
        b[k] = 0.0 if held is None else held - weight * a
        z[k] = weight * a + b[k] if held is None else held
        a, slopes[k] = value_and_slope(z[k], activation)
    dws = chain_gradients(w.copy(), X, activation, None if held is None else b.copy())
    assert_shape(dws, (length,), "dws of chain_gradients", like="w")
    return Chain(z, np.abs(weight * slopes), np.abs(np.asarray(dws, dtype=float)))
