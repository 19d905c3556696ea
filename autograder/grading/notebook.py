"""The student's cells as messages speak of them: what a cell is called, what stands in it, and what it defines."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path

from autograder.reading.parsing import Budget
from autograder.sandbox.backend import Cell, CellResult, StudentFault
from autograder.spec import Exercise, load_assignment
from autograder.spec.cell_ids import solution_id

__all__ = ["Notebook"]

NUMBERED = re.compile(r"cell-(\d+)")
LONGEST_LINE, LONGEST_QUOTE, LONGEST_MESSAGE = 300, 40, 200
DEFINITION = re.compile(r"(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)")
IMPORT = re.compile(r"(?:from[ \t]+[\w.]+[ \t]+)?import[ \t]+(.+)")
ALIAS = re.compile(r"(\w+)[ \t]*(?:#.*)?$")


class Notebook:
    """The cells of a submission in their order, and how each fared. Without cells nothing is known of any place.

    `wanted`: cells whose own message was to be repeated and is not known yet. `endless`: by the name of
    the exercise that is checked last, the first cell below that does not end.
    """

    def __init__(self, cells: Sequence[Cell] = ()) -> None:
        self.cells = tuple(cells)
        self.faults: dict[Cell, StudentFault] = {}
        self.wanted: set[Cell] = set()
        self.endless: dict[str, CellResult] = {}
        self._asked_for: dict[Path, tuple[Exercise, ...]] = {}

    def fared(self, results: Sequence[CellResult]) -> None:
        """Remember which cells stopped, and why."""
        self.faults = {result.cell: result.error for result in results if result.error is not None}

    def said(self, cell: Cell) -> str:
        """`: what the exception said` that stopped this cell."""
        message = self.faults[cell].message.strip()
        if not message:
            self.wanted.add(cell)
        first, _, _ = message.partition("\n")
        return f": {first[:LONGEST_MESSAGE]}" if message else ""

    def of_exercise(self, exercise: Exercise) -> list[Cell]:
        """The cells that carry the exercise's mark."""
        return [cell for cell in self.cells if cell.id == solution_id(exercise.name) and not cell.own]

    def name(self, cell: Cell, exercise: Exercise) -> str:
        """What a message about `exercise` calls this cell."""
        if cell.id == solution_id(exercise.name) and not cell.own:
            return "your cell"
        if number := NUMBERED.fullmatch(cell.id):
            begins = next((line.strip() for line in cell.source.split("\n") if line.strip()), "")
            whose = "the course's" if cell.given else "your own"
            return f"{whose} cell {number[1]} (`{begins[:LONGEST_QUOTE]}`)"
        if other := self.exercise_of(cell, exercise):
            return f"your cell of exercise {other.number}"
        return f"the cell `{cell.id}`"

    def exercise_of(self, cell: Cell, exercise: Exercise) -> Exercise | None:
        """The exercise of the same assignment whose answer stands in this cell."""
        others = () if cell.own else self._of_assignment(exercise.folder.parent)
        return next((other for other in others if solution_id(other.name) == cell.id), None)

    def _of_assignment(self, folder: Path) -> tuple[Exercise, ...]:
        """Its exercises, looked up once: hundreds of files lie behind them, and each message may ask."""
        if folder not in self._asked_for:
            self._asked_for[folder] = load_assignment(folder.name, folder.parent).exercises
        return self._asked_for[folder]

    def place(self, fault: StudentFault, exercise: Exercise) -> str:
        """` in line 3 of your cell`; nothing where that is not known."""
        if fault.cell is None or fault.line is None:
            return ""
        return f" in line {fault.line} of {self.name(fault.cell, exercise)}"

    def defining(self, name: str) -> list[Cell]:
        """The cells that give a value to this name at their margin."""
        return [cell for cell, names in self._defined if name in names]

    @functools.cached_property
    def _defined(self) -> list[tuple[Cell, frozenset[str]]]:
        """What each cell defines, of as much text as is looked at: every message may ask."""
        budget = Budget()
        return [(cell, defined_names(cell.source)) for cell in self.cells if budget.allows(cell.source)]

    def is_above(self, cell: Cell, other: Cell) -> bool:
        return self.cells.index(cell) < self.cells.index(other)


def line_of(fault: StudentFault) -> str:
    """The text of the line at which something stopped."""
    lines = fault.cell.source.split("\n") if fault.cell else []
    return lines[fault.line - 1][:LONGEST_LINE] if fault.line and fault.line <= len(lines) else ""


def function_around(fault: StudentFault) -> str:
    """The name of the innermost function that this line belongs to; "" outside of any."""
    if fault.cell is None or fault.line is None:
        return ""
    lines = fault.cell.source.split("\n")[: fault.line]
    depth = _indentation(lines[-1])
    for line in reversed(lines):
        if line.strip() and _indentation(line) < depth:
            depth = _indentation(line)
            if found := DEFINITION.match(line.lstrip()[:LONGEST_LINE]):
                return found[1]
    return ""


def is_followed_by_code(fault: StudentFault) -> bool:
    """Whether further statements of the same block stand below this line."""
    if fault.cell is None or fault.line is None:
        return False
    lines = fault.cell.source.split("\n")
    depth = _indentation(lines[fault.line - 1])
    for line in lines[fault.line :]:
        text = line.strip()
        if text and not text.startswith("#"):
            return _indentation(line) == depth
    return False


@functools.lru_cache(maxsize=512)
def defined_names(source: str) -> frozenset[str]:
    """What a cell gives a value to at its margin, whether or not it can be parsed: by its lines, and roughly."""
    return frozenset(name for line in source.split("\n") for name in _names_in(line[:LONGEST_LINE]))


def _names_in(line: str) -> list[str]:
    if not line[:1].isidentifier():
        return []
    if found := DEFINITION.match(line):
        return [found[1]]
    if found := IMPORT.match(line):
        return [alias[1] for part in found[1].split(",") if (alias := ALIAS.search(part.strip()))]
    left, equals, right = line.partition("=")
    if not equals or right.startswith("=") or re.search(r"[(\[.+*/@%|&^<>!-]", left):
        return []
    return re.findall(r"\w+", left.partition(":")[0])


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())
