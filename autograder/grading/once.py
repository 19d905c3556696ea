"""What a suite finds out once about a student for all its tests: what takes too long to be done for each of them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.grading.calls import Call
from autograder.grading.record import Budget, Record
from autograder.grading.student import Ask, Student, StudentError
from autograder.sandbox.backend import Backend, Outcome, StudentFault
from autograder.spec import Exercise

__all__ = ["Inquiries", "Inquiry"]


@dataclass(frozen=True, slots=True, eq=False)
class Inquiry:
    """Something to be found out about whatever answers for an exercise.

    Args:
        ask: ask(student, rng, rehearsal) -> plain values.
        reference: has the names of the arguments.
        rehearsal: whether less is to be done than for a grade.
    """

    ask: Ask
    exercise: Exercise
    reference: Mapping[str, Callable[..., Any]]
    seed: int
    rehearsal: bool

    @property
    def identity(self) -> tuple[str, str, int, int]:
        """The same for inquiries that a known-wrong variant answers alike."""
        return self.exercise.key, self.ask.__name__, id(self.ask), self.seed

    def rehearsed(self, backend: Backend) -> Outcome:
        """The answer of a known-wrong variant."""
        return replace(self, rehearsal=True).put(backend)[0]

    def put(self, backend: Backend) -> tuple[Outcome, Exception | None]:
        """The answer, and what was in its way where there is none: the student's code, or what that returned."""
        student = Student(backend, self.exercise, Record(Budget()), self.reference)
        name = zlib.crc32(f"{self.exercise.key}::{self.ask.__name__}".encode())
        try:
            found = self.ask(student, np.random.default_rng([self.seed, name]), self.rehearsal)
        except Exception as error:
            return Outcome(None, _fault(error), (), 0.0), error
        return Outcome(found, None, tuple(dict.fromkeys(student.changed_arguments)), 0.0), None


def _fault(error: Exception) -> StudentFault:
    if isinstance(error, StudentError):
        return error.fault
    return StudentFault(type(error).__name__, None, None, "", "exception")


class Inquiries:
    """The questions of one suite, and what was answered."""

    def __init__(self, backend: Backend, exercise: Exercise, reference: Mapping[str, Callable[..., Any]]) -> None:
        self._backend, self._exercise, self._reference = backend, exercise, reference
        self._known: dict[Ask, tuple[Call, Exception | None]] = {}

    def inquire(self, ask: Ask, seed: int, *, rehearsal: bool) -> tuple[Call, Exception | None]:
        """The exchange as it is recorded, and what stopped it."""
        if ask not in self._known:
            inquiry = Inquiry(ask, self._exercise, self._reference, seed, rehearsal)
            outcome, error = inquiry.put(self._backend)
            self._known[ask] = Call("once", ask.__name__, (inquiry,), {}, frozenset(), outcome), error
        return self._known[ask]
