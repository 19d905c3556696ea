"""What right functions have answered to the students of a class: who asks the same is told the same.

A question is compared by all that its answer depends on, to the last bit: the function and the sources around it, the
arguments, the states of Generators. A value that has stayed in the second box is known by the question that made it.
"""

from __future__ import annotations

import functools
import hashlib
import pickle
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.grading.bounds import size_of
from autograder.grading.leaves import map_leaves
from autograder.sandbox.backend import StudentFault

__all__ = ["ANSWERED", "Kept", "LentAnswer", "LentCall", "NotComparable", "Twin"]

KEPT_MB, LARGEST_MB = 8, 1
OVERHEAD = 1_000  # bytes, about
PLAIN = (bool, int, float, complex, str, type(None), np.generic)


class NotComparable(Exception):
    """Something among the arguments that has no bits, such as a function of the student's."""


@dataclass(frozen=True, slots=True)
class Twin:
    """Stands for a Generator of the student's: by its place among the states."""

    place: int


@dataclass(frozen=True, slots=True)
class _Made:
    """Stands for what a question has made."""

    digest: bytes
    place: int


@dataclass(frozen=True, eq=False)
class LentCall:
    """A call of a function that is lent.

    Args:
        keep: the places of what it returns that stay in the second box.
        arguments, keywords: plain values, Twin and Kept.
        states: of the Generators among the arguments.
        sources: a digest of all that is in the second box.
    """

    name: str
    keep: frozenset[int]
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    states: tuple[Any, ...]
    sources: bytes

    @functools.cached_property
    def digest(self) -> bytes:
        """Raises NotComparable."""
        told = map_leaves(_comparable, (self.arguments, self.keywords, self.states))
        whole = self.name, sorted(self.keep), told, self.sources
        return hashlib.blake2b(pickle.dumps(whole, 5), digest_size=20).digest()


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """A value that stays in the second box: what a question has made, counted as it came."""

    question: LentCall
    place: int


@dataclass(frozen=True, slots=True, eq=False)
class LentAnswer:
    """What came: a value of plain values and Kept with the states of the Generators afterwards, or a fault."""

    value: Any
    states: tuple[Any, ...]
    error: StudentFault | None

    @property
    def lasts(self) -> bool:
        """Whether it would be the same at another time."""
        return self.error is None or self.error.kind == "exception"


def _comparable(leaf: Any) -> Any:
    if isinstance(leaf, Kept):
        return _Made(leaf.question.digest, leaf.place)
    if isinstance(leaf, (Twin, *PLAIN)) or (isinstance(leaf, np.ndarray) and leaf.dtype.kind in "biufc"):
        return leaf
    raise NotComparable


class _Answered:
    """The answers that were asked for last, as many as there is room for."""

    def __init__(self) -> None:
        self._known = OrderedDict[bytes, tuple[LentAnswer, int]]()
        self._nbytes = 0

    def get(self, question: LentCall) -> LentAnswer | None:
        """Raises NotComparable."""
        found = self._known.get(question.digest)
        if found is None:
            return None
        self._known.move_to_end(question.digest)
        return found[0]

    def put(self, question: LentCall, answer: LentAnswer) -> None:
        """Keep an answer, unless it is large or of the moment."""
        size = OVERHEAD + size_of((question.arguments, question.keywords, question.states, answer.value, answer.states))
        if not answer.lasts or size > LARGEST_MB << 20 or question.digest in self._known:
            return
        self._known[question.digest] = answer, size
        self._nbytes += size
        while self._nbytes > KEPT_MB << 20:
            self._nbytes -= self._known.popitem(last=False)[1][1]


ANSWERED = _Answered()
