"""The model answer and its points under each written answer, on the formgrader's page and nowhere else.

They are put in when the page is drawn: no file that nbgrader could pass on to students holds them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat.v4 import new_markdown_cell

from autograder.errors import UnreadableSubmission
from autograder.reading.notebook import read_notebook

__all__ = ["ShowModelAnswers"]

TITLE = "#### Model answer and points (only here; students do not see it)"


class ShowModelAnswers(Preprocessor):
    """For nbconvert's HTMLExporter; does something where the formgrader asks, and leaves other pages alone."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """A cell after each written answer."""
        if "submission_id" in resources:
            models = dict(_models(_source(resources)))
            nb.cells = [shown for cell in nb.cells for shown in (cell, *_model(cell, models))]
        return nb, resources


def _source(resources: Mapping[str, Any]) -> Path | None:
    """The assignment's source notebook, in the course folder that the graded one lies in."""
    wanted = Path("source", resources["assignment_id"], f"{resources['notebook_id']}.ipynb")
    graded = Path(resources.get("metadata", {}).get("path", "")).resolve()
    return next((parent / wanted for parent in graded.parents if (parent / wanted).is_file()), None)


def _models(source: Path | None) -> Iterator[tuple[str, str]]:
    """By grade_id what the author has written in the place of the answer."""
    try:
        cells = read_notebook(source).cells if source else ()
    except UnreadableSubmission:
        return
    for cell in cells:
        if cell.kind == "markdown" and _is_written(cell.nbgrader) and cell.source.strip():
            yield str(cell.grade_id), cell.source


def _model(cell: Any, models: Mapping[str, str]) -> Iterator[Any]:
    marks = cell.metadata.get("nbgrader", {})
    model = models.get(marks.get("grade_id", "")) if cell.cell_type == "markdown" and _is_written(marks) else None
    if model:
        yield new_markdown_cell(f"{TITLE}\n\n{model}")


def _is_written(marks: Mapping[str, Any]) -> bool:
    return bool((marks.get("solution") and marks.get("grade")) or marks.get("task"))
