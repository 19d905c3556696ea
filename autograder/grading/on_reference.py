"""What the hidden tests make of the reference: with one seed the same for every student, and found once."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import pytest

from autograder.grading.calls import Call
from autograder.grading.foretelling import first_telling
from autograder.grading.once import Inquiries
from autograder.grading.record import Budget, Record
from autograder.grading.resumed import asks_the_same
from autograder.grading.runner import Reference, Runner, Shaken
from autograder.grading.verdict import Verdict

__all__ = ["OnReference"]


class OnReference:
    """The reference in the place of the student for whom `runner` runs the tests."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._found: dict[tuple[Any, ...], tuple[Verdict, Record]] = {}
        self._inquiries: dict[tuple[Any, ...], Inquiries] = {}

    def forget(self) -> None:
        """What follows is of another seed."""
        self._found.clear()
        self._inquiries.clear()

    def run(self, item: pytest.Item, nextitem: pytest.Item | None) -> tuple[Verdict, Record]:
        """What the test says, and what it has asked."""
        functions = self._runner.functions
        key = (item, *functions.values())
        if key not in self._found:
            calls = Record(Budget())
            verdict = self._runner.run(item, nextitem, Reference(functions), self._about(functions), calls)
            self._found[key] = verdict, calls
        return self._found[key]

    def untelling(self, item: pytest.Item, nextitem: pytest.Item | None) -> list[Call]:
        """What the test asks whatever it was answered, up to a question that gives an earlier answer away."""
        functions = self._runner.functions
        _, calls = self.run(item, nextitem)
        again = Record(Budget())
        self._runner.run(item, nextitem, Shaken(functions), self._about(functions), again)
        asked = zip(calls, again, strict=False) if calls.is_whole and again.is_whole else ()
        same = [ours for ours, _ in itertools.takewhile(lambda pair: asks_the_same(*pair), asked)]
        return same[: first_telling(same)]

    def _about(self, functions: Mapping[str, Any]) -> Inquiries:
        """What is asked of it once."""
        key = tuple(functions.values())
        if key not in self._inquiries:
            self._inquiries[key] = Inquiries(Reference(functions), self._runner.exercise, functions)
        return self._inquiries[key]
