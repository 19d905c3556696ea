"""A whole class: graded side by side, recorded, with feedback pages and grades.csv."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from autograder.batch import dask_executor, find_jobs, grade_batch, refuse_job
from autograder.nbgrader_plugin.feedback import write_feedback
from autograder.nbgrader_plugin.recording import export_csv, record
from autograder.processes import cores
from autograder.progress import progress
from autograder.spec import EXERCISES
from autograder.worker import Graded, Job, Settings, close_box, prove_box, recall_job

__all__ = ["grade_class"]


def grade_class(
    course: Path,
    assignment: str,
    settings: Settings,
    *,
    students: Sequence[str] = (),
    workers: int = 0,
    dask: str = "",
    feedback: bool = True,
    stream: TextIO | None = None,
    exercises: Path = EXERCISES,
) -> tuple[Graded, ...]:
    """Grade `submitted/*/assignment`, record it through nbgrader, write feedback pages and grades.csv.

    Gives what became of each student, by name; whoever has a `failure` has no score anywhere.
    Args:
        students: only these; all when empty.
        workers: processes; 0 for one per core. dask: address of a scheduler that is used for grading instead.
        stream: where progress is shown.
    Errors: SandboxError, SpecError, GraderError before anything is graded; none for what a submission does.
    """
    stream, workers = stream or io.StringIO(), workers or cores()
    jobs = find_jobs(course, assignment, settings, students, exercises)
    if not dask:
        prove_box(settings)
        close_box()
    graded = _grade(jobs, workers, dask, stream)
    graded = _record(course, assignment, graded, _traits(settings, exercises), stream)
    if feedback:
        graded = _explain(course, assignment, graded, workers, stream)
    export_csv(course, course / "grades.csv")
    return tuple(graded)


def _grade(jobs: Sequence[Job], workers: int, dask: str, stream: TextIO) -> list[Graded]:
    """What is stored at once, the rest side by side."""
    stored = {job.student: refuse_job(job) or recall_job(job) for job in jobs}
    graded = [entry for entry in stored.values() if entry]
    waiting = [job for job in jobs if not stored[job.student]]
    with contextlib.ExitStack() as stack:
        executor = stack.enter_context(dask_executor(dask)) if dask and waiting else None
        tick = stack.enter_context(progress(len(waiting), stream, "graded  "))
        for entry in grade_batch(waiting, workers, executor):
            graded.append(entry)
            tick()
    return sorted(graded, key=lambda entry: entry.student)


def _traits(settings: Settings, exercises: Path) -> dict[str, Any]:
    """The preprocessor's: should a stored report be lost meanwhile, it grades as the batch did."""
    return {
        "exercises": str(exercises),
        "store": str(settings.store),
        "seed": settings.seed,
        "unsandboxed": settings.unsandboxed,
    }


def _record(
    course: Path, assignment: str, graded: Sequence[Graded], traits: Mapping[str, Any], stream: TextIO
) -> list[Graded]:
    with progress(len(graded), stream, "recorded") as tick:
        outcomes = record(course, assignment, graded, tick, {"GradeWithHiddenSuites": traits})
    return [
        replace(entry, failure=failure, fault=entry.fault or "grader") if failure else entry
        for entry in graded
        for failure in [outcomes[entry.student]]
    ]


def _explain(course: Path, assignment: str, graded: Sequence[Graded], workers: int, stream: TextIO) -> list[Graded]:
    students = [entry.student for entry in graded if not entry.failure]
    with progress(len(students), stream, "feedback") as tick:
        outcomes = write_feedback(course, assignment, students, workers, tick)
    unwritten = {student: f"No feedback page: {failure}" for student, failure in outcomes.items() if failure}
    return [
        replace(entry, problems=(*entry.problems, unwritten[entry.student])) if entry.student in unwritten else entry
        for entry in graded
    ]
