"""What goes to a student's code and what comes back, leaf by leaf: plain values, arrays, and handles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.sandbox.backend import Ref

__all__ = ["handles_alone", "map_leaves", "paired", "translated"]

CONTAINERS = (list, tuple, dict)
LEAVES = frozenset({bool, int, float, complex, str, type(None), np.ndarray, np.float64, Ref})  # most of what comes


def map_leaves(function: Callable[[Any], Any], value: Any) -> Any:
    """`value` with `function` applied to everything that is not a list, tuple or dict."""
    if type(value) in LEAVES or not isinstance(value, CONTAINERS):
        return function(value)
    if isinstance(value, dict):
        return {key: map_leaves(function, entry) for key, entry in value.items()}
    entries = [function(entry) if type(entry) in LEAVES else map_leaves(function, entry) for entry in value]
    return tuple(entries) if isinstance(value, tuple) else entries


def handles_alone(value: Any) -> Any:
    """`value` as far as it is made of handles; None for what holds none."""
    if isinstance(value, dict):
        kept = {key: handles_alone(entry) for key, entry in value.items()}
        return kept if any(entry is not None for entry in kept.values()) else None
    if isinstance(value, (list, tuple)):
        entries = [handles_alone(entry) for entry in value]
        return type(value)(entries) if any(entry is not None for entry in entries) else None
    return value if isinstance(value, Ref) else None


def paired(theirs: Any, ours: Any) -> dict[Ref, Ref]:
    """Our handle for each of theirs, where both stand in the same place of two answers to one call."""
    if isinstance(theirs, Ref):
        return {theirs: ours} if isinstance(ours, Ref) else {}
    if isinstance(theirs, (list, tuple)) and isinstance(ours, (list, tuple)):
        return {k: v for a, b in zip(theirs, ours, strict=False) for k, v in paired(a, b).items()}
    if isinstance(theirs, dict) and isinstance(ours, dict):
        return {k: v for key in theirs.keys() & ours.keys() for k, v in paired(theirs[key], ours[key]).items()}
    return {}


def translated(value: Any, ours: Mapping[Ref, Ref]) -> Any:
    """`value` with our handles in place of theirs. Raises KeyError for one that has no fellow."""
    return map_leaves(lambda leaf: ours[leaf] if isinstance(leaf, Ref) else leaf, value)
