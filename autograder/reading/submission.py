"""From a submitted notebook to the code that is run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.reading.ipython import as_python
from autograder.reading.merging import Placed, merge
from autograder.reading.notebook import RawNotebook, read_notebook
from autograder.reading.parsing import Budget
from autograder.reading.source import Source, load_source
from autograder.sandbox.backend import Cell
from autograder.spec.cell_ids import exercise_of_check

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
    return Submission(_runnable(placed, source), problems)


def _runnable(placed: Sequence[Placed], source: Source) -> tuple[Cell, ...]:
    """Code cells as plain Python: the course's locked ones, which everything needs, then all others in their order.

    A check cell is a mark without code: its points come from the hidden suite.
    """
    budget = Budget()
    code = sorted((cell for cell in placed if cell.kind == "code"), key=lambda cell: not _is_locked(cell))
    return tuple(_cell(cell, source, budget) for cell in code)


def _is_locked(placed: Placed) -> bool:
    return placed.mark is not None and not placed.mark.is_solution and not placed.mark.is_check


def _cell(placed: Placed, source: Source, budget: Budget) -> Cell:
    if placed.mark and placed.mark.is_check:
        return Cell(placed.cell_id, "", check_of=exercise_of_check(placed.mark.grade_id) or placed.mark.grade_id)
    own, given = placed.mark is None, _is_locked(placed) or source.is_given(placed.source)
    return Cell(placed.cell_id, as_python(placed.source, budget), own, given=given)
