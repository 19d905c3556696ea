"""The record of what was exchanged with a student's code: as long as memory lasts that is set aside for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import overload

from autograder.grading.bounds import RECORD_MB, size_of
from autograder.grading.calls import Call
from autograder.grading.leaves import handles_alone

__all__ = ["Budget", "Record"]


class Budget:
    """Bytes for the records of one suite."""

    def __init__(self, megabytes: int = RECORD_MB) -> None:
        self.left = megabytes << 20


class Record(Sequence[Call]):
    """The calls of one test. Beyond the budget only an outline is left: what was asked, and which handles came.

    `is_whole`: whether that has not happened; an outline explains nothing. `nbytes`: taken of the budget. `test` and
    `has_failed`: whose calls these are, and what became of it.
    """

    def __init__(self, budget: Budget, test: str = "") -> None:
        self._budget, self._calls = budget, list[Call]()
        self._taken: Callable[[], list[Call]] | None = None
        self.is_whole, self.nbytes, self.test, self.has_failed = True, 0, test, False

    def append(self, call: Call) -> None:
        size = size_of((call.arguments, call.keywords, call.outcome.value)) if self.is_whole else 0
        self.nbytes += size
        self._budget.left -= size
        self._calls.append(call if self.is_whole else _outline(call))
        if self.is_whole and self._budget.left < 0:
            self._calls = [_outline(each) for each in self._calls]
            self.is_whole = False

    def take(self, calls: Callable[[], list[Call]], nbytes: int) -> None:
        """All calls at once, whose size is known and within the budget; what they are is asked when it is wanted."""
        self._taken, self.nbytes = calls, nbytes
        self._budget.left -= nbytes

    def clear(self) -> None:
        """Begin anew; what was taken of the budget is given back."""
        self._budget.left += self.nbytes
        self._calls, self._taken, self.is_whole, self.nbytes = [], None, True, 0

    def _all(self) -> list[Call]:
        if self._taken is not None:
            self._calls, self._taken = self._taken(), None
        return self._calls

    @overload
    def __getitem__(self, place: int) -> Call: ...
    @overload
    def __getitem__(self, place: slice) -> list[Call]: ...
    def __getitem__(self, place: int | slice) -> Call | list[Call]:
        return self._all()[place]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Call]:
        return iter(self._all())


def _outline(call: Call) -> Call:
    outcome = replace(call.outcome, value=handles_alone(call.outcome.value))
    return replace(call, arguments=(), keywords={}, outcome=outcome)
