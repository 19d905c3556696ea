"""nbgrader's table of all grades, with two differences: fields are quoted where they must be, and whoever could not be
graded has no score in it, not a zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Grade, Gradebook, GradeCell, Student, SubmittedAssignment, SubmittedNotebook
from nbgrader.plugins import CsvExportPlugin
from sqlalchemy import select

from autograder.batch.durable import write_whole
from autograder.reports.spreadsheet import csv_text

__all__ = ["UngradedAwareCsv"]

SCORES = ("raw_score", "late_submission_penalty", "score")
COLUMNS = ("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", *SCORES, "max_score")


class UngradedAwareCsv(CsvExportPlugin):
    """The columns of nbgrader's own export, for `nbgrader export` and `chainrule grade`."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the table to `to`, or to grades.csv."""
        path = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", path)
        rows = [[_text(row[column]) for column in COLUMNS] for row in self._rows(gradebook)]
        content = csv_text([COLUMNS, *rows]).encode("utf-8")
        if path.exists() and not path.is_file():  # a terminal, a pipe
            path.write_bytes(content)
        else:
            write_whole(path.resolve(), content)

    def _rows(self, gradebook: Gradebook) -> Iterator[dict[str, Any]]:
        ungraded = ungraded_submissions(gradebook)
        students = sorted(gradebook.students, key=_by_name)
        for assignment in gradebook.assignments:
            submissions = _submissions(gradebook, assignment)
            for student in students:
                if self._is_wanted(assignment.name, student.id):
                    row = _about(assignment, student) | _scores(submissions.get(student.id))
                    is_ungraded = (assignment.name, student.id) in ungraded
                    yield row | dict.fromkeys(SCORES, "") if is_ungraded else row

    def _is_wanted(self, assignment: str, student: str) -> bool:
        """`nbgrader export --assignment` and `--student` name some; all where they name none."""
        return assignment in (self.assignment or [assignment]) and student in map(str, self.student or [student])


def _by_name(student: Student) -> tuple[str, str, str]:
    """As nbgrader sorts them; those without a name, or with the same, by id."""
    return student.last_name or "", student.first_name or "", student.id


def _about(assignment: Assignment, student: Student) -> dict[str, Any]:
    own = {name: getattr(student, name) for name in ("last_name", "first_name", "email")}
    return own | {
        "assignment": assignment.name,
        "duedate": assignment.duedate,
        "student_id": student.id,
        "max_score": assignment.max_score,
    }


def _submissions(gradebook: Gradebook, assignment: Assignment) -> dict[str, Any]:
    """By student, asked for at once: nbgrader's own attributes ask for each sum of each student."""
    columns = ("student_id", "timestamp", "score", "late_submission_penalty")
    query = select(*(getattr(SubmittedAssignment, name) for name in columns))
    rows = gradebook.db.execute(query.where(SubmittedAssignment.assignment_id == assignment.id))
    return {row.student_id: row for row in rows}


def _scores(submission: Any | None) -> dict[str, Any]:
    """nbgrader's rule: nothing handed in is worth nothing, and no penalty makes less of it than that."""
    if submission is None:
        return {"timestamp": None} | dict.fromkeys(SCORES, 0.0)
    earned, penalty = submission.score, submission.late_submission_penalty
    scores = dict(zip(SCORES, (earned, penalty, max(0.0, earned - penalty)), strict=True))
    return {"timestamp": submission.timestamp} | scores


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def ungraded_submissions(gradebook: Gradebook) -> set[tuple[str, str]]:
    """(assignment, student) of every submission with a check cell that has neither an automatic nor a manual score."""
    query = (
        gradebook.db.query(Assignment.name, Student.id)
        .join(SubmittedAssignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(Student, Student.id == SubmittedAssignment.student_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(GradeCell, GradeCell.id == Grade.cell_id)
        .filter(GradeCell.cell_type == "code", Grade.auto_score.is_(None), Grade.manual_score.is_(None))
    )
    return {(assignment, student) for assignment, student in query.distinct()}
