"""What has become of each student's hand-in, before anything is graded."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Literal

from autograder.batch.jobs import Job, Settings, find_jobs, refuse_job
from autograder.batch.overlooked import overlooked_files
from autograder.batch.seeds import kept_seed
from autograder.batch.store import store_folder
from autograder.batch.worker import recall_job
from autograder.reading.source import Source, load_source
from autograder.spec import Assignment

__all__ = ["State", "why_ungradable"]

State = Literal["nothing", "elsewhere", "unreadable", "gradable"]
NOTHING = "No work was handed in for {}."
UNREADABLE = "What was handed in for {} could not be graded: {}"


def why_ungradable(course: Path, assignment: Assignment, students: Collection[str]) -> dict[str, tuple[State, str]]:
    """By student: whether there is a hand-in, and the sentence that says why it cannot be graded.

    Args:
        students: those who are in it even where nothing of theirs is.
    """
    settings = Settings(store_folder(course), kept_seed(course, assignment.name) or 0)
    exercises = assignment.folder.parent
    jobs = {job.student: job for job in find_jobs(course, assignment.name, settings, exercises=exercises)}
    source = load_source(course / "source" / assignment.name / f"{assignment.name}.ipynb")
    found: dict[str, tuple[State, str]] = {}
    for student in {*students, *jobs}:
        state = _of_job(jobs[student], assignment.title) if student in jobs else None
        found[student] = state or _without(course / "submitted" / student, assignment.title, source)
    return found


def _of_job(job: Job, title: str) -> tuple[State, str] | None:
    """None for a folder without a notebook."""
    refusal = refuse_job(job)
    if refusal is None and not any(job.notebook.parent.glob("*.ipynb")):
        return None
    entry = refusal or recall_job(job)
    if entry is None or entry.blame != "submission":
        return "gradable", ""
    return "unreadable", UNREADABLE.format(title, entry.failure)


def _without(folder: Path, title: str, source: Source) -> tuple[State, str]:
    overlooked = overlooked_files(folder, source) if folder.is_dir() else ()
    return ("elsewhere", overlooked[0]) if overlooked else ("nothing", NOTHING.format(title))
