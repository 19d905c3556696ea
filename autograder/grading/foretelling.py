"""How far a test's questions may run ahead of the answers: as far as none tells what an earlier answer should be.

What waits for a student's process can be read there before anything is answered. A question that is made of an earlier
answer, or shows what is right for an earlier question, would give it away: it waits until that one is answered.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.grading.calls import Call
from autograder.grading.derived import Leaf
from autograder.grading.leaves import map_leaves
from autograder.sandbox.backend import Outcome

__all__ = ["first_telling", "shaken", "shaken_functions"]

ULPS = 8  # at least; as much as survives a sum or a product, and no check minds
CLOSE = 1e-6
LITERAL = re.compile(r"(?<![\w.])\d+\.\d*(?:e[+-]?\d+)?")


def shaken(outcome: Outcome) -> Outcome:
    """An answer that is as right as before, in other bits: questions that are made of it change with it."""
    return replace(outcome, value=map_leaves(_shake, outcome.value))


def shaken_functions(functions: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """The same for functions that a test computes with itself."""
    return {name: _shaking(function) for name, function in functions.items()}


def first_telling(calls: Sequence[Call]) -> int:
    """The place of the first question that tells the answer to an earlier one; how many there are where none does.

    That is a question that holds it, or something that is made of it; and whatever comes behind a step of an iterator,
    since it tells whether that was to be the last.

    Args:
        calls: of a test whose answers are right.
    """
    asked, answers = list[_Number](), list[_Number]()
    for place, call in enumerate(calls):
        numbers = [_Number(each, asked) for each in _numbers(_told_by(call))]
        if any(number.tells(answers) for number in numbers):
            return place
        asked += [number for number in numbers if not number.is_among(asked)]
        answers += [_Number(each, asked) for each in _numbers(call.outcome.value)]
        if call.operation == "next":
            return place + 1
    return len(calls)


class _Number:
    """An array or a number of a question or an answer, and what was asked before it."""

    def __init__(self, array: np.ndarray, asked: Sequence[_Number]) -> None:
        self._flat = array.ravel()
        self._first = np.complex128(self._flat[0] if array.size else 0.0)
        self._leaf: Leaf = Leaf(array, [each._leaf for each in asked])
        self._is_known = self.is_among(asked)

    def tells(self, answers: Sequence[_Number]) -> bool:
        """Whether it is one of the answers, or is made of one and not only of what was asked."""
        news = [each for each in answers if not each._is_known]
        return self.is_among(news) or (not self._is_known and any(self._leaf.is_of(each._leaf) for each in news))

    def is_among(self, others: Sequence[_Number]) -> bool:
        with np.errstate(all="ignore"):
            return any(
                self._flat.size == other._flat.size
                and not abs(self._first - other._first) > CLOSE * abs(other._first)  # most are told apart by that
                and np.allclose(self._flat, other._flat, rtol=CLOSE, atol=0, equal_nan=True)
                for other in others
            )


def _shaking(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def shaking(*arguments: Any, **keywords: Any) -> Any:
        return map_leaves(_shake, function(*arguments, **keywords))

    return shaking


def _shake(leaf: Any) -> Any:
    if isinstance(leaf, (np.ndarray, np.generic)) and leaf.dtype.kind in "fc":
        with np.errstate(all="ignore"):
            return np.multiply(leaf, 1 + _ulps(leaf) * np.finfo(leaf.dtype).eps, dtype=leaf.dtype)
    if isinstance(leaf, (float, complex)):
        return leaf * (1 + float(_ulps(leaf)) * float(np.finfo(float).eps))
    return leaf


def _ulps(leaf: Any) -> Any:
    """Not the same for all, so that a ratio changes too; for equal numbers the same."""
    return ULPS + np.nan_to_num(np.floor(abs(leaf) * 997 % ULPS))


def _told_by(call: Call) -> Any:
    """What a question says in numbers, those in the text of a helper too."""
    if call.operation != "define":
        return call.arguments, call.keywords
    return np.array([float(literal) for literal in LITERAL.findall(call.arguments[0])])


def _numbers(value: Any) -> Iterator[np.ndarray]:
    """Arrays and numbers that say something: by one small whole number nothing is given away."""
    leaves = list[Any]()
    map_leaves(leaves.append, value)
    for leaf in leaves:
        if isinstance(leaf, (int, float, complex, np.ndarray, np.generic)) and not isinstance(leaf, bool):
            array = np.asarray(leaf)
            if array.dtype.kind in "biufc" and (array.size > 1 or _is_odd(array)):
                yield array


def _is_odd(array: np.ndarray) -> bool:
    return bool(array.size and not (abs(array) < 100 and array == np.round(array)).all())
