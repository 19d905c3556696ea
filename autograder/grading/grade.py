"""One submission becomes a Report for each of its exercises."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING

from autograder.grading.diagnosis import diagnose
from autograder.grading.suite import SuiteResult, run_suites
from autograder.grading.verdict import cell_fault_with_message
from autograder.reports.report import Report
from autograder.sandbox.backend import Backend, Cell, StudentFault
from autograder.sandbox.limits import Limits
from autograder.spec import Exercise

if TYPE_CHECKING:
    from autograder.sandbox.box import Box

__all__ = ["grade_backend", "grade_cells"]


def grade_cells(cells: Sequence[Cell], exercises: Sequence[Exercise], box: Box, seed: int) -> list[Report]:
    """Run a student's cells in the box and the hidden suites out here.

    Args:
        cells: the code cells in the order of the notebook; a solution cell's id is its exercise's name.
        seed: draws every input; the same seed repeats the run.
    Errors: SandboxError, GraderError, SpecError; none of them is the student's.
    """
    limits = reduce(Limits.union, (exercise.limits for exercise in exercises))
    guest = box.start(cells, limits)
    try:
        faults = {result.id: result.error for result in guest.cells if result.error is not None}
        return grade_backend(guest, exercises, seed, faults)
    finally:
        guest.close()


def grade_backend(
    backend: Backend, exercises: Sequence[Exercise], seed: int, faults: Mapping[str, StudentFault] | None = None
) -> list[Report]:
    """The same for functions that are there already, `faults` being what stopped which cell."""
    faults = faults or {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a known-wrong variant divides by zero where a student did: no news to anybody
        results = run_suites(exercises, backend, seed)
        return [_report(result, seed, faults.get(result.exercise.name)) for result in results]


def _report(result: SuiteResult, seed: int, fault: StudentFault | None) -> Report:
    criteria = result.criteria()
    failed = any(criterion.status == "failed" for criterion in criteria)
    return Report(
        exercise=result.exercise.key,
        number=result.exercise.number,
        title=result.exercise.title,
        criteria=criteria,
        diagnosis=diagnose(result.exercise, result.calls) if failed else None,
        seed=seed,
        seconds=round(result.seconds, 4),
        note=cell_fault_with_message(fault) if fault else "",
    )
