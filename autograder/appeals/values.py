"""Values as staff see them: in text within bounds, and in plain JSON. Part of them is a student's."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.reports.wording import printable
from autograder.sandbox.backend import Ref, Sealed

__all__ = ["as_data", "as_lines", "difference", "one_line"]

LONGEST, MOST_LINES, MOST_ENTRIES = 400, 24, 1_000


def as_lines(value: Any) -> list[str]:
    """A value on a few lines, its type and shape first where it is an array."""
    if isinstance(value, np.ndarray) and value.ndim:
        text = np.array2string(value, threshold=120, edgeitems=3, precision=8, max_line_width=100)
        return _bounded([f"{value.dtype} {value.shape}", *text.split("\n")])
    entries = _entries(value)
    if any(isinstance(entry, (np.ndarray, dict, list, tuple)) for entry in entries.values()):
        return _bounded([line for key, entry in entries.items() for line in (f"[{one_line(key)}]", *as_lines(entry))])
    return [one_line(value)]


def _entries(value: Any) -> Mapping[Any, Any]:
    """What a list, tuple or dict holds, within bounds; nothing for what is none."""
    if isinstance(value, dict):
        return dict(itertools.islice(value.items(), MOST_LINES))
    return dict(enumerate(value[:MOST_LINES])) if isinstance(value, (list, tuple)) else {}


def one_line(value: Any) -> str:
    """A value on one line."""
    match value:
        case np.ndarray() if value.ndim:
            return f"{value.dtype} {value.shape}"
        case Ref():
            return f"<a {value.type or value.kind} that stayed in the box>"
        case Sealed():
            return "<a value that was lent>"
        case list() | tuple():
            inner = ", ".join(one_line(entry) for entry in value[:8])
            return f"({inner}{', …' if len(value) > 8 else ''})"
        case dict():
            inner = ", ".join(f"{one_line(key)}: {one_line(entry)}" for key, entry in list(value.items())[:8])
            return f"{{{inner}}}"
    text = f"<{value.__name__} of the test's>" if callable(value) and hasattr(value, "__name__") else _repr(value)
    return printable(text[:LONGEST])


def _repr(value: Any) -> str:
    if isinstance(value, (str, bytes)):
        return repr(value[:LONGEST])
    return repr(value.item()) if isinstance(value, (np.generic, np.ndarray)) else repr(value)


def _bounded(lines: list[str]) -> list[str]:
    return (
        lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], f"… {len(lines) - MOST_LINES + 1} lines more"]
    )


def difference(got: Any, expected: Any) -> str:
    """Where two values part, in a sentence; "" where nobody can tell, and for equal ones."""
    if isinstance(expected, Ref) or isinstance(got, Ref):
        return ""
    ours, right = _entries(got), _entries(expected)
    if ours.keys() == right.keys() and ours:
        told = ((key, difference(ours[key], right[key])) for key in ours)
        return "; ".join(f"[{one_line(key)}] {said}" for key, said in told if said)
    if ours or right:
        return f"{_keys(ours)}, expected {_keys(right)}"
    if _kind(got) != _kind(expected):
        return f"a value of the kind {_kind(got)} where one of the kind {_kind(expected)} is expected"
    return _of_numbers(_numbers(got), _numbers(expected))


def _keys(entries: Mapping[Any, Any]) -> str:
    return f"entries {', '.join(map(one_line, entries)) or 'none'}"


def _of_numbers(ours: np.ndarray | None, right: np.ndarray | None) -> str:
    if ours is None or right is None:
        return ""
    if ours.shape != right.shape:
        return f"shape {ours.shape}, expected {right.shape}"
    return _where(ours, right)


def _kind(value: Any) -> str:
    if isinstance(value, (np.ndarray, np.generic, int, float, complex)) and not isinstance(value, bool):
        return "number" if np.ndim(value) == 0 else "array"
    return {"NoneType": "None"}.get(type(value).__name__, type(value).__name__)


def _numbers(value: Any) -> np.ndarray | None:
    if not isinstance(value, (np.ndarray, np.generic, int, float, complex)):
        return None
    array = np.asarray(value)
    return array if array.dtype.kind in "biufc" else None


def _where(ours: np.ndarray, right: np.ndarray) -> str:
    with np.errstate(all="ignore"):
        off = np.abs(ours.astype(complex) - right.astype(complex))
    same = (ours == right) | ((ours != ours) & (right != right))
    off = np.where(same, 0.0, np.where(np.isnan(off), np.inf, off))
    count = int((~same).sum())
    if not count:
        return ""
    place = np.unravel_index(int(np.argmax(off)), off.shape) if off.ndim else ()
    there = f" at [{', '.join(str(int(k)) for k in place)}]" if place else ""
    parts = f"{count} of {off.size} entries differ, most{there}" if off.size > 1 else "differs"
    return f"{parts}: got {_repr(ours[place])}, expected {_repr(right[place])}"


def as_data(value: Any) -> Any:
    """What JSON can hold. Large arrays are told by their dtype and shape alone."""
    match value:
        case np.ndarray():
            entries = [as_data(entry) for entry in value.ravel().tolist()] if value.size <= MOST_ENTRIES else None
            return {"dtype": str(value.dtype), "shape": list(value.shape), "entries": entries}
        case np.generic():
            return as_data(value.item())
        case dict():
            return {str(key): as_data(entry) for key, entry in list(value.items())[:MOST_ENTRIES]}
        case list() | tuple():
            return [as_data(entry) for entry in value[:MOST_ENTRIES]]
        case float():
            return value if math.isfinite(value) else str(value)
        case str():
            return value[: 10 * LONGEST]
        case bool() | int() | None:
            return value
    return one_line(value)


def pairs(names: Sequence[str], value: Any) -> Iterator[tuple[str, Any]]:
    """Returned values by their names; a value that is not as many as there are names is one without."""
    several = isinstance(value, (tuple, list)) and len(value) == len(names) > 1
    if several:
        yield from zip(names, value, strict=True)
    else:
        yield (names[0] if len(names) == 1 else "returned"), value
