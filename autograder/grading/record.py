"""The record of what was exchanged with a student's code: as long as memory lasts that is set aside for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from autograder.grading.bounds import RECORD_MB, size_of
from autograder.grading.student import Call

__all__ = ["Budget", "Record"]


class Budget:
    """Bytes for the records of one suite."""

    def __init__(self, megabytes: int = RECORD_MB) -> None:
        self.left = megabytes << 20


class Record(Sequence[Call]):
    """The calls of one test. What takes more than its budget is let go of whole: a part explains nothing.

    `is_whole`: whether that has not happened.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget, self._calls = budget, list[Call]()
        self.is_whole = True

    def append(self, call: Call) -> None:
        if not self.is_whole:
            return
        self._budget.left -= size_of((call.arguments, call.keywords, call.outcome.value))
        self._calls.append(call)
        if self._budget.left < 0:
            self._calls.clear()
            self.is_whole = False

    @overload
    def __getitem__(self, place: int) -> Call: ...
    @overload
    def __getitem__(self, place: slice) -> list[Call]: ...
    def __getitem__(self, place: int | slice) -> Call | list[Call]:
        return self._calls[place]

    def __len__(self) -> int:
        return len(self._calls)

    def __iter__(self) -> Iterator[Call]:
        return iter(self._calls)
