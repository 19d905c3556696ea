"""A student under another name: grades, marks and folders go along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry, Student, SubmittedAssignment
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import select, update

from autograder.batch.jobs import refused_folder
from autograder.errors import UsageError
from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.nbgrader_plugin.faults import named_fault
from autograder.nbgrader_plugin.gradebook import open_gradebook
from autograder.nbgrader_plugin.remembered import make_tables, rename_newcomer

__all__ = ["rename_student"]

OWN = ("first_name", "last_name", "email", "lms_user_id")
TWICE = "{} has {} too: whose it is has to be said by hand; move one of them away first"


def rename_student(course: Path, old: str, new: str) -> tuple[str, ...]:
    """Give `new` all that is `old`'s, in the gradebook and in folders; names of the assignments that moved.

    `new` may be there already, as where the folder was renamed and graded, but not with what `old` has too.
    Raises UsageError, before anything is changed.
    """
    for name in (old, new):
        _require_name(course, name)
    if old == new:
        raise UsageError(f"{old!r} has that name already")
    with quiet_log() as (logger, _), nbgrader_app(course, logger) as (_, coursedir), named_fault(coursedir):
        with open_gradebook(coursedir) as gradebook:
            make_tables(gradebook)
            moves = list(_moves(coursedir, old, new))
            moved = _in_gradebook(gradebook, old, new)
        for source, target in moves:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)
            if not any(source.parent.iterdir()):
                source.parent.rmdir()
    return tuple(sorted({*moved, *(source.name for source, _ in moves)}))


def _require_name(course: Path, name: str) -> None:
    if name in ("", ".", "..") or "/" in name or refused_folder(course / "submitted" / name / "x"):
        raise UsageError(f"{name!r} cannot be the name of a student's folder")


def _moves(coursedir: CourseDirectory, old: str, new: str) -> Iterator[tuple[Path, Path]]:
    """What lies in a folder of the old name, and where it goes. What was graded can be made again, a hand-in cannot."""
    root = Path(coursedir.root)
    for directory in (coursedir.submitted_directory, coursedir.autograded_directory, coursedir.feedback_directory):
        for source in sorted((root / directory / old).glob("*")):
            target = root / directory / new / source.name
            if target.exists() and directory == coursedir.submitted_directory:
                raise UsageError(TWICE.format(new, target.relative_to(root)))
            if not target.exists():
                yield source, target


def _in_gradebook(gradebook: Gradebook, old: str, new: str) -> tuple[str, ...]:
    try:
        before = gradebook.find_student(old)
    except MissingEntry:
        return ()
    entries = {entry.assignment.name: entry for entry in before.submissions}
    _make_room(gradebook, set(entries), new)
    after = gradebook.db.get(Student, new)
    if after is None:
        after = Student(id=new, **{name: getattr(before, name) for name in OWN})
        gradebook.db.add(after)
        gradebook.db.flush()
    change = update(SubmittedAssignment).where(SubmittedAssignment.student_id == old).values(student_id=new)
    gradebook.db.execute(change)
    gradebook.db.expire_all()
    gradebook.db.delete(gradebook.db.get(Student, old))
    rename_newcomer(gradebook, old, new)
    gradebook.db.commit()
    return tuple(entries)


def _make_room(gradebook: Gradebook, assignments: set[str], new: str) -> None:
    """An entry of the new name that nobody has marked is one of grading alone, and gives way to the old one's marks."""
    query = select(SubmittedAssignment).where(SubmittedAssignment.student_id == new)
    for entry in gradebook.db.execute(query).scalars().all():
        if entry.assignment.name in assignments:
            marked = any(grade.manual_score is not None for book in entry.notebooks for grade in book.grades)
            if marked:
                raise UsageError(TWICE.format(new, f"marks by hand in {entry.assignment.name}"))
            gradebook.remove_submission(entry.assignment.name, new)
