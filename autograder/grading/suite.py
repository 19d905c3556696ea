"""Hidden suites, run for one student after the other.

Suites are collected once and run inside the calling process for each student; student code runs behind a Backend.
An exercise is tested in the state that its check cell meets in the student's kernel. What is not written there is
tested once more in the state at the end of the notebook: an answer may stand below its check.
"""

from __future__ import annotations

import functools
import sys
import warnings
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.errors import GraderError
from autograder.grading.familiar import take_back
from autograder.grading.plugin import Plugin
from autograder.grading.pytest_internals import collect
from autograder.grading.suite_result import SuiteResult
from autograder.sandbox.backend import Backend
from autograder.spec import Exercise

__all__ = ["foresee_suites", "run_again", "run_suites"]

_seen: dict[Path, int] = {}


def run_suites(
    exercises: Sequence[Exercise],
    backend: Backend,
    seed: int,
    *,
    rehearsal: bool = False,
    to_first_failure: bool = False,
) -> list[SuiteResult]:
    """Run every exercise's hidden suite against `backend`. Raises GraderError when a suite cannot be read.

    Args:
        exercises: in the order in which the notebook checks them.
        rehearsal: what a suite asks once is asked of less, where it makes that difference.
        to_first_failure: the tests behind it are not run, for who asks only whether there is one.
    """
    plugin = _plugin(exercises)
    plugin.begin(backend, seed, rehearsal=rehearsal)
    results, later = dict[str, SuiteResult](), list[Exercise]()
    for exercise in exercises:
        more = backend.reach(exercise.name)
        result = results[exercise.key] = plugin.run(exercise, to_first_failure)
        later += [exercise] if more and not result.is_written else []
    for exercise in later:
        if results[exercise.key].has_answered:
            take_back(backend)
        backend.reach("")
        result = plugin.run(exercise, to_first_failure)
        result.at_the_end = True
        results[exercise.key] = max(results[exercise.key], result, key=lambda each: (each.score, each.written))
    return list(results.values())


def foresee_suites(exercises: Sequence[Exercise], seed: int) -> None:
    """Find out what the suites ask a right student, so that the first one who comes need not wait for it."""
    plugin = _plugin(exercises)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for exercise in exercises:
            plugin.foresee(exercise, seed)


def run_again(
    result: SuiteResult,
    backend: Backend,
    seed: int,
    lent: Mapping[str, Callable[..., Any]],
    first: Collection[str],
    *,
    to_first_failure: bool = False,
) -> SuiteResult:
    """The same suite in the same state, with `lent` in place of some of the student's functions.

    Args:
        first: the tests that are run before all others; where they are passed, nothing else is run.
    """
    plugin = _plugin([result.exercise])
    plugin.begin(backend, seed)
    backend.reach("" if result.at_the_end else result.exercise.name, lent)
    return plugin.run(result.exercise, to_first_failure, first)


def _plugin(exercises: Sequence[Exercise]) -> Plugin:
    return _collected(tuple(_version(exercise.folder / "test_hidden.py") for exercise in exercises))


def _version(path: Path) -> tuple[Path, int]:
    return path, path.stat().st_mtime_ns


@functools.lru_cache(maxsize=64)
def _collected(suites: tuple[tuple[Path, int], ...]) -> Plugin:
    """The tests of some suites, as `pytest.main` would collect them: once for a class, not once for each student."""
    _forget_edited(suites)
    plugin = Plugin()
    items = collect([path for path, _ in suites], plugin)
    if plugin.problem:
        raise GraderError(plugin.problem)
    plugin.adopt(items)
    return plugin


def _forget_edited(suites: Sequence[tuple[Path, int]]) -> None:
    """pytest keeps test modules by name for the life of the process; one that was edited since is loaded anew."""
    for path, edited in suites:
        if _seen.get(path, edited) != edited:
            for name in [name for name, module in sys.modules.items() if getattr(module, "__file__", "") == str(path)]:
                del sys.modules[name]
        _seen[path] = edited
