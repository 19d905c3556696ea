"""A submission's answers in the structure of its source.

Locked and check cells, flags, ids and points are the source's, whatever the submission says. The student's own are
the text of solution cells, of written answers, and the cells that were added.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.reading.answers import take_from_below
from autograder.reading.notebook import NotebookCell, RawNotebook
from autograder.reading.parsing import Budget
from autograder.reading.python2 import looks_like_python2
from autograder.reading.source import Source, SourceCell

__all__ = ["Placed", "defined_names", "merge"]

DEFINITION = re.compile(r"^(?:def|class)[ \t]+(\w+)", re.MULTILINE)
DUPLICATED = "The cell '{}' is there {} times; the first with work in it is graded."
UNMARKED = "The cell '{}' had lost its mark; cell {} defines its functions and is graded in its place."
MISSING = "The cell '{}' is missing from your notebook; the empty starter was graded in its place."
UNANSWERED = "The written answer '{}' is missing from your notebook."
OLD_FORMAT = "The notebook was saved in the old format {}; open it in JupyterLab and save it again."
PYTHON2 = "The notebook is written for Python 2; this course runs Python 3, where print is a function: print(x)."


@dataclass(frozen=True, slots=True)
class Placed:
    """One cell of the restored notebook. `mark` is its source cell; None for a cell of the student's own."""

    cell_id: str
    kind: str
    source: str
    mark: SourceCell | None
    attachments: Mapping[str, Any] | None = None


def merge(notebook: RawNotebook, source: Source) -> tuple[tuple[Placed, ...], tuple[str, ...]]:
    """The restored notebook, and a sentence for everything that had to be put right."""
    pairing = _Pairing(notebook, source)
    placed: list[Placed] = list(pairing.added[0])
    for place, cell in enumerate(source.cells):
        placed.append(pairing.restored(cell))
        placed += pairing.added[place + 1]
    answered, from_below = take_from_below(placed, source)
    return answered, (*_about_format(notebook, placed), *pairing.problems, *from_below)


def defined_names(source: str) -> frozenset[str]:
    """Functions and classes that a cell defines at its margin, whether or not it can be parsed."""
    return frozenset(DEFINITION.findall(source))


class _Pairing:
    """Which submitted cell answers which source cell; all others keep their place behind the cell before them."""

    def __init__(self, notebook: RawNotebook, source: Source) -> None:
        self.source = source
        self.cells = notebook.cells
        self.problems: list[str] = []
        self.chosen = {cell.grade_id: self._choose(cell) for cell in source.cells}
        self.added = self._place_added()

    def _choose(self, wanted: SourceCell) -> int | None:
        """Position of the submitted cell that answers `wanted`."""
        found = [k for k, cell in enumerate(self.cells) if cell.grade_id == wanted.grade_id]
        if not wanted.is_solution:
            return found[0] if found else None
        worked_on = [k for k in found if self.cells[k].source.strip() != wanted.source.strip()]
        if len(found) > 1:
            self.problems.append(DUPLICATED.format(wanted.grade_id, len(found)))
        if found:
            return (worked_on or found)[0]
        return self._salvage(wanted)

    def _salvage(self, wanted: SourceCell) -> int | None:
        """The unmarked cell that defines the functions of a deleted solution cell, if there is one."""
        names = defined_names(wanted.source)
        for k, cell in enumerate(self.cells):
            own = cell.kind == "code" and cell.grade_id not in self.source.places
            if names and own and names <= defined_names(cell.source):
                self.problems.append(UNMARKED.format(wanted.grade_id, k + 1))
                return k
        self.problems.append((MISSING if wanted.kind == "code" else UNANSWERED).format(wanted.grade_id))
        return None

    def _place_added(self) -> list[list[Placed]]:
        """For each source cell the student's own cells behind it; entry 0 is what comes before all of them."""
        answered = {k: self.source.places[name] for name, k in self.chosen.items() if k is not None}
        added: list[list[Placed]] = [[] for _ in range(len(self.source.cells) + 1)]
        place = 0
        for k, cell in enumerate(self.cells):
            if k in answered:
                place = answered[k] + 1
            elif cell.grade_id in self.source.places:
                added[place] += self._leftover(k, cell)
            else:
                added[place].append(Placed(f"cell-{k + 1}", cell.kind, cell.source, None, cell.attachments))
        return added

    def _leftover(self, k: int, cell: NotebookCell) -> list[Placed]:
        """A second copy of a marked cell: kept for the human reader where it holds work, and never run."""
        mark = self.source.cells[self.source.places[cell.grade_id or ""]]
        return [Placed(f"cell-{k + 1}", "raw", cell.source, None)] if mark.is_solution else []

    def restored(self, mark: SourceCell) -> Placed:
        position = self.chosen[mark.grade_id]
        if not mark.is_solution or position is None:
            return Placed(mark.grade_id, mark.kind, mark.source, mark)
        cell = self.cells[position]
        return Placed(mark.grade_id, mark.kind, cell.source, mark, cell.attachments)


def _about_format(notebook: RawNotebook, placed: Sequence[Placed]) -> list[str]:
    problems = []
    if notebook.nbformat < 4:
        problems.append(OLD_FORMAT.format(notebook.nbformat))
    budget = Budget()
    code = (cell.source for cell in placed if cell.kind == "code")
    if notebook.language in ("python2", "ipython2") or any(looks_like_python2(source, budget) for source in code):
        problems.append(PYTHON2)
    return problems
