"""When two answers count as the same: numbers up to rounding, everything else exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.grading.diagnosis.observed import Origin

__all__ = ["near", "right_too", "same"]


@dataclass(frozen=True, slots=True)
class Near:
    """A number that is the same when it is closer than `tolerance`."""

    value: float
    tolerance: float


def near(value: float, tolerance: float) -> Near:
    """For `observe_<function>`: compare this number with a tolerance, as statistics of randomness need."""
    return Near(float(value), tolerance)


def same(a: Any, b: Any) -> bool:
    """Whether two plain values, or what observers made of them, are the same."""
    if isinstance(a, np.ndarray) != isinstance(b, np.ndarray):
        a, b = _as_numbers(a), _as_numbers(b)
    match a:
        case Near():
            return isinstance(b, Near) and abs(a.value - b.value) < a.tolerance
        case Origin():
            return isinstance(b, Origin)
        case dict():
            return isinstance(b, dict) and a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
        case list() | tuple():
            return isinstance(b, (list, tuple)) and len(a) == len(b) and all(map(same, a, b))
        case str() | None:
            return type(a) is type(b) and a == b
    return not isinstance(b, (str, dict, list, tuple, Near, Origin, type(None))) and _same_numbers(a, b)


def right_too(theirs: Any, right: Any, ours: Any) -> bool:
    """Whether ours is right wherever theirs is: as a whole, or entry by entry where they are several values."""
    if same(theirs, right):
        return same(ours, right)
    match theirs, right, ours:
        case dict(), dict(), dict() if theirs.keys() == right.keys() == ours.keys():
            return all(right_too(theirs[key], right[key], ours[key]) for key in theirs)
        case ((list() | tuple()), (list() | tuple()), (list() | tuple())) if len(theirs) == len(right) == len(ours):
            return all(map(right_too, theirs, right, ours))
    return True


def _as_numbers(value: Any) -> Any:
    """A list of numbers as the array that it is as good as; everything else as it is."""
    if not isinstance(value, (list, tuple)):
        return value
    try:
        array = np.asarray(value)
    except ValueError:  # rows of different lengths
        return value
    return array if array.dtype.kind in "biufc" else value


def _same_numbers(a: Any, b: Any) -> bool:
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape:
        return False
    single = np.float32 in (a.dtype, b.dtype) or np.float16 in (a.dtype, b.dtype)
    if a.dtype.kind not in "ifc" or b.dtype.kind not in "ifc":
        return bool(np.array_equal(a, b))
    with np.errstate(all="ignore"):
        if single:  # what is too large for the one is infinite in the other, too
            a, b = _as_single(a), _as_single(b)
        tolerance = (1e-4 if single else 1e-6) * _scale(b) + 1e-12
        return bool(np.all((a == b) | (np.abs(a - b) <= tolerance) | ((a != a) & (b != b))))


def _as_single(values: np.ndarray) -> np.ndarray:
    return values.astype(np.complex64 if values.dtype.kind == "c" else np.float32)


def _scale(values: np.ndarray) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max()) if finite.size else 0.0
