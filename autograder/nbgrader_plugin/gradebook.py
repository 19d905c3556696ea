"""What is asked of nbgrader's gradebook beyond what nbgrader itself does with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory

from autograder.errors import GraderError
from autograder.nbgrader_plugin.faults import ends_recording
from autograder.nbgrader_plugin.internals import finish_tables
from autograder.nbgrader_plugin.remembered import forget_record, forget_zero, make_tables
from autograder.reading.source import Source, load_source

__all__ = ["forget_scores", "know_assignment", "maximum_points", "open_gradebook", "source_of"]


def open_gradebook(coursedir: CourseDirectory) -> Gradebook:
    """The course's gradebook, a context manager."""
    return Gradebook(coursedir.db_url, coursedir.course_id)


def source_of(coursedir: CourseDirectory, assignment: str, notebook: str) -> Source:
    """The source notebook. Raises GraderError."""
    folder = coursedir.format_path(coursedir.source_directory, ".", assignment)
    return load_source(Path(folder).resolve() / f"{notebook}.ipynb")


def forget_scores(gradebook: Gradebook, assignment: str, student: str) -> None:
    """Before anything is graded anew: no automatic score of an earlier run is left standing, whatever happens next."""
    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        return
    with gradebook.db.no_autoflush:  # a submission that is new goes to the database once, with its scores
        for notebook in submission.notebooks:
            if notebook.id:
                forget_record(gradebook, notebook.id)
            notebook.late_submission_penalty = None
            for grade in notebook.grades:
                grade.auto_score = None
                grade.needs_manual_grade = True
        forget_zero(gradebook, assignment, student)
    gradebook.db.commit()


def maximum_points(gradebook: Gradebook, assignment: str, notebook: str) -> dict[str, float]:
    """Points of each graded cell as the gradebook knows them."""
    return {cell.name: cell.max_score for cell in gradebook.find_notebook(notebook, assignment).grade_cells}


def is_known(gradebook: Gradebook, assignment: str, source: Source) -> bool:
    """Whether the gradebook has the assignment with just the cells, texts and points of its source notebook."""
    try:
        notebook = gradebook.find_notebook(source.path.stem, assignment)
    except MissingEntry:
        return False
    known = {cell.name: (cell.cell_type, cell.source) for cell in notebook.source_cells}
    points = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
    wanted = {cell.grade_id: (cell.kind, cell.source) for cell in source.cells}
    return known == wanted and points == _points(source)


def _points(source: Source) -> Mapping[str, float]:
    graded = (cell for cell in source.cells if cell.nbgrader.get("grade") or cell.nbgrader.get("task"))
    return {cell.grade_id: cell.points for cell in graded}


def know_assignment(app: Any, coursedir: CourseDirectory, assignment: str) -> Source:
    """Make the gradebook know the assignment as its source notebook has it. `release/` is left alone.

    Raises GraderError where it cannot, such as when cells were added after students had been graded.
    """
    source = source_of(coursedir, assignment, assignment)
    with open_gradebook(coursedir) as gradebook:
        finish_tables(gradebook)
        make_tables(gradebook)
        if is_known(gradebook, assignment, source):
            return source
        gradebook.update_or_create_assignment(assignment)
    converter = GenerateAssignment(coursedir=coursedir, parent=app)
    exporter = converter.exporter_class(parent=converter, config=converter.config)
    for preprocessor in _until_saved(converter.preprocessors):
        exporter.register_preprocessor(preprocessor)
    names = {"student": ".", "assignment": assignment, "notebook": assignment, "db_url": coursedir.db_url}
    try:
        exporter.from_filename(str(source.path), resources={"nbgrader": names})
    except Exception as error:
        if ends_recording(error):
            raise
        raise GraderError(
            f"the gradebook does not take the source of {assignment}: {error}{_remedy(error, assignment)}"
        ) from error
    return source


def _remedy(error: Exception, assignment: str) -> str:
    added_or_removed = isinstance(error, RuntimeError) and "add or remove" in str(error)
    return f"; `chainrule adopt {assignment}` lets it, and keeps what is recorded" if added_or_removed else ""


def _until_saved(preprocessors: list[Any]) -> list[Any]:
    names = [getattr(entry, "__name__", str(entry)).rpartition(".")[2] for entry in preprocessors]
    return preprocessors[: names.index("SaveCells") + 1]
