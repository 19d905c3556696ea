"""One file against one exercise: a notebook, read as a class's notebooks are, or a Python file."""

from __future__ import annotations

import re
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
    """What stands above the exercise in a notebook, and what the file leans on without bringing it along.

    What the file defines itself stands behind them.
    """
    own, mentioned = defined_names(text), set(re.findall(r"\w+", text))
    above = {other.key: other for other in (*exercise.earlier, *_above(exercise))}
    needed = {used.key for used in exercise.earlier}
    for other in above.values():
        if mentioned & (other.functions.keys() - own):
            needed |= {other.key, *(used.key for used in other.earlier)}
    for key, used in above.items():
        if key in needed and not own >= used.functions.keys():
            yield Cell(key, plain_source(used))


def _above(exercise: Exercise) -> Iterator[Exercise]:
    """What the assignment is given, and its exercises before this one."""
    assignment = load_assignment(exercise.assignment, exercise.folder.parent.parent)
    yield from assignment.given
    yield from assignment.exercises[: exercise.number - 1]


def _own_source(notebook: RawNotebook, exercise: Exercise) -> Source:
    """Those cells of the assignment that the notebook has: nothing is missing in it, and no check is run."""
    there = {cell.grade_id for cell in notebook.cells}
    exercises = load_assignment(exercise.assignment, exercise.folder.parent.parent).exercises
    found = [other for other in exercises if there & {solution_id(other.name), check_id(other.name)}]
    return make_source(Path(f"{exercise.assignment}.ipynb"), [cell for other in found for cell in _marked(other)])


def _marked(exercise: Exercise) -> Iterator[NotebookCell]:
    yield NotebookCell("code", solution_cell(exercise), solution_id(exercise.name), {"solution": True})
    yield NotebookCell("code", "", check_id(exercise.name), {"grade": True, "locked": True})
