"""One submission becomes a Report for each of its exercises."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Sequence
from contextlib import closing
from functools import reduce
from typing import TYPE_CHECKING

from autograder.grading.below import look_below
from autograder.grading.carried import ByItself, earlier_in_assignment, judge_by_itself
from autograder.grading.judged import Judged
from autograder.grading.lending import Lender
from autograder.grading.notebook import Notebook
from autograder.grading.suite import run_again, run_suites
from autograder.grading.suite_result import SuiteResult
from autograder.reports.report import Report
from autograder.sandbox.backend import Backend, Cell
from autograder.sandbox.limits import Limits
from autograder.spec import Exercise

if TYPE_CHECKING:
    from autograder.sandbox.box import Box

__all__ = ["grade_backend", "grade_cells"]


def grade_cells(
    cells: Sequence[Cell], exercises: Sequence[Exercise], box: Box, seed: int, *, earlier_are_right: bool = False
) -> list[Report]:
    """Run a student's cells in the box and the hidden suites out here.

    Args:
        cells: the code cells in the order of the notebook; a solution cell's id is its exercise's name.
        seed: draws every input; the same seed repeats the run.
        earlier_are_right: what the exercises build on is ours, and whatever fails is their own fault.
    Errors: SandboxError, GraderError, SpecError; none of them is the student's.
    """
    limits = reduce(Limits.union, (exercise.limits for exercise in exercises))
    session, notebook = box.start(cells, limits), Notebook(cells)
    with closing(session), closing(Lender(box.second, session)) as lender:
        judged = _judged(session, _as_checked(exercises, cells), seed, None if earlier_are_right else lender)
        notebook.fared(session.cells)
        reports = [each.report(notebook, limits) for each in judged]
        if notebook.wanted:
            notebook.fared(session.told(notebook.wanted))
        if look_below(notebook, session, exercises) or notebook.wanted:
            reports = [each.report(notebook, limits) for each in judged]
    by_key = {report.exercise: report for report in reports}
    return [by_key[exercise.key] for exercise in exercises]


def grade_backend(
    backend: Backend, exercises: Sequence[Exercise], seed: int, *, rehearsal: bool = False
) -> list[Report]:
    """The same for functions that are there already; in a rehearsal with less to do, see `run_suites`."""
    return [each.report(Notebook(), Limits()) for each in _judged(backend, exercises, seed, rehearsal=rehearsal)]


def _as_checked(exercises: Sequence[Exercise], cells: Sequence[Cell]) -> list[Exercise]:
    """The exercises in the order of their checks, the notebook's; those without one come last."""
    places = {cell.check_of: place for place, cell in enumerate(cells)}
    return sorted(exercises, key=lambda exercise: places.get(exercise.name, len(cells)))


def _judged(
    backend: Backend, exercises: Sequence[Exercise], seed: int, lender: Lender | None = None, *, rehearsal: bool = False
) -> list[Judged]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a known-wrong variant divides by zero where a student did: no news to anybody
        results = run_suites(exercises, backend, seed, rehearsal=rehearsal)
        known = {result.exercise.key: result for result in results}
        return [Judged(result, _by_itself(result, known, backend, seed, lender), seed) for result in results]


def _by_itself(
    result: SuiteResult, known: dict[str, SuiteResult], backend: Backend, seed: int, lender: Lender | None
) -> ByItself | None:
    """None where it is right or not written, or everything that it builds on is right.

    Args:
        known: results by exercise; those of earlier exercises that were not asked for join them.
    """
    if lender is None or not result.failed or result.is_blank:
        return None
    for exercise in earlier_in_assignment(result.exercise):
        if exercise.key not in known:
            [known[exercise.key]] = run_suites([exercise], backend, seed)
    suspected = [exercise for exercise in earlier_in_assignment(result.exercise) if known[exercise.key].failed]

    def run(lent: Sequence[Exercise], first: Collection[str], *, to_first_failure: bool = False) -> SuiteResult:
        functions = lender.functions(result.exercise, lent)
        return run_again(result, backend, seed, functions, first, to_first_failure=to_first_failure)

    return judge_by_itself(result, suspected, run) if suspected else None
