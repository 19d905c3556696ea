"""Where each student of the gradebook stands in an assignment: marks, penalties, and what nobody has read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment as Known
from nbgrader.api import Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import func, select

from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.nbgrader_plugin.faults import named_fault
from autograder.nbgrader_plugin.gradebook import open_gradebook
from autograder.nbgrader_plugin.remembered import make_tables, zeros_of
from autograder.reports.standing import NOT_HANDED_IN, Handover, Standing
from autograder.spec import Assignment
from autograder.spec.cell_ids import check_id, exercise_of_check

__all__ = ["read_standings"]

NOT_GRADED = "could not be graded"
NOT_YET = "has handed in and is not graded yet"


def read_standings(course: Path, assignment: Assignment) -> tuple[tuple[Standing, ...], Handover]:
    """Everybody in the gradebook, by student, and the assignment's graded cells under their titles, in their order.

    Raises GraderError where the gradebook cannot be used.
    """
    with (
        quiet_log() as (logger, _),
        nbgrader_app(course, logger) as (_, coursedir),
        named_fault(coursedir),
        open_gradebook(coursedir) as gradebook,
    ):
        make_tables(gradebook)
        cells = _cells(gradebook, assignment.name)
        names = {cell.id: cell.name for cell in cells}
        here = {path.parent.name for path in (course / "submitted").glob(f"*/{assignment.name}")}
        return tuple(_standings(gradebook, assignment.name, names, here)), _handover(assignment, cells)


def _handover(assignment: Assignment, cells: Sequence[Any]) -> Handover:
    exercises = {check_id(exercise.key): exercise for exercise in assignment.exercises}
    last = len(exercises) + 1
    ordered = sorted(cells, key=lambda cell: exercises[cell.name].number if cell.name in exercises else last)
    titles = {cell: f"{exercise.number} · {exercise.title}" for cell, exercise in exercises.items()}
    return Handover(assignment.title, {cell.name: cell.max_score for cell in ordered}, titles)


def _cells(gradebook: Gradebook, assignment: str) -> list[Any]:
    """Every cell that is worth points."""
    found = gradebook.db.execute(select(Known).where(Known.name == assignment)).scalar_one_or_none()
    notebooks = found.notebooks if found is not None else []
    return [cell for notebook in notebooks for cell in (*notebook.grade_cells, *notebook.task_cells)]


def _standings(
    gradebook: Gradebook, assignment: str, names: Mapping[str, str], here: Collection[str]
) -> Iterator[Standing]:
    grades = _grades(gradebook, assignment)
    penalties, zeros = _penalties(gradebook, assignment), zeros_of(gradebook, assignment)
    for student in gradebook.db.execute(select(Student).order_by(Student.id)).scalars():
        standing = Standing(
            student.id,
            penalty=penalties.get(student.id) or 0.0,
            zero=zeros[student.id].reason if student.id in zeros else "",
            first_name=student.first_name or "",
            last_name=student.last_name or "",
            email=student.email or "",
            lms_id=student.lms_user_id or "",
        )
        yield _with_grades(standing, names, grades.get(student.id, ()), student.id in here)


def _with_grades(standing: Standing, names: Mapping[str, str], grades: Sequence[Any], is_here: bool) -> Standing:
    """The gradebook has cells without a score of whoever has nothing but an extension, too."""
    cells = {names[cell]: _score(auto, manual) for cell, auto, manual, _ in grades if cell in names}
    unscored = {name for name, score in cells.items() if score is None}
    ungraded = set(filter(exercise_of_check, unscored))
    is_absent, is_new = not (is_here or set(cells) - unscored), not cells
    nothing = NOT_HANDED_IN if is_absent else NOT_YET if is_new else NOT_GRADED if ungraded else ""
    extra = sum(credit or 0.0 for _, auto, manual, credit in grades if _score(auto, manual) is not None)
    waiting = () if nothing else tuple(sorted(unscored))
    return replace(standing, cells=cells, extra=extra, waiting=waiting, nothing=nothing)


def _score(auto: float | None, manual: float | None) -> float | None:
    """As in nbgrader, a mark by hand comes first."""
    return auto if manual is None else manual


def _grades(gradebook: Gradebook, assignment: str) -> dict[str, list[Any]]:
    """(cell, automatic score, mark by hand, extra credit) by student."""
    query = (
        select(SubmittedAssignment.student_id, Grade.cell_id, Grade.auto_score, Grade.manual_score, Grade.extra_credit)
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Known, Known.id == SubmittedAssignment.assignment_id)
        .where(Known.name == assignment)
    )
    grades: dict[str, list[Any]] = {}
    for student, *grade in gradebook.db.execute(query):
        grades.setdefault(student, []).append(grade)
    return grades


def _penalties(gradebook: Gradebook, assignment: str) -> dict[str, float]:
    query = (
        select(SubmittedAssignment.student_id, func.sum(SubmittedNotebook.late_submission_penalty))
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Known, Known.id == SubmittedAssignment.assignment_id)
        .where(Known.name == assignment)
        .group_by(SubmittedAssignment.student_id)
    )
    return dict(gradebook.db.execute(query).tuples().all())
