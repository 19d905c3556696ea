"""One submission becomes a Report for each of its exercises."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from autograder.grading.diagnosis import diagnose
from autograder.grading.explain import about_cells, about_shapes, explain
from autograder.grading.notebook import Notebook
from autograder.grading.suite import SuiteResult, run_suites
from autograder.grading.verdict import Verdict
from autograder.reports.report import Criterion, Diagnosis, Report
from autograder.sandbox.backend import Backend, Cell
from autograder.sandbox.limits import Limits
from autograder.spec import Exercise

if TYPE_CHECKING:
    from autograder.sandbox.box import Box

__all__ = ["grade_backend", "grade_cells"]

AT_THE_END = "Where it is checked it was not written yet; what stands further down was graded."


def grade_cells(cells: Sequence[Cell], exercises: Sequence[Exercise], box: Box, seed: int) -> list[Report]:
    """Run a student's cells in the box and the hidden suites out here.

    Args:
        cells: the code cells in the order of the notebook; a solution cell's id is its exercise's name.
        seed: draws every input; the same seed repeats the run.
    Errors: SandboxError, GraderError, SpecError; none of them is the student's.
    """
    limits = reduce(Limits.union, (exercise.limits for exercise in exercises))
    session, notebook = box.start(cells, limits), Notebook(cells)
    try:
        results = _judged(session, _as_checked(exercises, cells), seed)
        notebook.fared(session.cells)
        reports = [result.report(notebook, limits) for result in results]
        if notebook.wanted:
            notebook.fared(session.told(notebook.wanted))
            reports = [result.report(notebook, limits) for result in results]
    finally:
        session.close()
    by_key = {report.exercise: report for report in reports}
    return [by_key[exercise.key] for exercise in exercises]


def grade_backend(backend: Backend, exercises: Sequence[Exercise], seed: int) -> list[Report]:
    """The same for functions that are there already."""
    return [result.report(Notebook(), Limits()) for result in _judged(backend, exercises, seed)]


def _as_checked(exercises: Sequence[Exercise], cells: Sequence[Cell]) -> list[Exercise]:
    """The exercises in the order of their checks, the notebook's; those without one come last."""
    places = {cell.check_of: place for place, cell in enumerate(cells)}
    return sorted(exercises, key=lambda exercise: places.get(exercise.name, len(cells)))


@dataclass(frozen=True, slots=True)
class _Judged:
    """What was found out about an exercise; the words for it are found last."""

    result: SuiteResult
    diagnosis: Diagnosis | None
    seed: int

    def report(self, notebook: Notebook, limits: Limits) -> Report:
        exercise = self.result.exercise
        notes = [AT_THE_END] * self.result.at_the_end + [about_cells(exercise, notebook, limits)]
        return Report(
            exercise=exercise.key,
            number=exercise.number,
            title=exercise.title,
            criteria=tuple(self._criterion(test, points, notebook) for test, points in exercise.points.items()),
            diagnosis=self.diagnosis,
            seed=self.seed,
            seconds=round(self.result.seconds, 4),
            note=" ".join(filter(None, notes)),
        )

    def _criterion(self, test: str, points: float, notebook: Notebook) -> Criterion:
        exercise, verdict = self.result.exercise, self.result.verdict(test)
        message = self._message(verdict, notebook)
        earned = points if verdict.status == "passed" else 0.0
        return Criterion(test, exercise.criteria[test], verdict.status, earned, points, message, verdict.picture)

    def _message(self, verdict: Verdict, notebook: Notebook) -> str:
        exercise = self.result.exercise
        if verdict.error:
            message = explain(verdict.error, exercise, notebook)
        else:
            message = f"{verdict.message} {about_shapes(verdict.message, exercise, notebook)}".strip()
        return f"With {verdict.case}: {message}" if verdict.case and message else message


def _judged(backend: Backend, exercises: Sequence[Exercise], seed: int) -> list[_Judged]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a known-wrong variant divides by zero where a student did: no news to anybody
        return [_Judged(result, _diagnosis(result), seed) for result in run_suites(exercises, backend, seed)]


def _diagnosis(result: SuiteResult) -> Diagnosis | None:
    failed = any(verdict.status == "failed" for verdict in result.verdicts.values())
    return diagnose(result.exercise, result.calls) if failed else None
