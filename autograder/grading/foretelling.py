"""How far a test's questions may run ahead of the answers: as far as none tells what an earlier answer should be.

What waits for a student's process can be read there before anything is answered. A question that is made of an earlier
answer, or shows what is right for an earlier question, would give it away: it waits until that one is answered.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.grading.student import Call, map_leaves
from autograder.sandbox.backend import Outcome

__all__ = ["first_telling", "shaken", "shaken_functions"]

ULPS = 8  # as much as survives a sum or a product, and no check minds
CLOSE = 1e-6


def shaken(outcome: Outcome) -> Outcome:
    """An answer that is as right as before, in other bits: questions that are made of it change with it."""
    return replace(outcome, value=map_leaves(_shake, outcome.value))


def shaken_functions(functions: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """The same for functions that a test computes with itself."""
    return {name: _shaking(function) for name, function in functions.items()}


def first_telling(calls: Sequence[Call]) -> int:
    """The place of the first question that holds the answer to an earlier one; how many there are where none does.

    Args:
        calls: of a test whose answers are right.
    """
    asked, answers = list[np.ndarray](), list[np.ndarray]()
    for place, call in enumerate(calls):
        numbers = list(_numbers((call.arguments, call.keywords)))
        if any(_is_among(each, answers) for each in numbers):
            return place
        asked += numbers
        answers += [each for each in _numbers(call.outcome.value) if not _is_among(each, asked)]
    return len(calls)


def _shaking(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def shaking(*arguments: Any, **keywords: Any) -> Any:
        return map_leaves(_shake, function(*arguments, **keywords))

    return shaking


def _shake(leaf: Any) -> Any:
    if isinstance(leaf, (np.ndarray, np.generic)) and leaf.dtype.kind in "fc":
        with np.errstate(all="ignore"):
            return np.multiply(leaf, 1 + ULPS * np.finfo(leaf.dtype).eps, dtype=leaf.dtype)
    return leaf * (1 + ULPS * float(np.finfo(float).eps)) if isinstance(leaf, (float, complex)) else leaf


def _numbers(value: Any) -> Iterator[np.ndarray]:
    """Arrays and numbers that say something: by one small whole number nothing is given away."""
    leaves = list[Any]()
    map_leaves(leaves.append, value)
    for leaf in leaves:
        if isinstance(leaf, (int, float, complex, np.ndarray, np.generic)) and not isinstance(leaf, bool):
            array = np.asarray(leaf)
            if array.dtype.kind in "iufc" and (array.size > 1 or _is_odd(array)):
                yield array.ravel()


def _is_odd(array: np.ndarray) -> bool:
    return bool(array.size and not (abs(array) < 100 and array == np.round(array)).all())


def _is_among(array: np.ndarray, others: Sequence[np.ndarray]) -> bool:
    with np.errstate(all="ignore"):
        return any(
            array.size == other.size and np.allclose(array, other, rtol=CLOSE, atol=0, equal_nan=True)
            for other in others
        )
