"""What is kept in nbgrader's gradebook beside nbgrader's own tables, so that it goes where the gradebook goes.

Which text a grade was recorded for, and what it was worth: a mark by hand is for these and for no others. What a whole
notebook was recorded from, kept with its last change: where that differs, it is recorded anew. Which students have been
entered by grading: all others were entered by somebody, and are the class. And who was given 0 without a hand-in that
could be graded: that is for what lay in the folder then, and for nothing that is handed in later.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Boolean, Column, Float, MetaData, String, Table, bindparam, delete, insert, select, text, update
from sqlalchemy.orm import Session

__all__ = ["RecordedText", "Roster", "Zero", "enter_newcomer", "forget_record", "forget_texts", "forget_zero"]
__all__ += ["keep_points", "keep_record", "keep_texts", "keep_zero", "make_tables", "outdated_answers", "read_roster"]
__all__ += ["recorded_digest", "recorded_points", "recorded_texts", "rename_newcomer", "zeros_of"]

SOUGHT = [("grade", "notebook_id"), ("comment", "notebook_id")]
SOUGHT += [("submitted_notebook", "assignment_id"), ("submitted_assignment", "student_id")]
TABLES = MetaData()
TEXTS = Table(
    "chainrule_text",
    TABLES,
    Column("grade", String(32), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("outdated", Boolean, nullable=False),
)
RECORDS = Table(
    "chainrule_record",
    TABLES,
    Column("notebook", String(32), primary_key=True),
    Column("digest", String(64), nullable=False),
)
POINTS = Table(
    "chainrule_points",
    TABLES,
    Column("grade", String(32), primary_key=True),
    Column("maximum", Float, nullable=False),
)
ZEROS = Table(
    "chainrule_zero",
    TABLES,
    Column("assignment", String(128), primary_key=True),
    Column("student", String(128), primary_key=True),
    Column("reason", String(2_000), nullable=False),
    Column("digest", String(64), nullable=False),
)
NEWCOMERS = Table("chainrule_newcomer", TABLES, Column("student", String(128), primary_key=True))
# Asked for each student: to put a statement together takes as long as to run it.
OF_NOTEBOOK = Grade.notebook_id == bindparam("notebook")
TEXTS_OF = select(TEXTS).join(Grade, Grade.id == TEXTS.c.grade).where(OF_NOTEBOOK)
POINTS_OF = select(POINTS).join(Grade, Grade.id == POINTS.c.grade).where(OF_NOTEBOOK)
RECORD_OF = (
    select(RECORDS.c.digest)
    .join(SubmittedNotebook, SubmittedNotebook.id == RECORDS.c.notebook)
    .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
    .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
    .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
    .where(Assignment.name == bindparam("assignment"), Notebook.name == Assignment.name)
    .where(SubmittedAssignment.student_id == bindparam("student"))
)


@dataclass(frozen=True, slots=True)
class RecordedText:
    """The digest of the text that a grade was recorded for; `outdated` where it has changed after a mark by hand."""

    digest: str
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class Roster:
    """All students of the gradebook; `newcomers` are those whom only a hand-in has brought there."""

    students: frozenset[str]
    newcomers: frozenset[str]

    @property
    def known(self) -> bool:
        """Whether somebody has entered a class."""
        return bool(self.students - self.newcomers)


@dataclass(frozen=True, slots=True)
class Zero:
    """A 0 that somebody was given, why, and the digest of what was there instead of a hand-in."""

    reason: str
    digest: str


def make_tables(gradebook: Gradebook) -> None:
    """Where they are not there yet; and indexes of nbgrader's, which else reads all grades to find a student's."""
    TABLES.create_all(gradebook.engine)
    for table, column in SOUGHT:
        gradebook.db.execute(text(f"CREATE INDEX IF NOT EXISTS chainrule_{table}_{column} ON {table} ({column})"))
    gradebook.db.commit()


def recorded_texts(gradebook: Gradebook, notebook: str) -> dict[str, RecordedText]:
    """Of a submitted notebook, by the id of the grade."""
    rows = gradebook.db.execute(TEXTS_OF, {"notebook": notebook})
    return {row.grade: RecordedText(row.digest, row.outdated) for row in rows}


def keep_texts(gradebook: Gradebook, texts: Mapping[str, RecordedText], before: Collection[str]) -> None:
    """With the transaction that is under way.

    Args:
        before: grades for which something is recorded.
    """
    rows = [{"grade": grade, "digest": text.digest, "outdated": text.outdated} for grade, text in texts.items()]
    _keep(gradebook, TEXTS, rows, before)


def _keep(gradebook: Gradebook, table: Table, rows: Sequence[Mapping[str, Any]], before: Collection[str]) -> None:
    if replaced := [row["grade"] for row in rows if row["grade"] in before]:
        gradebook.db.execute(delete(table).where(table.c.grade.in_(replaced)))
    if rows:
        gradebook.db.execute(insert(table), rows)


def keep_record(gradebook: Gradebook, notebook: str, digest: str) -> None:
    """With the transaction that is under way.

    Args:
        notebook: the id of a submitted notebook.
    """
    forget_record(gradebook, notebook)
    gradebook.db.execute(insert(RECORDS), [{"notebook": notebook, "digest": digest}])


def forget_record(gradebook: Gradebook, notebook: str) -> None:
    """With the transaction that is under way."""
    gradebook.db.execute(delete(RECORDS).where(RECORDS.c.notebook == notebook))


def recorded_digest(gradebook: Gradebook, assignment: str, student: str) -> str:
    """What the student's notebook was recorded from; "" where that was never finished."""
    names = {"assignment": assignment, "student": student}
    return gradebook.db.execute(RECORD_OF, names).scalar_one_or_none() or ""


