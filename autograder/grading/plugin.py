"""The pytest plugin that runs hidden suites: the fixtures of their tests, and a verdict for each of these.

A test may ask for `student`, `reference`, `rng`, and for `rehearsal`: whether less is to be done than for a grade.

A test that fails for the student is run again on the reference with the same inputs: a suite that its own reference
fails is the grader's fault, never the student's.
"""

from __future__ import annotations

import contextlib
import functools
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import Unsendable
from autograder.grading.bounds import Overrun
from autograder.grading.calls import Call
from autograder.grading.familiar import Familiar, Shelf, take_back
from autograder.grading.finishing import finish
from autograder.grading.met import Met
from autograder.grading.on_reference import OnReference
from autograder.grading.once import Inquiries
from autograder.grading.pytest_internals import is_plain
from autograder.grading.record import Budget, Record
from autograder.grading.resumed import AsksOtherwise, Resumed
from autograder.grading.runner import Reference, Runner
from autograder.grading.suite_result import SuiteResult
from autograder.grading.verdict import Verdict, blame_student, is_checks_own, is_lasting
from autograder.grading.ways import Ending
from autograder.sandbox.backend import Backend
from autograder.spec import Exercise
from autograder.spec.reference import reference_functions
from course.checks.gradient import asking_alike

__all__ = ["Plugin"]

_met = Shelf()


class Plugin:
    """The tests of each exercise, and what becomes of them for the student whose turn it is."""

    def __init__(self) -> None:
        self.problem = ""
        self._items: dict[Path, list[pytest.Item]] = {}
        self._runner = Runner()
        self._on_reference = OnReference(self._runner)
        self._put: Met | None = None

    def adopt(self, items: Iterable[pytest.Item]) -> None:
        """These are the tests."""
        for item in items:
            self._items.setdefault(item.path, []).append(item)
        self._runner.plain = {item for item in items if is_plain(item, __name__)}

    def begin(self, backend: Backend, seed: int, *, rehearsal: bool = False) -> None:
        """It is the turn of the student behind `backend`."""
        if (seed, rehearsal) != (self._runner.seed, self._runner.rehearsal):
            self._on_reference.forget()
        self._backend = backend
        self._runner.begin(seed, rehearsal=rehearsal)
        _met.tidy()

    @pytest.fixture
    def student(self) -> Any:
        return self._runner.made("student")

    @pytest.fixture
    def reference(self) -> Any:
        return self._runner.made("reference")

    @pytest.fixture
    def rng(self) -> Any:
        return self._runner.made("rng")

    @pytest.fixture
    def rehearsal(self) -> Any:
        return self._runner.made("rehearsal")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.problem = f"a hidden suite cannot be read: {report.longreprtext.strip().splitlines()[-1]}"

    def run(
        self, exercise: Exercise, to_first_failure: bool = False, first: Collection[str] = frozenset()
    ) -> SuiteResult:
        """All tests of an exercise; where `first` names some and these are passed, those alone.

        What a test says in a run again is read by nobody: there no failure is looked at more closely.
        """
        items = self._begin_exercise(exercise)
        self._inquiries = Inquiries(self._backend, exercise, self._runner.functions)
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
        self.begin(Reference(reference_functions(exercise)), seed)
        items = self._begin_exercise(exercise)
        with asking_alike():
            for item in items:
                self._foresee_test(item)

    def _begin_exercise(self, exercise: Exercise) -> list[pytest.Item]:
        """Its tests."""
        self._result, self._budget = SuiteResult(exercise), Budget()
        self._runner.begin_exercise(exercise)
        return self._items.get(exercise.folder / "test_hidden.py", [])

    def _foresee_test(self, item: pytest.Item) -> None:
        verdict, calls = self._on_reference.run(item, None)
        if verdict.status == "passed" and calls.is_whole:
            familiar = self._familiar_with(item)
            familiar.learn(calls, verdict, calls.nbytes)
            familiar.foresee(functools.partial(self._on_reference.untelling, item, None))

    def _look_closer(self, name: str, item: pytest.Item) -> None:
        """Ask again what has failed, and more about it: now that nothing which is asked can earn a point any more."""
        started, before = self._spent_s(), self._result.verdicts[name]
        verdict = self._runner.run(item, None, self._backend, self._inquiries, Record(self._budget))
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
        untelling = functools.partial(self._on_reference.untelling, item, nextitem)
        self._put = met = familiar.meet(self._backend, untelling)
        if met.ending is not None and met.ending.nbytes <= self._budget.left:
            calls.take(met.known_calls, met.ending.nbytes)
            return met.ending.verdict_on(calls), met.ending
        try:
            verdict = self._runner.run(item, nextitem, Resumed(self._backend, met.calls), self._inquiries, calls)
        except AsksOtherwise as otherwise:
            self._put = None
            familiar.wait_at(otherwise.place) if otherwise.place >= met.known else familiar.give_up()
            take_back(self._backend)
            calls.clear()
            verdict = self._runner.run(item, nextitem, self._backend, self._inquiries, calls)
        lasts = calls.is_whole and is_lasting(verdict)
        return verdict, familiar.learn(calls, verdict, calls.nbytes) if lasts else None

    def _familiar_with(self, item: pytest.Item) -> Familiar:
        runner = self._runner
        known_by = item.name, getattr(item, "obj", item), runner.seed, runner.rehearsal, *runner.functions.values()
        return _met.get(known_by)

    def _spent_s(self) -> float:
        """A processor's seconds, here and in the box: how busy the machine is changes nothing."""
        return time.thread_time() + float(getattr(self._backend, "spent_s", 0.0))

    def _confirm(
        self, item: pytest.Item, nextitem: pytest.Item | None, verdict: Verdict, calls: Sequence[Call]
    ) -> Verdict:
        """The same test on the reference: when that fails as well, the test is wrong and not the student.

        What the test would have asked after a right answer is then asked all the same: nobody can tell by what comes
        next whether the last answer was right.
        """
        again, whole = self._on_reference.run(item, nextitem)
        if again.status != "passed":
            failed_too = f"the reference fails this test too (seed {self._runner.seed}): {again.message}"
            return verdict if verdict.status == "grader_error" else Verdict("grader_error", failed_too)
        if whole.is_whole and (self._put is None or len(self._put) < len(whole)):
            put = self._put.calls if self._put and len(self._put) > len(calls) else calls
            with contextlib.suppress(Overrun, MemoryError, Unsendable), self._runner.in_what_is_left():
                finish(self._backend, put, whole)
        return blame_student(verdict)


def _in_turn(items: Sequence[pytest.Item], first: Collection[str]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    """Each test with the one behind it."""
    ordered = sorted(items, key=lambda item: _criterion(item) not in first)
    return zip(ordered, [*ordered[1:], None], strict=True)


def _criterion(item: pytest.Item) -> str:
    """What a test decides about; cases of a parametrised one have it in common."""
    return item.originalname if isinstance(item, pytest.Function) else item.name
