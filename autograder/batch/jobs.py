"""What is to be graded: plain data that can go to another process."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import GraderError
from autograder.reports.results import Graded
from autograder.reports.wording import printable
from autograder.spec import exercises_folder, load_assignment
from autograder.spec.fields import closest

__all__ = ["Job", "Settings", "find_jobs", "is_usable_name", "printable_name", "refuse_job", "refused_folder"]

# To the formgrader some are patterns, and some would be HTML or the end of a text in its scripts.
UNUSABLE = re.compile(r"[*?\[<>\"\\]|^\s|\s$|[\udc80-\udcff]")
LINKED = "{} is a link to another folder; hand in the folder itself."
MISNAMED = (
    'The folder name {!r} cannot be used (it holds one of * ? [ < > " \\, space at an end, what cannot be seen, or no '
    "UTF-8); "
)
MISNAMED += "rename the folder."


@dataclass(frozen=True, slots=True)
class Settings:
    """How a batch is graded.

    Args:
        store: folder of the stored reports.
        seed: the assignment's; draws every input. Stored reports of another seed do not count.
        force: grade even what is stored.
        batch: a new name makes every box prove itself again before its first submission.
    """

    store: Path
    seed: int
    force: bool = False
    unsandboxed: bool = False
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """All that a worker needs to grade one submission; paths and plain values, so that it can go to another process."""

    student: str
    notebook: Path
    source: Path
    folders: tuple[Path, ...]
    settings: Settings


def find_jobs(
    course: Path,
    assignment: str,
    settings: Settings,
    students: Sequence[str] = (),
    exercises: Path | None = None,
) -> list[Job]:
    """A job for each `submitted/<student>/<assignment>`, by student. Raises SpecError, GraderError.

    Linked folders are among them: grading says of each why it is refused.

    Args:
        students: only these; all when empty.
    """
    source = course / "source" / assignment / f"{assignment}.ipynb"
    if not source.is_file():
        raise GraderError(f"{source.relative_to(course)} is missing: run this in the course folder")
    folders = tuple(
        exercise.folder for exercise in load_assignment(assignment, exercises or exercises_folder(course)).exercises
    )
    submitted = sorted(student / assignment for student in (course / "submitted").glob("*"))
    folders_in = [folder for folder in submitted if folder.is_dir() or folder.is_symlink()]
    names = {printable_name(folder.parent): folder / source.name for folder in folders_in}
    unknown = sorted(set(students) - set(names))
    if unknown:
        nothing = f"nothing submitted for {assignment} by {', '.join(unknown)}"
        raise GraderError("; ".join(filter(None, [nothing, closest(unknown[0], names)])))
    wanted = [name for name in names if not students or name in students]
    return [Job(name, names[name], source, folders, settings) for name in wanted]


def printable_name(folder: Path) -> str:
    """What can be printed and stored of a name that is not UTF-8."""
    return os.fsencode(folder.name).decode("utf-8", "replace")


def refused_folder(folder: Path) -> str:
    """Why `submitted/<student>/<assignment>` is not read at all, in a sentence; "" for an ordinary folder.

    A link would earn what somebody else has handed in. nbgrader takes some names for patterns.
    """
    for place in (folder, folder.parent):
        if place.is_symlink():
            return LINKED.format(printable_name(place))
    if not is_usable_name(folder.parent.name):
        return MISNAMED.format(printable_name(folder.parent))
    return ""


def is_usable_name(student: str) -> bool:
    """Whether a folder of this name can be graded, and is what it seems."""
    return bool(student) and not UNUSABLE.search(student) and printable(student) == student


def refuse_job(job: Job) -> Graded | None:
    """The answer to a submission whose folder is not read; None where it is."""
    refusal = refused_folder(job.notebook.parent)
    return Graded(job.student, failure=refusal, blame="submission") if refusal else None
