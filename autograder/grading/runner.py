"""One hidden test after the other: with the values of its arguments, within its bounds, to its verdict."""

from __future__ import annotations

import contextlib
import functools
import time
import types
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.grading.bounds import Overrun, bounded
from autograder.grading.foretelling import shaken, shaken_functions
from autograder.grading.once import Inquiries
from autograder.grading.pytest_internals import parameters_of, renew, run_directly, run_steps
from autograder.grading.record import Record
from autograder.grading.resumed import AsksOtherwise
from autograder.grading.student import Student
from autograder.grading.trusted import TrustedBackend
from autograder.grading.verdict import Verdict, judge, passed
from autograder.sandbox.backend import Backend, Outcome
from autograder.spec import Exercise
from autograder.spec.reference import reference_functions

__all__ = ["Reference", "Runner", "Shaken"]


class Reference(TrustedBackend):
    """The reference in the place of a student: its values need no bounds."""


class Shaken(Reference):
    """The same with answers that are right in other bits."""

    def _run(self, *what: Any) -> Outcome:
        return shaken(super()._run(*what))


class Runner:
    """Runs the tests of an exercise against whatever answers for it.

    `plain`: the tests that need no more of pytest than to be called. `exercise`, `seed`, `rehearsal`: what they are
    about.
    """

    def __init__(self) -> None:
        self.plain: set[pytest.Item] = set()
        self.seed, self.rehearsal = -1, False
        self._references: dict[Path, dict[str, Any]] = {}

    def begin(self, seed: int, *, rehearsal: bool) -> None:
        """From here on tests meet the inputs of this seed, and the reference as it is now."""
        self.seed, self.rehearsal = seed, rehearsal
        self._references.clear()

    def begin_exercise(self, exercise: Exercise) -> None:
        """From here on it is about this one, whose tests have all of their time."""
        self.exercise, self._left_s = exercise, exercise.limits.tests_s

    @property
    def functions(self) -> dict[str, Any]:
        """The reference's for this exercise."""
        folder = self.exercise.folder
        if folder not in self._references:
            self._references[folder] = reference_functions(self.exercise)
        return self._references[folder]

    def run(
        self, item: pytest.Item, nextitem: pytest.Item | None, backend: Backend, inquiries: Inquiries, calls: Record
    ) -> Verdict:
        """What the test says. Raises AsksOtherwise.

        Args:
            inquiries: what is asked once. calls: what is exchanged is added to it.
        """
        inquire = functools.partial(inquiries.inquire, seed=self.seed, rehearsal=self.rehearsal)
        self._is_shaken = isinstance(backend, Shaken)
        self._item, self._student = item, Student(backend, self.exercise, calls, self.functions, inquire)
        error = (self._steps if isinstance(backend, Reference) else self._bounded_steps)(item, nextitem)
        if error is None:
            return passed(*self._student.remarked)
        if isinstance(error, AsksOtherwise):
            raise error
        verdict = replace(judge(error), case=self._student.asked)
        error.__traceback__ = error.__context__ = error.__cause__ = None  # they hold all that the test has computed
        return verdict

    def made(self, name: str) -> Any:
        """The value of an argument of the test at hand."""
        match name:
            case "student":
                return self._student
            case "reference":
                functions = self.functions
                return types.SimpleNamespace(**(shaken_functions(functions) if self._is_shaken else functions))
            case "rehearsal":
                return self.rehearsal
            case "rng":
                test = zlib.crc32(f"{self.exercise.key}::{self._item.name}".encode())
                return np.random.default_rng([self.seed, test])
        return parameters_of(self._item)[name]

    @contextlib.contextmanager
    def in_what_is_left(self) -> Iterator[None]:
        """Of the time that all tests of an exercise may take here. Raises Overrun, MemoryError."""
        if self._left_s <= 0:
            raise Overrun
        started = time.thread_time()
        try:
            with bounded(self._left_s):
                yield
        finally:
            self._left_s -= time.thread_time() - started

    def _bounded_steps(self, item: pytest.Item, nextitem: pytest.Item | None) -> BaseException | None:
        """On what a student returns."""
        try:
            with self.in_what_is_left():
                return self._steps(item, nextitem)
        except (Overrun, MemoryError) as error:
            return error

    def _steps(self, item: pytest.Item, nextitem: pytest.Item | None) -> BaseException | None:
        if item in self.plain:
            return run_directly(item, self.made)
        renew(item)
        return run_steps(item, nextitem if nextitem not in self.plain else None)
