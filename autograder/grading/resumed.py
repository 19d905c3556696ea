"""A test that is run when its first questions have been answered already."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.grading.calls import Call
from autograder.sandbox.backend import Backend, Outcome, Ref

__all__ = ["AsksOtherwise", "Resumed", "asks_the_same"]


class AsksOtherwise(BaseException):
    """A test does not put a question that was answered for it.

    Args:
        place: of the question, counted from 0.
    """

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


class Resumed:
    """A Backend whose first answers have been given already."""

    def __init__(self, backend: Backend, given: Sequence[Call]) -> None:
        self._backend, self._given, self._place = backend, deque(given), -1

    def reach(self, exercise: str, lent: Mapping[str, Callable[..., Any]] | None = None) -> bool:
        return self._backend.reach(exercise, lent)

    def names(self) -> frozenset[str]:
        return self._backend.names()

    def call(
        self, target: str | Ref, args: tuple[Any, ...], kwargs: dict[str, Any], keep: frozenset[int] | None = None
    ) -> Outcome:
        given = self._next("call", target, args, kwargs)
        return given or self._backend.call(target, args, kwargs, keep)

    def getattr(self, ref: Ref, name: str) -> Outcome:
        return self._next("getattr", ref, (name,), {}) or self._backend.getattr(ref, name)

    def next(self, ref: Ref) -> Outcome:
        return self._next("next", ref, (), {}) or self._backend.next(ref)

    def rng(self, seed: int) -> Ref:
        given = self._next("rng", "", (seed,), {})
        return given.value if given else self._backend.rng(seed)

    def define(self, source: str) -> Ref:
        given = self._next("define", "", (source,), {})
        return given.value if given else self._backend.define(source)

    def release(self) -> None:
        self._backend.release()

    def _next(self, operation: str, target: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Outcome | None:
        """Raises AsksOtherwise where it was another question that was answered."""
        if not self._given:
            return None
        call, self._place = self._given.popleft(), self._place + 1
        if (operation, target) != (call.operation, call.target) or not _is_same(
            (args, kwargs), (call.arguments, call.keywords)
        ):
            raise AsksOtherwise(self._place)
        return call.outcome


def asks_the_same(a: Call, b: Call) -> bool:
    """Whether two tests put the same question, to the last bit."""
    return a.operation == b.operation and _is_same(
        (a.target, a.arguments, a.keywords), (b.target, b.arguments, b.keywords)
    )


def _is_same(a: Any, b: Any) -> bool:
    """Whether two values are the same to the last bit."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(_is_same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(_is_same(a[key], b[key]) for key in a)
    return a == b if isinstance(a, (str, Ref)) else repr(a) == repr(b)
