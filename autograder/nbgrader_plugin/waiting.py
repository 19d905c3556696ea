"""Written answers that nobody has read yet."""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Assignment, Grade, GradeCell, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import select

from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.nbgrader_plugin.faults import named_fault
from autograder.nbgrader_plugin.gradebook import open_gradebook

__all__ = ["waiting_answers"]


def waiting_answers(course: Path, assignment: str) -> list[tuple[str, str]]:
    """Question and student of each of them, in order. Raises GraderError.

    An answer that is empty has its 0 from nbgrader and waits for nobody.
    """
    query = (
        select(GradeCell.name, SubmittedAssignment.student_id)
        .join(Grade, Grade.cell_id == GradeCell.id)
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == assignment, GradeCell.cell_type == "markdown")
        .where(Grade.auto_score.is_(None), Grade.manual_score.is_(None))
        .order_by(GradeCell.name, SubmittedAssignment.student_id)
    )
    with (
        quiet_log() as (logger, _),
        nbgrader_app(course, logger) as (_, coursedir),
        named_fault(coursedir),
        open_gradebook(coursedir) as gradebook,
    ):
        return [(question, student) for question, student in gradebook.db.execute(query)]
