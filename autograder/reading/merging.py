"""A submission's cells in the student's order, with every marked cell of the source once.

Locked and check cells, flags, ids and points are the source's, whatever the submission says. The student's own are
the text of solution cells, of written answers, the cells that were added, and the order.
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
DUPLICATED = "The cell '{}' is there {} times; all that have work in them were run, in their order."
UNMARKED = "The cell '{}' had lost its mark; cell {} defines its functions and is graded in its place."
MISSING = "The cell '{}' is missing from your notebook; what other cells define is graded in its place."
UNANSWERED = "The written answer '{}' is missing from your notebook."
OTHERS = "No answer of this assignment is in the notebook, and there are cells of another one ('{}'): hand in {}."
CHANGED = "The locked cell '{}' was changed; the course's own text was run first, and yours where it stands."
CHANGED_CHECK = "The check cell '{}' was changed; it says where the exercise is graded, and nothing else."
TURNED = "The cell '{}' had become {}; it was run as code."
NOT_THERE = "# This cell was missing from the notebook."
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
    placed = [one for k, cell in enumerate(notebook.cells) for one in pairing.placed(k, cell)]
    for place, mark in enumerate(source.cells):
        if pairing.chosen[mark.grade_id] is None:
            placed.insert(_place_of_missing(mark, source.cells[:place], placed), _missing(mark))
    answered, from_below = (tuple(placed), ()) if pairing.is_strange else take_from_below(placed, source)
    return answered, (*_about_format(notebook, placed), *pairing.problems, *from_below)


def _missing(mark: SourceCell) -> Placed:
    is_answer = mark.is_solution and mark.kind == "code"
    return Placed(mark.grade_id, mark.kind, NOT_THERE if is_answer else mark.source, mark)


def _place_of_missing(mark: SourceCell, before: Sequence[SourceCell], placed: Sequence[Placed]) -> int:
    """Behind the cell before it in the source; a check also behind what the student has added there."""
    grade_ids = {cell.grade_id for cell in before[-1:]}
    place = next((k + 1 for k, cell in enumerate(placed) if cell.mark and cell.mark.grade_id in grade_ids), 0)
    while mark.is_check and place < len(placed) and placed[place].mark is None:
        place += 1
    return place


def defined_names(source: str) -> frozenset[str]:
    """Functions and classes that a cell defines at its margin, whether or not it can be parsed."""
    return frozenset(DEFINITION.findall(source))


class _Pairing:
    """Which submitted cell answers which source cell, and what becomes of every other one.

    `is_strange`: the notebook is that of another assignment.
    """

    def __init__(self, notebook: RawNotebook, source: Source) -> None:
        self.source = source
        self.cells = notebook.cells
        self.problems: list[str] = []
        self.chosen = {cell.grade_id: self._choose(cell) for cell in source.cells}
        self.is_strange = self._is_of_another_assignment()
        if self.is_strange:
            self.problems = [OTHERS.format(self._strange[0], source.path.name)]
        self._answered = {k: source.cells[source.places[name]] for name, k in self.chosen.items() if k is not None}

    @property
    def _strange(self) -> list[str]:
        return [cell.grade_id for cell in self.cells if cell.grade_id and cell.grade_id not in self.source.places]

    def _is_of_another_assignment(self) -> bool:
        answers = [cell.grade_id for cell in self.source.cells if cell.is_solution]
        return bool(answers and self._strange) and all(self.chosen[name] is None for name in answers)

    def placed(self, k: int, cell: NotebookCell) -> list[Placed]:
        """What stands in the place of the k-th submitted cell."""
        if mark := self._answered.get(k):
            return self._restored(mark, k, cell)
        if (place := self.source.places.get(cell.grade_id or "")) is not None:
            return self._leftover(self.source.cells[place], k, cell)
        return [Placed(f"cell-{k + 1}", cell.kind, cell.source, None, cell.attachments)]

    def _choose(self, wanted: SourceCell) -> int | None:
        """Position of the submitted cell that answers `wanted`; of several checks the last one counts."""
        found = [k for k, cell in enumerate(self.cells) if cell.grade_id == wanted.grade_id]
        if not wanted.is_solution:
            return found[-1 if wanted.is_check else 0] if found else None
        if len(found) > 1:
            self.problems.append(DUPLICATED.format(wanted.grade_id, len(found)))
        if found:
            return next((k for k in found if _is_worked_on(self.cells[k], wanted)), found[0])
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

    def _restored(self, mark: SourceCell, k: int, cell: NotebookCell) -> list[Placed]:
        if mark.is_solution:
            if mark.kind == "code" and cell.kind != "code":
                self.problems.append(TURNED.format(mark.grade_id, cell.kind.capitalize()))
            return [Placed(mark.grade_id, mark.kind, cell.source, mark, cell.attachments)]
        restored = Placed(mark.grade_id, mark.kind, mark.source, mark)
        if mark.kind != "code" or not mark.source or not _is_worked_on(cell, mark):
            return [restored]
        self.problems.append((CHANGED_CHECK if mark.is_check else CHANGED).format(mark.grade_id))
        return [restored] if mark.is_check else [restored, Placed(f"cell-{k + 1}", "code", cell.source, None)]

    def _leftover(self, mark: SourceCell, k: int, cell: NotebookCell) -> list[Placed]:
        """A further copy of a marked cell: what has work in it is run, or kept for the human reader."""
        if not mark.is_solution or not _is_worked_on(cell, mark):
            return []
        return [Placed(f"cell-{k + 1}", "code" if mark.kind == "code" else "raw", cell.source, None)]


def _is_worked_on(cell: NotebookCell, mark: SourceCell) -> bool:
    return cell.source.strip() != mark.source.strip()


def _about_format(notebook: RawNotebook, placed: Sequence[Placed]) -> list[str]:
    problems = []
    if notebook.nbformat < 4:
        problems.append(OLD_FORMAT.format(notebook.nbformat))
    budget = Budget()
    code = (cell.source for cell in placed if cell.kind == "code")
    if notebook.language in ("python2", "ipython2") or any(looks_like_python2(source, budget) for source in code):
        problems.append(PYTHON2)
    return problems
