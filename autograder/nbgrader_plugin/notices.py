"""What an instructor should look at after a class has been graded: who is missing, who is too many, what has changed.

It is found in what there is, folders and gradebook, so that it is said again until somebody has seen to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from nbgrader.api import Assignment, BaseCell, Grade, Gradebook, GradeCell, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import select

from autograder.batch.jobs import printable_name
from autograder.batch.overlooked import loose_files, overlooked_files
from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.nbgrader_plugin.faults import named_fault
from autograder.nbgrader_plugin.gradebook import open_gradebook, source_of
from autograder.nbgrader_plugin.remembered import outdated_answers, read_roster, zeros_of
from autograder.reading.source import Source
from autograder.reports.results import Graded, Notice
from autograder.reports.wording import points_text

__all__ = ["find_notices"]

NOT_HANDED_IN = "has not handed in"
UNKNOWN = "is not among the gradebook's students: rename the folder, or `nbgrader db student add ID --last-name NAME`"
GONE = "has a grade of an earlier run and no folder now: if it was renamed, `chainrule rename OLD NEW` moves the grades"
BY_HAND = "'{}' counts {} points given by hand; the tests give {} of {}"
CHANGED = "'{}' has changed since it was marked: it waits to be read again"


def find_notices(course: Path, assignment: str, graded: Sequence[Graded]) -> tuple[Notice, ...]:
    """About the class as a whole; what concerns a notebook that was found stands with the student's `problems`."""
    folders, here = _folders(course / "submitted"), {entry.student for entry in graded}
    with quiet_log() as (logger, _), nbgrader_app(course, logger) as (_, coursedir):
        source = source_of(coursedir, assignment, assignment)
        misplaced = [*_misplaced(folders, source, here), *_nobodys(course / "submitted", source)]
        about = {notice.student for notice in misplaced}
        with named_fault(coursedir), open_gradebook(coursedir) as gradebook:
            roster, before = read_roster(gradebook), _with_scores(gradebook, assignment)
            changed, by_hand = outdated_answers(gradebook, assignment), _by_hand(gradebook, assignment)
            zeros = set(zeros_of(gradebook, assignment))
    expected = {*roster.students, *map(printable_name, folders)} - here - before - about
    return (
        *misplaced,
        *_each(here & roster.newcomers if roster.known else (), UNKNOWN),
        *_each(before - here - zeros, GONE),
        *_each(expected, NOT_HANDED_IN),
        *(Notice(student, CHANGED.format(cell)) for student, cell in changed),
        *(Notice(student, BY_HAND.format(cell, *map(points_text, points))) for student, cell, *points in by_hand),
    )


def _each(students: Iterable[str], said: str) -> Iterator[Notice]:
    yield from (Notice(student, said) for student in sorted(students))


def _folders(submitted: Path) -> list[Path]:
    return sorted(path for path in submitted.glob("[!.]*") if path.is_dir() and not path.is_symlink())


def _misplaced(folders: Iterable[Path], source: Source, here: Collection[str]) -> Iterator[Notice]:
    """What those have handed in who have no folder for the assignment."""
    for folder in folders:
        student = printable_name(folder)
        if student not in here:
            yield from (Notice(student, said) for said in overlooked_files(folder, source))


def _nobodys(submitted: Path, source: Source) -> Iterator[Notice]:
    yield from (Notice("", said) for said in loose_files(submitted, source))


def _with_scores(gradebook: Gradebook, assignment: str) -> set[str]:
    query = (
        select(SubmittedAssignment.student_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .where(Assignment.name == assignment, Grade.auto_score.is_not(None))
        .distinct()
    )
    return set(gradebook.db.execute(query).scalars())


def _by_hand(gradebook: Gradebook, assignment: str) -> list[tuple[str, str, float, float, float]]:
    """Check cells on which points by hand stand beside others of the tests: (student, cell, by hand, tests, worth)."""
    query = (
        select(SubmittedAssignment.student_id, BaseCell.name, Grade.manual_score, Grade.auto_score, GradeCell.max_score)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(GradeCell, GradeCell.id == Grade.cell_id)
        .where(Assignment.name == assignment, Grade.auto_score.is_not(None), Grade.manual_score != Grade.auto_score)
        .order_by(SubmittedAssignment.student_id, BaseCell.name)
    )
    return [tuple(row) for row in gradebook.db.execute(query)]
