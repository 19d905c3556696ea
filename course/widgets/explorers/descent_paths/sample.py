"""Batches from a shuffled list."""

from collections.abc import Iterator
from typing import Any

import numpy as np


def arguments() -> dict[str, Any]:
    """Arguments of descent_paths."""
    return {"minibatches": batches, "sgd_step": lambda w, g, lr: w - lr * g}


def batches(
    x: np.ndarray, y: np.ndarray, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """One epoch."""
    waiting = list(rng.permutation(len(x)))
    while waiting:
        batch, waiting = waiting[:batch_size], waiting[batch_size:]
        yield x[batch], y[batch]
