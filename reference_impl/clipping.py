"""Gradient clipping: by value it turns the gradient, by norm it keeps its direction (lectures O9)."""

import numpy as np

from reference_impl.checking import checked


@checked(grad="(...)", low="number", high="number >= low")
def clip_by_value(grad, low, high):
    """Cut every element of a gradient to the range from low to high (lectures O9).

    Args:
        grad: array of any shape.
        low, high: numbers, low at most high.
    Returns:
        grad: a new array of the same shape.
    """
    return np.clip(grad, float(low), float(high))


@checked(grads="dict of arrays", max_norm="number > 0")
def clip_by_norm(grads, max_norm):
    """Shorten all gradients together so that their common norm is at most max_norm (lectures O9).

    There is one norm: the length of the vector that all elements of all gradients form. Gradients that are short
    enough stay as they are. (PyTorch adds 1e-6 to the norm before it divides; here the result has exactly max_norm.)

    Args:
        grads: dict of arrays.
        max_norm: the largest norm allowed, above 0.
    Returns:
        grads: dict with the same keys and shapes.
        norm: the norm as it was before clipping, finite in float32 wherever the gradients are.
    """
    norm = float(np.sqrt(sum(np.square(g, dtype=float).sum() for g in grads.values())))
    scale = float(max_norm) / norm if norm > max_norm else 1
    return {name: g * scale for name, g in grads.items()}, norm