def forget_texts(database: Session, grades: Collection[str]) -> None:
    """With the transaction that is under way: of grades that are about to go."""
    for table in (TEXTS, POINTS):
        database.execute(delete(table).where(table.c.grade.in_(grades)))


def recorded_points(gradebook: Gradebook, notebook: str) -> dict[str, float]:
    """What each answer of a submitted notebook was worth when it was recorded, by the id of the grade."""
    rows = gradebook.db.execute(POINTS_OF, {"notebook": notebook})
    return {row.grade: row.maximum for row in rows}


def keep_points(gradebook: Gradebook, points: Mapping[str, float], before: Collection[str]) -> None:
    """As `keep_texts`."""
    _keep(gradebook, POINTS, [{"grade": grade, "maximum": maximum} for grade, maximum in points.items()], before)


def outdated_answers(gradebook: Gradebook, assignment: str) -> list[tuple[str, str]]:
    """(student, cell) of what has changed after it was marked by hand, and has not been marked again."""
    query = (
        select(SubmittedAssignment.student_id, BaseCell.name)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .join(TEXTS, TEXTS.c.grade == Grade.id)
        .where(Assignment.name == assignment, TEXTS.c.outdated, Grade.needs_manual_grade)
        .order_by(SubmittedAssignment.student_id, BaseCell.name)
    )
    return [(student, cell) for student, cell in gradebook.db.execute(query)]


def enter_newcomer(gradebook: Gradebook, student: str) -> None:
    """With the transaction that is under way."""
    gradebook.db.execute(delete(NEWCOMERS).where(NEWCOMERS.c.student == student))
    gradebook.db.execute(insert(NEWCOMERS), [{"student": student}])


def rename_newcomer(gradebook: Gradebook, old: str, new: str) -> None:
    """With the transaction that is under way: the new name was entered by somebody where the old one was."""
    gradebook.db.execute(delete(NEWCOMERS).where(NEWCOMERS.c.student == new))
    gradebook.db.execute(update(NEWCOMERS).where(NEWCOMERS.c.student == old).values(student=new))


def read_roster(gradebook: Gradebook) -> Roster:
    """A newcomer who has been given a name or an address since is none any more."""
    columns = (Student.id, Student.first_name, Student.last_name, Student.email, Student.lms_user_id)
    named = {student: any(names) for student, *names in gradebook.db.execute(select(*columns))}
    entered = set(gradebook.db.execute(select(NEWCOMERS.c.student)).scalars())
    return Roster(frozenset(named), frozenset(student for student in entered if named.get(student) is False))


def zeros_of(gradebook: Gradebook, assignment: str) -> dict[str, Zero]:
    """By student."""
    rows = gradebook.db.execute(select(ZEROS).where(ZEROS.c.assignment == assignment))
    return {row.student: Zero(row.reason, row.digest) for row in rows}


def keep_zero(gradebook: Gradebook, assignment: str, student: str, zero: Zero) -> None:
    """With the transaction that is under way."""
    forget_zero(gradebook, assignment, student)
    row = {"assignment": assignment, "student": student, "reason": zero.reason, "digest": zero.digest}
    gradebook.db.execute(insert(ZEROS), [row])


def forget_zero(gradebook: Gradebook, assignment: str, student: str) -> None:
    """With the transaction that is under way."""
    gradebook.db.execute(delete(ZEROS).where(ZEROS.c.assignment == assignment, ZEROS.c.student == student))
