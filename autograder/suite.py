"""The pytest plugin that runs hidden suites: fixtures `student`, `reference` and `rng`, points, the record of calls.

Suites are collected once and run inside the calling process for each student; student code runs behind a Backend.
A test that fails for the student is run again on the reference with the same inputs: a suite that its own reference
fails is the grader's fault, never the student's.
"""

from __future__ import annotations

import functools
import os
import sys
import time
import types
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
from _pytest.config import _prepareconfig
from _pytest.runner import runtestprotocol

from autograder.local import Local
from autograder.reference import reference_functions
from autograder.report import Criterion, GraderError
from autograder.sandbox.backend import Backend
from autograder.spec import Exercise
from autograder.student import Call, Student
from autograder.verdict import Verdict, judge

__all__ = ["SuiteResult", "run_suites"]

UNUSED = (
    *("cacheprovider", "capture", "debugging", "doctest", "faulthandler", "junitxml", "logging", "pastebin"),
    *("setuponly", "setupplan", "stepwise", "terminal", "threadexception", "unittest", "unraisableexception"),
    "warnings",
)
# The root is the file system's: a module is kept by its path below it, and two exercises never share one.
OPTIONS = ["-c", os.devnull, f"--rootdir={os.sep}", "--import-mode=importlib", "--assert=plain"]
OPTIONS += ["--disable-plugin-autoload"]
OPTIONS += [f"-pno:{name}" for name in UNUSED]

_seen: dict[Path, int] = {}


@dataclass(slots=True)
class SuiteResult:
    """What one exercise's hidden suite found: a verdict for each test, and every exchange with the student's code."""

    exercise: Exercise
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    seconds: float = 0.0

    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(self._criterion(name, points) for name, points in self.exercise.points.items())

    def _criterion(self, name: str, points: float) -> Criterion:
        verdict = self.verdicts.get(name) or Verdict("grader_error", f"{name} did not run")
        earned = points if verdict.status == "passed" else 0.0
        title = self.exercise.titles[name]
        return Criterion(name, title, verdict.status, earned, points, verdict.message, verdict.picture)


def run_suites(exercises: Sequence[Exercise], backend: Backend, seed: int) -> list[SuiteResult]:
    """Run every exercise's hidden suite against `backend`. Raises GraderError when a suite cannot be read."""
    plugin, items = _collected(tuple(_version(exercise.folder / "test_hidden.py") for exercise in exercises))
    plugin.begin(exercises, backend, seed)
    for item, following in zip(items, [*items[1:], None], strict=True):
        item._initrequest()  # type: ignore[attr-defined]  # as pytest-rerunfailures does: fixtures are made anew
        plugin.run(item, following)
    return list(plugin.results.values())


def _version(path: Path) -> tuple[Path, int]:
    return path, path.stat().st_mtime_ns


@functools.lru_cache(maxsize=8)
def _collected(suites: tuple[tuple[Path, int], ...]) -> tuple[_Plugin, list[pytest.Item]]:
    """The tests of some suites, as `pytest.main` would collect them: once for a class, not once for each student."""
    _forget_edited(suites)
    plugin = _Plugin()
    config = _prepareconfig([*OPTIONS, *(str(path) for path, _ in suites)], [plugin])
    config._do_configure()
    session = pytest.Session.from_config(config)
    config.hook.pytest_sessionstart(session=session)
    config.hook.pytest_collection(session=session)
    if plugin.problem:
        raise GraderError(plugin.problem)
    return plugin, session.items


def _forget_edited(suites: Sequence[tuple[Path, int]]) -> None:
    """pytest keeps test modules by name for the life of the process; one that was edited since is loaded anew."""
    for path, edited in suites:
        if _seen.get(path, edited) != edited:
            for name in [name for name, module in sys.modules.items() if getattr(module, "__file__", "") == str(path)]:
                del sys.modules[name]
        _seen[path] = edited


class _Plugin:
    """Which exercise a test belongs to, and what becomes of it for the student whose turn it is."""

    def __init__(self) -> None:
        self.results: dict[Path, SuiteResult] = {}
        self.problem = ""
        self._references: dict[Path, dict[str, Any]] = {}
        self._confirming = False
        self._last: Verdict | None = None

    def begin(self, exercises: Sequence[Exercise], backend: Backend, seed: int) -> None:
        """It is the turn of the student behind `backend`."""
        self.results = {exercise.folder / "test_hidden.py": SuiteResult(exercise) for exercise in exercises}
        self._backend, self._seed = backend, seed
        self._references.clear()

    @pytest.fixture
    def student(self, request: pytest.FixtureRequest) -> Iterator[Student]:
        result = self.results[request.path]
        reference = self._functions(result.exercise)
        backend = Local(reference) if self._confirming else self._backend
        student = Student(backend, result.exercise, [] if self._confirming else result.calls, reference)
        yield student
        student.forget_handles()

    @pytest.fixture
    def reference(self, request: pytest.FixtureRequest) -> types.SimpleNamespace:
        return types.SimpleNamespace(**self._functions(self.results[request.path].exercise))

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> np.random.Generator:
        exercise = self.results[request.path].exercise
        return np.random.default_rng([self._seed, zlib.crc32(f"{exercise.key}::{request.node.name}".encode())])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.problem = f"a hidden suite cannot be read: {report.longreprtext.strip().splitlines()[-1]}"

    def run(self, item: pytest.Item, nextitem: pytest.Item | None) -> None:
        """One test; cases of a parametrised one are one criterion, which fails with its first failing case."""
        result = self.results[item.path]
        started, known = time.perf_counter(), len(result.calls)
        verdict = self._run(item, nextitem)
        if verdict.status != "passed":  # what failed comes first: there a diagnosis soonest tells variants apart
            result.calls[:] = result.calls[known:] + result.calls[:known]
        if not verdict.certain:
            verdict = self._confirm(item, nextitem, verdict)
        result.seconds += time.perf_counter() - started
        name = item.originalname if isinstance(item, pytest.Function) else item.name
        before = result.verdicts.get(name)
        if before is None or before.status == "passed" or verdict.status == "grader_error":
            result.verdicts[name] = verdict

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Our verdict in place of pytest's rendered traceback, which nobody reads here and which is slow."""
        if call.excinfo is not None and self._last is None:
            self._last = judge(call.excinfo.value)
        outcome: Literal["passed", "failed"] = "failed" if call.excinfo else "passed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)  # type: ignore[arg-type]

    def _functions(self, exercise: Exercise) -> dict[str, Any]:
        if exercise.folder not in self._references:
            self._references[exercise.folder] = reference_functions(exercise)
        return self._references[exercise.folder]

    def _run(self, item: pytest.Item, nextitem: pytest.Item | None) -> Verdict:
        self._last = None
        runtestprotocol(item, log=False, nextitem=nextitem)
        return self._last or Verdict("passed")

    def _confirm(self, item: pytest.Item, nextitem: pytest.Item | None, verdict: Verdict) -> Verdict:
        """The same test on the reference: when that fails as well, the test is wrong and not the student."""
        self._confirming = True
        item._initrequest()  # type: ignore[attr-defined]
        again = self._run(item, nextitem)
        self._confirming = False
        if again.status == "passed":
            return verdict
        return Verdict("grader_error", f"the reference fails this test too (seed {self._seed}): {again.message}")
