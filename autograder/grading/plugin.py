"""The pytest plugin that runs hidden suites: its fixtures, points, and the record of calls.

A test may ask for `student`, `reference`, `rng`, and for `rehearsal`: whether less is to be done than for a grade.

A test that fails for the student is run again on the reference with the same inputs: a suite that its own reference
fails is the grader's fault, never the student's.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import time
import types
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.errors import Unsendable
from autograder.grading.bounds import Overrun, bounded
from autograder.grading.familiar import Familiar, Shelf, take_back
from autograder.grading.finishing import finish
from autograder.grading.foretelling import first_telling, shaken, shaken_functions
from autograder.grading.met import Met
from autograder.grading.once import Inquiries
from autograder.grading.pytest_internals import is_plain, parameters_of, renew, run_directly, run_steps
from autograder.grading.record import Budget, Record
from autograder.grading.resumed import AsksOtherwise, Resumed, asks_the_same
from autograder.grading.student import Call, Student
from autograder.grading.suite_result import SuiteResult
from autograder.grading.trusted import TrustedBackend
from autograder.grading.verdict import Verdict, blame_student, is_checks_own, is_lasting, judge, passed
from autograder.grading.ways import Ending
from autograder.sandbox.backend import Backend, Outcome
from autograder.spec import Exercise
from autograder.spec.reference import reference_functions
from course.checks.gradient import asking_alike

__all__ = ["Plugin", "Reference"]

_met = Shelf()


class Reference(TrustedBackend):
    """The reference in the place of a student: its values need no bounds."""


class _Shaken(Reference):
    """The same with answers that are right in other bits."""

    def _run(self, *what: Any) -> Outcome:
        return shaken(super()._run(*what))


class Plugin:
    """The tests of each exercise, and what becomes of them for the student whose turn it is."""

    def __init__(self) -> None:
        self.problem = ""
        self._items: dict[Path, list[pytest.Item]] = {}
        self._plain: set[pytest.Item] = set()
        self._references: dict[Path, dict[str, Any]] = {}
        self._confirmed: dict[tuple[Any, ...], tuple[Verdict, Record]] = {}
        self._of_reference: dict[tuple[Any, ...], Inquiries] = {}
        self._seed, self._rehearsal = -1, False
        self._put: Met | None = None

    def adopt(self, items: Iterable[pytest.Item]) -> None:
        """These are the tests."""
        for item in items:
            self._items.setdefault(item.path, []).append(item)
        self._plain = {item for item in items if is_plain(item, __name__)}

    def begin(self, backend: Backend, seed: int, *, rehearsal: bool = False) -> None:
        """It is the turn of the student behind `backend`."""
        if (seed, rehearsal) != (self._seed, self._rehearsal):
            self._confirmed.clear()
            self._of_reference.clear()
        self._backend, self._seed, self._rehearsal = backend, seed, rehearsal
        self._references.clear()
        _met.tidy()

    @pytest.fixture
    def student(self) -> Any:
        return self._made("student")

    @pytest.fixture
    def reference(self) -> Any:
        return self._made("reference")

    @pytest.fixture
    def rng(self) -> Any:
        return self._made("rng")

    @pytest.fixture
    def rehearsal(self) -> Any:
        return self._made("rehearsal")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.problem = f"a hidden suite cannot be read: {report.longreprtext.strip().splitlines()[-1]}"

    def run(
        self, exercise: Exercise, to_first_failure: bool = False, first: Collection[str] = frozenset()
    ) -> SuiteResult:
        """All tests of an exercise; where `first` names some and these are passed, those alone.

        What a test says in a run again is read by nobody: there no failure is looked at more closely.
        """
        self._result, self._budget = SuiteResult(exercise), Budget()
        self._left_s = exercise.limits.tests_s
        self._inquiries = Inquiries(self._backend, exercise, self._functions(exercise))
        items = self._items.get(exercise.folder / "test_hidden.py", [])
        self._brief = dict[str, pytest.Item]()
        with asking_alike():
            for item, following in _in_turn(items, first):
                if first and not self._result.failed and _criterion(item) not in first:
                    return self._result
                self._run_test(item, None if to_first_failure else following)
                if to_first_failure and self._result.failed:
                    return self._result
        if not first:
            for name, item in self._brief.items():
                self._look_closer(name, item)
        return self._result

    def foresee(self, exercise: Exercise, seed: int) -> None:
        """Run the tests of an exercise on the reference, and remember what they ask a right student."""
        functions = reference_functions(exercise)
        self.begin(Reference(functions), seed)
        self._result, self._budget, self._left_s = SuiteResult(exercise), Budget(), exercise.limits.tests_s
        with asking_alike():
            for item in self._items.get(exercise.folder / "test_hidden.py", []):
                self._foresee_test(item)

    def _foresee_test(self, item: pytest.Item) -> None:
        verdict, calls = self._on_reference(item, None, self._functions(self._result.exercise))
        if verdict.status == "passed" and calls.is_whole:
            familiar = self._familiar_with(item)
            familiar.learn(calls, verdict, calls.nbytes)
            familiar.foresee(functools.partial(self._untelling, item, None))

    def _look_closer(self, name: str, item: pytest.Item) -> None:
        """Ask again what has failed, and more about it: now that nothing which is asked can earn a point any more."""
        started, before = self._spent_s(), self._result.verdicts[name]
        verdict = self._run(item, None, self._backend, self._inquiries, Record(self._budget))
        if before.brief and is_checks_own(verdict):
            self._result.verdicts[name] = verdict
        self._backend.release()
        self._result.seconds += self._spent_s() - started

    def _run_test(self, item: pytest.Item, nextitem: pytest.Item | None) -> None:
        """One test; cases of a parametrised one are one criterion, which fails with its first failing case."""
        result = self._result
        started, calls = self._spent_s(), Record(self._budget, item.name)
        verdict, ending = self._verdict(item, nextitem, calls)
        result.endings.append(ending)
        calls.has_failed = verdict.status != "passed"
        result.calls.insert(0 if calls.has_failed else len(result.calls), calls)
        if not verdict.certain:
            verdict = self._confirm(item, nextitem, verdict, calls)
        self._backend.release()
        result.seconds += self._spent_s() - started
        name = _criterion(item)
        before = result.verdicts.get(name)
        if before is None or before.status == "passed" or verdict.status == "grader_error":
            result.verdicts[name] = verdict
            if verdict.brief:
                self._brief[name] = item

    def _verdict(self, item: pytest.Item, nextitem: pytest.Item | None, calls: Record) -> tuple[Verdict, Ending | None]:
        """What the test says, or has said where it was answered the same."""
        familiar = self._familiar_with(item)
        self._put = met = familiar.meet(self._backend, functools.partial(self._untelling, item, nextitem))
        if met.ending is not None and met.ending.nbytes <= self._budget.left:
            calls.take(met.known_calls, met.ending.nbytes)
            return met.ending.verdict_on(calls), met.ending
        try:
            verdict = self._run(item, nextitem, Resumed(self._backend, met.calls), self._inquiries, calls)
        except AsksOtherwise as otherwise:
            self._put = None
            familiar.wait_at(otherwise.place) if otherwise.place >= met.known else familiar.give_up()
            take_back(self._backend)
            calls.clear()
            verdict = self._run(item, nextitem, self._backend, self._inquiries, calls)
        lasts = calls.is_whole and is_lasting(verdict)
        return verdict, familiar.learn(calls, verdict, calls.nbytes) if lasts else None

    def _familiar_with(self, item: pytest.Item) -> Familiar:
        functions = self._functions(self._result.exercise).values()
        return _met.get((item.name, getattr(item, "obj", item), self._seed, self._rehearsal, *functions))

    def _spent_s(self) -> float:
        """A processor's seconds, here and in the box: how busy the machine is changes nothing."""
        return time.thread_time() + float(getattr(self._backend, "spent_s", 0.0))

    def _functions(self, exercise: Exercise) -> dict[str, Any]:
        if exercise.folder not in self._references:
            self._references[exercise.folder] = reference_functions(exercise)
        return self._references[exercise.folder]

    def _run(
        self, item: pytest.Item, nextitem: pytest.Item | None, backend: Backend, inquiries: Inquiries, calls: Record
    ) -> Verdict:
        exercise = self._result.exercise
        inquire = functools.partial(inquiries.inquire, seed=self._seed, rehearsal=self._rehearsal)
        self._is_shaken = isinstance(backend, _Shaken)
        self._item, self._student = item, Student(backend, exercise, calls, self._functions(exercise), inquire)
        error = (self._steps if isinstance(backend, Reference) else self._bounded_steps)(item, nextitem)
        if error is None:
            return passed(*self._student.remarked)
        if isinstance(error, AsksOtherwise):
            raise error
        verdict = replace(judge(error), case=self._student.asked)
        error.__traceback__ = error.__context__ = error.__cause__ = None  # they hold all that the test has computed
        return verdict

    def _bounded_steps(self, item: pytest.Item, nextitem: pytest.Item | None) -> BaseException | None:
        """On what a student returns."""
        try:
            with self._in_what_is_left():
                return self._steps(item, nextitem)
        except (Overrun, MemoryError) as error:
            return error

    def _steps(self, item: pytest.Item, nextitem: pytest.Item | None) -> BaseException | None:
        if item in self._plain:
            return run_directly(item, self._made)
        renew(item)
        return run_steps(item, nextitem if nextitem not in self._plain else None)

    @contextlib.contextmanager
    def _in_what_is_left(self) -> Iterator[None]:
        """Of the time that all tests of an exercise may take here. Raises Overrun, MemoryError."""
        if self._left_s <= 0:
            raise Overrun
        started = time.thread_time()
        try:
            with bounded(self._left_s):
                yield
        finally:
            self._left_s -= time.thread_time() - started

    def _made(self, name: str) -> Any:
        """The value of an argument of the test at hand."""
        exercise = self._result.exercise
        match name:
            case "student":
                return self._student
            case "reference":
                functions = self._functions(exercise)
                return types.SimpleNamespace(**(shaken_functions(functions) if self._is_shaken else functions))
            case "rehearsal":
                return self._rehearsal
            case "rng":
                test = zlib.crc32(f"{exercise.key}::{self._item.name}".encode())
                return np.random.default_rng([self._seed, test])
        return parameters_of(self._item)[name]

    def _about(self, reference: Mapping[str, Any]) -> Inquiries:
        """What is asked once of the reference, for all students of one seed."""
        key = tuple(reference.values())
        if key not in self._of_reference:
            self._of_reference[key] = Inquiries(Reference(reference), self._result.exercise, reference)
        return self._of_reference[key]

    def _confirm(
        self, item: pytest.Item, nextitem: pytest.Item | None, verdict: Verdict, calls: Sequence[Call]
    ) -> Verdict:
        """The same test on the reference: when that fails as well, the test is wrong and not the student.

        With one seed that is the same for every student, and done once. What the test would have asked after a right
        answer is then asked all the same: nobody can tell by what comes next whether the last answer was right.
        """
        functions = self._functions(self._result.exercise)
        again, whole = self._on_reference(item, nextitem, functions)
        if again.status != "passed":
            failed_too = f"the reference fails this test too (seed {self._seed}): {again.message}"
            return verdict if verdict.status == "grader_error" else Verdict("grader_error", failed_too)
        if whole.is_whole and (self._put is None or len(self._put) < len(whole)):
            put = self._put.calls if self._put and len(self._put) > len(calls) else calls
            with contextlib.suppress(Overrun, MemoryError, Unsendable), self._in_what_is_left():
                finish(self._backend, put, whole)
        return blame_student(verdict)

    def _on_reference(
        self, item: pytest.Item, nextitem: pytest.Item | None, functions: Mapping[str, Any]
    ) -> tuple[Verdict, Record]:
        key = (item, *functions.values())
        if key not in self._confirmed:
            own = Record(Budget())
            of_reference = self._run(item, nextitem, Reference(functions), self._about(functions), own)
            self._confirmed[key] = of_reference, own
        return self._confirmed[key]

    def _untelling(self, item: pytest.Item, nextitem: pytest.Item | None) -> list[Call]:
        """What the test asks whatever it was answered, up to a question that gives an earlier answer away."""
        functions = self._functions(self._result.exercise)
        _, calls = self._on_reference(item, nextitem, functions)
        again = Record(Budget())
        self._run(item, nextitem, _Shaken(functions), self._about(functions), again)
        asked = zip(calls, again, strict=False) if calls.is_whole and again.is_whole else ()
        same = [ours for ours, _ in itertools.takewhile(lambda pair: asks_the_same(*pair), asked)]
        return same[: first_telling(same)]


def _in_turn(items: Sequence[pytest.Item], first: Collection[str]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    """Each test with the one behind it."""
    ordered = sorted(items, key=lambda item: _criterion(item) not in first)
    return zip(ordered, [*ordered[1:], None], strict=True)


def _criterion(item: pytest.Item) -> str:
    """What a test decides about; cases of a parametrised one have it in common."""
    return item.originalname if isinstance(item, pytest.Function) else item.name
