"""What a rule knows of a call, and how it refuses an argument."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from numbers import Real

import numpy as np


@dataclass(slots=True)
class Scope:
    """What one call has shown so far: its arguments, and for each size name its size and the argument it came from."""

    arguments: Mapping[str, object]
    sizes: dict[str, tuple[int, str]] = field(default_factory=dict)


Rule = Callable[[str, object, Scope], None]


def refuse(name: str, expected: str, value: object) -> None:
    """Raise the ValueError for an argument that is not what it should be."""
    raise ValueError(f"{name} must be {expected}, got {describe(value)}")


def describe(value: object) -> str:
    """A value in few words: shape and dtype of an array, otherwise its repr, cut short."""
    if isinstance(value, np.ndarray):
        return f"{'an' if value.dtype.kind == 'i' else 'a'} {value.dtype} array of shape {value.shape}"
    text = repr(value)
    return text if len(text) <= 60 else f"{type(value).__name__} {text[:50]}..."


def is_number(value: object) -> bool:
    """True for one real number: Python's, NumPy's or a 0-d array; not a bool."""
    if isinstance(value, np.ndarray):
        return value.ndim == 0 and value.dtype.kind in "iuf"
    return isinstance(value, Real) and not isinstance(value, (bool, np.bool_))
