"""What a student has written, as text: nothing of it is run here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.batch.jobs import Job, Settings, find_jobs, refuse_job
from autograder.batch.seeds import kept_seed
from autograder.batch.store import store_folder
from autograder.errors import UnreadableSubmission, UsageError
from autograder.reading.submission import read_submission
from autograder.sandbox.backend import Cell
from autograder.spec import Exercise

__all__ = ["answers_in", "find_job", "read_answers"]

NO_SEED = "{0} has not been graded, so that there is no seed to repeat: `chainrule grade {0}` comes first"


def read_answers(job: Job) -> Mapping[str, str]:
    """The text of each solution cell, by the exercise's name. Raises UnreadableSubmission, GraderError."""
    return answers_in(read_submission(job.notebook, job.source).cells)


def answers_in(cells: Iterable[Cell]) -> Mapping[str, str]:
    """Cells with one mark are one answer, in their order; what stands in a student's own cells is none."""
    texts: dict[str, list[str]] = {}
    for cell in cells:
        if not cell.own and not cell.check_of:
            texts.setdefault(cell.id, []).append(cell.source)
    return {name: "\n\n".join(parts) for name, parts in texts.items()}


def find_job(course: Path, student: str, exercise: Exercise) -> Job:
    """What grading would do for this student. Raises UsageError where nobody has been graded, and as `find_jobs`."""
    assignment = exercise.assignment
    seed = kept_seed(course, assignment)
    if seed is None:
        raise UsageError(NO_SEED.format(assignment))
    settings = Settings(store_folder(course), seed)
    [job] = find_jobs(course, assignment, settings, [student], exercise.folder.parent.parent)
    if refused := refuse_job(job):
        raise UnreadableSubmission(refused.failure)
    return job
