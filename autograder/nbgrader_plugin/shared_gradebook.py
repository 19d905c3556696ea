"""One open gradebook for a whole class.

nbgrader opens its gradebook about ten times per submission, with a new engine and a look at every table each time,
commits thirty times, and joins up to six tables for each cell, grade and comment: two thirds of the time that recording
takes. Here its converters and preprocessors share one session that loads an assignment and a submission whole, and what
they do for one student is one transaction: recorded whole or not at all.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    MissingEntry,
    Notebook,
    SourceCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import scoped_session, selectinload, sessionmaker, with_polymorphic

from autograder.nbgrader_plugin.held_session import HeldSession
from autograder.nbgrader_plugin.internals import CELLS_OF_NOTEBOOK, answering_gradebook

__all__ = ["one_gradebook"]

NOTEBOOKS, HANDED_IN = selectinload(Assignment.notebooks), selectinload(SubmittedAssignment.notebooks)
ANY_CELL = with_polymorphic(BaseCell, "*")
ASSIGNMENT = (
    select(Assignment)
    .where(Assignment.name == bindparam("assignment"))
    .options(NOTEBOOKS.selectinload(CELLS_OF_NOTEBOOK.of_type(ANY_CELL)), NOTEBOOKS.selectinload(Notebook.source_cells))
)
SUBMISSION = (
    select(SubmittedAssignment)
    .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
    .where(Assignment.name == bindparam("assignment"), SubmittedAssignment.student_id == bindparam("student"))
    .options(
        HANDED_IN.selectinload(SubmittedNotebook.grades).undefer(Grade.max_score),
        HANDED_IN.selectinload(SubmittedNotebook.comments),
    )
)
STUDENT = select(Student).where(Student.id == bindparam("student"))


class _Shared(Gradebook):
    """Stands for every Gradebook that nbgrader opens and closes meanwhile.

    It answers from the assignment and the submission that it has loaded whole, and asks as nbgrader does where the
    answer is not among them.
    """

    def __init__(self, opened: Gradebook) -> None:
        self.engine, self.course_id, self.authenticator = opened.engine, opened.course_id, opened.authenticator
        self.db = scoped_session(sessionmaker(bind=opened.engine, class_=HeldSession, future=True))

    def close(self) -> None:
        """Stays open."""

    def find_assignment(self, name: str) -> Assignment:
        self.db().renew()
        return self._loaded(ASSIGNMENT, assignment=name)

    def add_assignment(self, name: str, **values: Any) -> Assignment:
        return self._added(super().add_assignment(name, **values), ASSIGNMENT, name)

    def find_notebook(self, name: str, assignment: str) -> Notebook:
        found = self._among(self.find_assignment(assignment), "notebooks").get(name)
        return found or super().find_notebook(name, assignment)

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> SourceCell:
        found = self._among(self.find_notebook(notebook, assignment), "source_cells").get(name)
        return found or super().find_source_cell(name, notebook, assignment)

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> GradeCell | TaskCell:
        cells = self.find_notebook(notebook, assignment)
        found = self._among(cells, "grade_cells").get(name) or self._among(cells, "task_cells").get(name)
        return found or super().find_graded_cell(name, notebook, assignment)

    def find_student(self, student_id: str) -> Student:
        return self._loaded(STUDENT, student=student_id)

    def add_student(self, student_id: str, **values: Any) -> Student:
        return self._added(super().add_student(student_id, **values), STUDENT, student_id)

    def find_submission(self, assignment: str, student: str) -> SubmittedAssignment:
        return self._loaded(SUBMISSION, assignment=assignment, student=student)

    def add_submission(self, assignment: str, student: str, **values: Any) -> SubmittedAssignment:
        return self._added(super().add_submission(assignment, student, **values), SUBMISSION, assignment, student)

    def find_submission_notebook(self, notebook: str, assignment: str, student: str) -> SubmittedNotebook:
        self.db.flush()  # its score is a sum that the database makes
        found = self._handed_in(notebook, assignment, student)
        return found or super().find_submission_notebook(notebook, assignment, student)

    def find_grade(self, grade_cell: str, notebook: str, assignment: str, student: str) -> Grade:
        cell = self.find_graded_cell(grade_cell, notebook, assignment)
        submitted = self._handed_in(notebook, assignment, student)
        found = submitted and self._among(submitted, "grades", "cell_id").get(cell.id)
        return found or super().find_grade(grade_cell, notebook, assignment, student)

    def find_comment(self, solution_cell: str, notebook: str, assignment: str, student: str) -> Comment:
        cells, submitted = self.find_notebook(notebook, assignment), self._handed_in(notebook, assignment, student)
        cell = self._among(cells, "solution_cells").get(solution_cell)
        cell = cell or self._among(cells, "task_cells").get(solution_cell)
        found = submitted and cell and self._among(submitted, "comments", "cell_id").get(cell.id)
        return found or super().find_comment(solution_cell, notebook, assignment, student)

    def _handed_in(self, notebook: str, assignment: str, student: str) -> SubmittedNotebook | None:
        submitted = self.find_submission(assignment, student).notebooks
        return next((entry for entry in submitted if entry.notebook.name == notebook), None)

    def _among(self, owner: Any, entries: str, key: str = "name") -> dict[str, Any]:
        """The notebooks, cells or marks of one owner by their key, read once."""
        session, place = self.db(), (owner, entries)
        found = session.lasting if isinstance(owner, Assignment | Notebook) else session.found
        if place not in found:
            found[place] = {getattr(entry, key): entry for entry in reversed(getattr(owner, entries))}
        return found[place]

    def _loaded(self, statement: Select[Any], **names: str) -> Any:
        """What the statement finds, asked for once in a transaction. Raises MissingEntry."""
        session, key = self.db(), (statement, *names.values())
        found = session.lasting if statement is ASSIGNMENT else session.found
        if key not in found:
            with self.db.no_autoflush:  # what was added meanwhile has been noted
                found[key] = self.db.execute(statement, names).scalar_one_or_none()
        if found[key] is None:
            raise MissingEntry(f"not in the gradebook: {', '.join(names.values())}")
        return found[key]

    def _added(self, entry: Any, statement: Select[Any], *names: str) -> Any:
        session = self.db()
        (session.lasting if statement is ASSIGNMENT else session.found)[statement, *names] = entry
        return entry


@contextlib.contextmanager
def one_gradebook(coursedir: CourseDirectory) -> Iterator[HeldSession]:
    """While this is open nbgrader's parts use one gradebook; `keep()` of what it gives commits, `rollback()` undoes."""
    with Gradebook(coursedir.db_url, coursedir.course_id) as opened:
        shared = _Shared(opened)
        try:
            with answering_gradebook(lambda *_, **__: shared):
                yield shared.db()
        finally:
            shared.db.remove()
