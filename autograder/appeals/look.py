"""The hand-in of a student of a course, looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.appeals.evidence import Evidence
from autograder.appeals.rerun import rerun
from autograder.batch.answers import find_job
from autograder.batch.jobs import Job
from autograder.batch.worker import recall_job
from autograder.reading.submission import read_submission
from autograder.reports.report import Report
from autograder.sandbox.box import Box
from autograder.spec import Exercise

__all__ = ["look_again"]


def look_again(
    course: Path, student: str, exercise: Exercise, criteria: Sequence[str] = (), *, unsandboxed: bool = False
) -> Evidence:
    """Grade one exercise of one student again, with the assignment's seed.

    Errors: UsageError, UnreadableSubmission, GraderError, SpecError, SandboxError.
    """
    job = find_job(course, student, exercise)
    cells = read_submission(job.notebook, job.source).cells
    with Box(unsandboxed=unsandboxed) as box:
        box.canaries()
        return rerun(student, cells, exercise, box, job.settings.seed, criteria, _recorded(job, exercise))


def _recorded(job: Job, exercise: Exercise) -> Report | None:
    known = recall_job(job)
    return next((report for report in known.reports if report.exercise == exercise.key), None) if known else None
