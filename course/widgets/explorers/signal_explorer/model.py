"""A deep network before training: densities of its layers, and what a student's statistics say of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from course.checks import assert_shape

Draw = Callable[[tuple[int, int], np.random.Generator], np.ndarray]
Initialisers = Mapping[str, Draw]
ActivationStd = Callable[[np.ndarray, Sequence[np.ndarray], str], Sequence[float]]
GradientNorms = Callable[[np.ndarray, Sequence[np.ndarray], str, np.ndarray], Sequence[float]]

WIDTH, EXAMPLES, BINS = 100, 100, 50
RANGES = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "relu": (0.0, 3.0)}


@dataclass(frozen=True, slots=True)
class Signals:
    """What happens in each layer.

    Attributes:
        centres: (BINS,) where the densities are known.
        densities: (depth, BINS) share of a layer's activations near each centre; the largest share is 1. Behind a ReLU
            those that are exactly 0 are left out.
        zeros: (depth,) share of the activations that are exactly 0.
        stds, norms: (depth,) what the student's functions say.
    """

    centres: np.ndarray
    densities: np.ndarray
    zeros: np.ndarray
    stds: np.ndarray
    norms: np.ndarray


def activate(z: np.ndarray, activation: str) -> np.ndarray:
    """The activation by its name."""
    if activation == "sigmoid":
        return 0.5 * (1.0 + np.tanh(0.5 * z))
    return np.tanh(z) if activation == "tanh" else np.maximum(z, 0.0)


def layers(x: np.ndarray, weights: Sequence[np.ndarray], activation: str) -> Iterator[np.ndarray]:
    """The activations of each layer: h = f(h W^T), beginning with x."""
    h = x
    for W in weights:
        h = activate(h @ W.T, activation)
        yield h


def draw_weights(name: str, draw: Draw, depth: int, rng: np.random.Generator) -> list[np.ndarray]:
    """Square layers from a student's initialiser."""
    weights = []
    for _ in range(depth):
        W = draw((WIDTH, WIDTH), rng)
        assert_shape(W, (WIDTH, WIDTH), f"W of {name}", like="shape")
        weights.append(np.asarray(W, dtype=float))
    return weights


def measure(
    name: str,
    draw: Draw,
    activation: str,
    depth: int,
    seed: int,
    activation_std: ActivationStd,
    gradient_norms: GradientNorms,
) -> Signals:
    """Send normal inputs through a network of `depth` layers, and a gradient of ordinary size back."""
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((EXAMPLES, WIDTH))
    dout = rng.standard_normal((EXAMPLES, WIDTH)) / EXAMPLES
    weights = draw_weights(name, draw, depth, rng)
    stds = activation_std(x.copy(), [W.copy() for W in weights], activation)
    assert_shape(stds, (depth,), "stds of activation_std")
    norms = gradient_norms(x.copy(), [W.copy() for W in weights], activation, dout)
    assert_shape(norms, (depth,), "norms of gradient_norms")
    edges = np.linspace(*RANGES[activation], BINS + 1)
    hs = list(layers(x, weights, activation))
    return Signals(
        centres=(edges[1:] + edges[:-1]) / 2,
        densities=np.stack([density(h, edges, activation) for h in hs]),
        zeros=np.array([np.mean(h == 0) for h in hs]),
        stds=np.asarray(stds, dtype=float),
        norms=np.asarray(norms, dtype=float),
    )


def density(h: np.ndarray, edges: np.ndarray, activation: str) -> np.ndarray:
    """Shares of the bins, the largest of them 1; what lies beyond the last edge counts for the last bin."""
    shown = h[h > 0] if activation == "relu" else h
    counts, _ = np.histogram(np.clip(shown, edges[0], edges[-1]), edges)
    return counts / max(counts.max(), 1)


def factor_per_layer(values: np.ndarray) -> float:
    """By which factor the values change from layer to layer, typically; nan where it cannot be said."""
    known = values[(values > 0) & np.isfinite(values)]
    if len(known) < 2 or len(known) < len(values):
        return float("nan")
    return float((known[-1] / known[0]) ** (1 / (len(known) - 1)))
