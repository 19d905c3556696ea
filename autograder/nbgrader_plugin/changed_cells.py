"""Cells that came to an assignment, or went, after students had handed in.

nbgrader takes no such change. Here the gradebook is changed so that it does: what is recorded for all other cells,
marks and comments by hand included, stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    MissingEntry,
    Notebook,
    SolutionCell,
    SourceCell,
    TaskCell,
)
from sqlalchemy import delete
from sqlalchemy.orm import Session

from autograder.errors import UsageError
from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.nbgrader_plugin.faults import named_fault
from autograder.nbgrader_plugin.gradebook import know_assignment, open_gradebook, source_of
from autograder.nbgrader_plugin.remembered import forget_texts, make_tables
from autograder.reading.source import Source

__all__ = ["CellChanges", "adopt_cells"]

Key = tuple[str, type]
KINDS = (GradeCell, SolutionCell, TaskCell)


@dataclass(frozen=True, slots=True)
class CellChanges:
    """Names of cells; `marks`: student and cell of each mark or comment by hand that stands on what went."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]


def adopt_cells(course: Path, assignment: str, *, drop_marks: bool) -> CellChanges:
    """Let the gradebook take the cells that the source has now; what was changed.

    Raises UsageError where marks by hand would go and `drop_marks` does not allow it, GraderError where the gradebook
    cannot be used.
    """
    with quiet_log() as (logger, _), nbgrader_app(course, logger) as (app, coursedir), named_fault(coursedir):
        source = source_of(coursedir, assignment, assignment)
        with open_gradebook(coursedir) as gradebook:
            make_tables(gradebook)
            try:
                notebook = gradebook.find_notebook(assignment, assignment)
            except MissingEntry:
                raise UsageError(f"the gradebook does not know {assignment}: there is nothing to change") from None
            changes = _changes(notebook, source)
            if changes.marks and not drop_marks:
                raise UsageError(_refusal(changes))
            _apply(gradebook, notebook, source)
        know_assignment(app, coursedir, assignment)
    return changes


def _refusal(changes: CellChanges) -> str:
    cells = ", ".join(sorted({cell for _, cell in changes.marks}))
    students = len({student for student, _ in changes.marks})
    said = (
        f"{cells}: marks or comments by hand of {students} students would go with the cells that are not there any more"
    )
    return f"{said}; bring the cells back, or let them go with --drop-marks"


def _changes(notebook: Notebook, source: Source) -> CellChanges:
    there, wanted = _there(notebook), set(_wanted(source))
    marks = [mark for key in there.keys() - wanted for mark in _marked(there[key])]
    return CellChanges(_names(wanted - there.keys()), _names(there.keys() - wanted), tuple(sorted(set(marks))))


def _names(keys: Iterable[Key]) -> tuple[str, ...]:
    return tuple(sorted({name for name, _ in keys}))


def _there(notebook: Notebook) -> dict[Key, BaseCell]:
    cells = (*notebook.grade_cells, *notebook.solution_cells, *notebook.task_cells)
    return {(cell.name, type(cell)): cell for cell in cells}


def _wanted(source: Source) -> Iterator[Key]:
    for cell in source.cells:
        flags = ("grade", GradeCell), ("solution", SolutionCell), ("task", TaskCell)
        yield from ((cell.grade_id, kind) for flag, kind in flags if cell.nbgrader.get(flag))


def _marked(cell: BaseCell) -> Iterator[tuple[str, str]]:
    for grade in cell.grades:
        if grade.manual_score is not None or grade.extra_credit is not None:
            yield grade.notebook.assignment.student_id, cell.name
    for comment in cell.comments:
        if comment.manual_comment:
            yield comment.notebook.assignment.student_id, cell.name


def _apply(gradebook: Gradebook, notebook: Notebook, source: Source) -> None:
    """One transaction: nbgrader's own functions would commit each cell by itself."""
    database, there, wanted = gradebook.db, _there(notebook), set(_wanted(source))
    for key in there.keys() - wanted:
        _remove(database, there[key])
    points = {cell.grade_id: (cell.points, cell.kind) for cell in source.cells}
    for name, kind in sorted(wanted - there.keys(), key=str):
        _add(database, notebook, name, kind, *points[name])
    kept = {cell.grade_id for cell in source.cells}
    texts = {cell.name: cell for cell in notebook.source_cells}
    for name in texts.keys() - kept:
        database.delete(texts[name])
    for name in kept - texts.keys():
        database.add(SourceCell(name=name, notebook=notebook, cell_type=points[name][1], source="", locked=False))
    database.commit()


def _remove(database: Session, cell: BaseCell) -> None:
    forget_texts(database, [grade.id for grade in cell.grades])
    for table in (Grade, Comment):
        database.execute(
            delete(table).where(table.cell_id == cell.id), execution_options={"synchronize_session": "fetch"}
        )
    database.delete(cell)


def _add(database: Session, notebook: Notebook, name: str, kind: type, points: float, cell_type: str) -> None:
    """The cell, and a place for its score or comment in every hand-in."""
    graded = {} if kind is SolutionCell else {"max_score": points, "cell_type": cell_type}
    cell = kind(name=name, notebook=notebook, **graded)
    database.add(cell)
    database.flush()
    for submitted in notebook.submissions:
        if kind is not SolutionCell:
            database.add(Grade(cell_id=cell.id, notebook=submitted))
        if kind is not GradeCell:
            database.add(Comment(cell_id=cell.id, notebook=submitted))
