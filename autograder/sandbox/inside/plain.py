"""What a function returns in plain values, where nothing is lost by that: a check that unpacks it takes it as well.

Lists that spell out a vector or a matrix, arrays of Python's numbers and the longest floating point numbers become
arrays of the usual kind; what can only be gone through, such as a `map`, becomes a tuple. What is to be stepped from
outside is kept as it is.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, ItemsView, Iterator, KeysView, ValuesView
from typing import Any

import numpy as np

from .bounds import MAX_DEPTH, MAX_ENTRIES, TooLarge

__all__ = ["WHOLE", "plain", "plain_numbers", "returned"]

WHOLE, MATRIX = -1, 2
NUMBERS = (bool, int, float, complex, np.number, np.bool_)
GONE_THROUGH = (Iterator, KeysView, ValuesView, ItemsView)
LONG = {"g": np.float64, "G": np.complex128}


def returned(value: Any, keep: frozenset[int], kept: Callable[[Any], Any]) -> Any:
    """A result in plain values but for the places of its tuple that are kept, or all of it where it is no tuple.

    Args:
        keep: the places; WHOLE keeps a tuple as well.
        kept: what stands for a value that is kept. Raises TooLarge.
    """
    if not keep:
        return plain(value)
    if WHOLE in keep or not isinstance(values := _unpacked(value, max(keep) + 1), tuple):
        return kept(value)
    return tuple(kept(entry) if place in keep else plain(entry) for place, entry in enumerate(values))


def plain_numbers(value: Any, depth: int = 0) -> Any:
    """The same for numbers and arrays alone; lists and what can be gone through stay what they are."""
    if isinstance(value, (np.ndarray, np.generic)):
        return _plain_array(value, depth)
    if depth < MAX_DEPTH and isinstance(value, (list, tuple)):
        entries = [plain_numbers(entry, depth + 1) for entry in value]
        return tuple(entries) if isinstance(value, tuple) else entries
    if depth < MAX_DEPTH and isinstance(value, dict):
        return {key: plain_numbers(entry, depth + 1) for key, entry in value.items()}
    return value


def plain(value: Any, depth: int = 0, *, listed: bool = False) -> Any:
    """`value` in plain values as far as that loses nothing; a list within a list stays one. Raises TooLarge."""
    if depth > MAX_DEPTH:
        return value
    if isinstance(value, (np.ndarray, np.generic)):
        return _plain_array(value, depth)
    if isinstance(value, range):
        return np.arange(len(_bounded(value))) * value.step + value.start
    if isinstance(value, GONE_THROUGH):
        return tuple(plain(entry, depth + 1) for entry in _gone_through(value))
    if isinstance(value, tuple):
        return tuple([plain(entry, depth + 1) for entry in value])
    if isinstance(value, list):
        array = _numbers(value) if not listed and _is_of_numbers(value) else None
        return [plain(entry, depth + 1, listed=True) for entry in value] if array is None else array
    if isinstance(value, dict):
        return {key: plain(entry, depth + 1) for key, entry in value.items()}
    return value


def _unpacked(value: Any, least: int) -> Any:
    """The values that a list or a generator stands for; a list of numbers is one array, but for as few as are due."""
    if isinstance(value, GONE_THROUGH):
        return tuple(_gone_through(value))
    few = isinstance(value, list) and len(value) == least and all(isinstance(v, NUMBERS) for v in value)
    return tuple(value) if few or (isinstance(value, list) and not _is_of_numbers(value)) else value


def _plain_array(value: Any, depth: int) -> Any:
    if value.dtype.char in LONG:
        return value.astype(LONG[value.dtype.char])
    if value.dtype.char != "O" or not isinstance(value, np.ndarray):
        return value
    entries = _bounded(value.ravel().tolist())
    if all(isinstance(entry, NUMBERS) for entry in entries):
        array = _numbers(entries)
        return value if array is None else array.reshape(value.shape)
    of_arrays = value.ndim == 1 and all(isinstance(entry, (*NUMBERS, np.ndarray, list, tuple)) for entry in entries)
    return [plain(entry, depth + 1) for entry in entries] if of_arrays else value


def _is_of_numbers(values: list[Any], depth: int = 1) -> bool:
    """Whether a list holds numbers, or lists of numbers, and nothing else."""
    if not values or depth > MATRIX:
        return False
    return all(isinstance(v, NUMBERS) or (isinstance(v, list) and _is_of_numbers(v, depth + 1)) for v in values)


def _numbers(values: list[Any]) -> np.ndarray | None:
    """The array of these numbers; None where they do not make a regular one of a known dtype."""
    try:
        array = np.asarray(values)
    except ValueError:
        return None
    return array.astype(LONG.get(array.dtype.char, array.dtype)) if array.dtype.kind in "biufc" else None


def _gone_through(value: Any) -> list[Any]:
    return _bounded(list(itertools.islice(value, MAX_ENTRIES + 1)))


def _bounded(values: Any) -> Any:
    if len(values) > MAX_ENTRIES:
        raise TooLarge("too many entries")
    return values
