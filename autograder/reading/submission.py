"""From a submitted notebook to the code that is run, in the order of its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.reading.ipython import as_python
from autograder.reading.merging import Placed, merge
from autograder.reading.notebook import RawNotebook, read_notebook
from autograder.reading.parsing import Budget
from autograder.reading.source import Source, load_source
from autograder.sandbox.backend import Cell

__all__ = ["Submission", "read_submission", "restore"]


@dataclass(frozen=True, slots=True)
class Submission:
    """What is run in the box, and what had to be put right, in sentences for the student."""

    cells: tuple[Cell, ...]
    problems: tuple[str, ...] = ()


def read_submission(path: Path, source_notebook: Path) -> Submission:
    """The code of a submitted notebook, in the order in which it runs. Raises UnreadableSubmission, GraderError."""
    return restore(read_notebook(path), load_source(source_notebook))


def restore(notebook: RawNotebook, source: Source) -> Submission:
    """The code of a notebook that has been read already."""
    placed, problems = merge(notebook, source)
    return Submission(_runnable(placed), problems)


def _runnable(placed: Iterable[Placed]) -> tuple[Cell, ...]:
    """Code cells as plain Python; check cells are not run, their points come from the hidden suites."""
    budget = Budget()
    code = (cell for cell in placed if cell.kind == "code" and not (cell.mark and cell.mark.is_check))
    return tuple(Cell(cell.cell_id, as_python(cell.source, budget)) for cell in code)
