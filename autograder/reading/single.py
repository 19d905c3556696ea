"""One file against one exercise: a notebook, read as a class's notebooks are, or a Python file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.reading.files import read_text
from autograder.reading.ipython import as_python
from autograder.reading.merging import defined_names
from autograder.reading.notebook import NotebookCell, RawNotebook, read_notebook
from autograder.reading.source import Source, load_source, make_source
from autograder.reading.submission import Submission, restore
from autograder.sandbox.backend import Cell
from autograder.spec import Exercise, load_assignment
from autograder.spec.cell_ids import check_id, solution_id
from autograder.spec.solution import plain_source, solution_cell

__all__ = ["read_single"]

SETUP = Cell("setup", "import numpy as np")


def read_single(path: Path, exercise: Exercise, source_notebook: Path) -> Submission:
    """The code of `path` in the order in which it runs. Raises UnreadableSubmission, GraderError.

    Args:
        source_notebook: gives the structure where it exists; else the notebook keeps its own.
    """
    if path.suffix == ".py":
        return _from_python(as_python(read_text(path)), exercise)
    notebook = read_notebook(path)
    source = load_source(source_notebook) if source_notebook.is_file() else _own_source(notebook, exercise)
    return restore(notebook, source)


def _from_python(text: str, exercise: Exercise) -> Submission:
    """The file as the exercise's one cell."""
    return Submission((SETUP, *_given(text, exercise), Cell(solution_id(exercise.name), text)))


def _given(text: str, exercise: Exercise) -> Iterator[Cell]:
    """The earlier exercises that a lone file does not bring along; what it defines itself stands behind them."""
    for used in exercise.earlier:
        if not defined_names(text) >= used.functions.keys():
            yield Cell(used.key, plain_source(used))


def _own_source(notebook: RawNotebook, exercise: Exercise) -> Source:
    """Those cells of the assignment that the notebook has: nothing is missing in it, and no check is run."""
    there = {cell.grade_id for cell in notebook.cells}
    exercises = load_assignment(exercise.assignment, exercise.folder.parent.parent).exercises
    found = [other for other in exercises if there & {solution_id(other.name), check_id(other.name)}]
    return make_source(Path(f"{exercise.assignment}.ipynb"), [cell for other in found for cell in _marked(other)])


def _marked(exercise: Exercise) -> Iterator[NotebookCell]:
    yield NotebookCell("code", solution_cell(exercise), solution_id(exercise.name), {"solution": True})
    yield NotebookCell("code", "", check_id(exercise.name), {"grade": True, "locked": True})
