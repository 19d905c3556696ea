"""What activation_bytes computes, measured: a stack's activations in training and in prediction (lectures B12)."""

import tracemalloc
from collections.abc import Callable

import numpy as np

from reference_impl.networks import deep_forward


def measured_bytes(params: dict, x: np.ndarray, training: bool) -> int:
    """Bytes of activations that are in memory at once, as Python's own book-keeping finds them (lectures B12).

    In training what deep_forward leaves behind for the backward pass, in prediction the peak of a pass that keeps
    nothing. x counts in both, as in activation_bytes: in prediction as a copy, which goes when the first layer is done.

    Args:
        params, x, training: as for reference_impl.memory.activation_bytes.
    Returns:
        bytes: an integer, larger than what is computed by a few kilobytes of Python's own.
    """
    if training:
        return x.nbytes + traced(lambda: deep_forward(params, x, "relu"))[0]
    return traced(lambda: predict(params, x))[1]


def predict(params: dict, x: np.ndarray) -> np.ndarray:
    """The output of deep_forward with ReLU, from a pass that has one layer's input and output at a time (B12)."""
    L = len(params) // 2
    h = np.array(x)
    for layer in range(1, L + 1):
        h = h @ params[f"W{layer}"].T
        h += params[f"b{layer}"]
        if layer < L:
            np.maximum(h, 0, out=h)
    return h


def traced(run: Callable[[], object]) -> tuple[int, int]:
    """Bytes that are in use when `run` has returned, and at most while it ran, beside those in use before."""
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        kept = run()
        after, peak = tracemalloc.get_traced_memory()
        del kept
    finally:
        tracemalloc.stop()
    return after - before, peak - before
