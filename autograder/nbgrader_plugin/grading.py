"""A whole class: graded side by side, recorded, with feedback pages and grades.csv."""

from __future__ import annotations

import contextlib
import functools
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from autograder.batch.asked import Asked
from autograder.batch.background import running_ahead
from autograder.batch.cluster import Cluster, dask_cluster
from autograder.batch.durable import sweep
from autograder.batch.early import EarlyWorkers, early_workers
from autograder.batch.faults import keep_faults
from autograder.batch.jobs import Job, Settings, find_jobs
from autograder.batch.pool import cores
from autograder.batch.progress import Tick, progress
from autograder.batch.run import recall_folder
from autograder.batch.seeds import keep_seed, seed_file
from autograder.reports.results import Graded
from autograder.reports.shared import Shared
from autograder.spec import exercises_folder

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
    table: bool = True,
    stream: TextIO | None = None,
    exercises: Path | None = None,
    early: EarlyWorkers | None = None,
    asked: Asked | None = None,
) -> tuple[Graded, ...]:
    """Grade `submitted/*/assignment`, record it through nbgrader, write feedback pages and grades.csv.

    Gives what became of each student, by name; whoever has a `failure` has no score anywhere. `settings.seed` is the
    assignment's seed from now on, so that nbgrader's own commands meet the same questions.
    Args:
        students: only these; all when empty.
        workers: processes; 0 for one per core. dask: address of a scheduler that is used for grading instead.
        table: whether grades.csv is written. stream: where progress is shown.
        exercises: the folder with them, where the course keeps it elsewhere.
        early: workers that are getting ready already.
        asked: source and exercises as they were when they were checked; as they are now where it is not given.
    Errors: SandboxError, SpecError, GraderError before anything is graded; GraderError, StorageError where gradebook,
    disk or cluster fail meanwhile, or the exercises change; none for what a submission does.
    """
    stream, workers, exercises = stream or io.StringIO(), workers or cores(), exercises or exercises_folder(course)
    asked = asked or Asked(course, assignment, exercises)
    jobs = find_jobs(course, assignment, settings, students, exercises)
    with asked.comes_first(), contextlib.ExitStack() as stack:
        early = early or stack.enter_context(early_workers(() if dask else jobs, workers))
        if not dask:
            early.prove(settings)
        keep_seed(course, assignment, settings.seed)
        sweep(course, seed_file(course, assignment).parent, *settings.store.glob("*/"))
        cluster = stack.enter_context(dask_cluster(dask)) if dask and not all(map(recall_folder, jobs)) else None
        answers = stack.enter_context(running_ahead(functools.partial(_grade, jobs, cluster or early)))
        if cluster:
            stack.callback(cluster.give_up)  # whoever is interrupted does not wait for workers that do not come
        tick = stack.enter_context(progress(len(jobs), stream, "graded  "))
        graded = _record(course, assignment, answers, tick, _traits(settings, exercises), asked)
    from autograder.nbgrader_plugin.recording import export_csv

    keep_faults(course, assignment, graded)
    if table:
        export_csv(course, course / "grades.csv")
    if feedback:
        graded = _explain(course, assignment, graded, workers, stream)
    return tuple(graded)


def _grade(jobs: Sequence[Job], where: Cluster | EarlyWorkers, give: Callable[[Graded], None]) -> None:
    """Give what is stored at once, and the rest as soon as it is graded side by side."""

    def waiting() -> Iterator[Job]:
        for job in jobs:
            if entry := recall_folder(job):
                give(entry)
            else:
                yield job

    with contextlib.closing(where.grade(waiting())) as batch:
        for entry in batch:
            give(entry)


def _traits(settings: Settings, exercises: Path) -> dict[str, Any]:
    """The preprocessor's: should a stored report be lost meanwhile, it grades as the batch did."""
    return {
        "exercises": str(exercises),
        "store": str(settings.store),
        "unsandboxed": settings.unsandboxed,
    }


def _record(
    course: Path, assignment: str, answers: Iterator[Graded], tick: Tick, traits: Mapping[str, Any], asked: Asked
) -> list[Graded]:
    """Record each student as soon as there is an answer. nbgrader is loaded while the first ones are graded."""
    from autograder.nbgrader_plugin.recording import record

    graded, shared = list[Graded](), Shared()

    def passing() -> Iterator[Graded]:
        for entry in map(shared.sharing, answers):
            graded.append(entry)
            yield entry

    overrides = {"GradeWithHiddenSuites": traits}
    outcomes = record(course, assignment, passing(), tick, overrides, asked.require_unchanged)
    return [
        replace(entry, failure=failure, blame=entry.blame or "grader") if failure else entry
        for entry in sorted(graded, key=lambda entry: entry.student)
        for failure in [outcomes[entry.student]]
    ]


def _explain(course: Path, assignment: str, graded: Sequence[Graded], workers: int, stream: TextIO) -> list[Graded]:
    from autograder.nbgrader_plugin.feedback import write_feedback

    students = [entry.student for entry in graded if not entry.failure]
    with progress(len(students), stream, "feedback") as tick:
        outcomes = write_feedback(course, assignment, students, workers, tick)
    unwritten = {student: f"No feedback page: {failure}" for student, failure in outcomes.items() if failure}
    return [
        replace(entry, problems=(*entry.problems, unwritten[entry.student])) if entry.student in unwritten else entry
        for entry in graded
    ]
