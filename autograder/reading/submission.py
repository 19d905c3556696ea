"""From a submitted notebook to the code that is graded: the source gives the structure, the student the answers.

Locked and check cells, flags, ids and points are the source's, whatever the submission says. The student's own are
the text of solution cells, of written answers, and the cells that were added.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from autograder.errors import GraderError, UnreadableSubmission
from autograder.reading.notebook import NotebookCell, RawNotebook, looks_like_python2, read_notebook, without_magics
from autograder.sandbox.backend import Cell

__all__ = [
    "Placed",
    "Source",
    "SourceCell",
    "Submission",
    "UnreadableSubmission",
    "load_source",
    "merge",
    "read_submission",
]
__all__ += ["repair", "runnable"]

CODE_STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")
TEXT_STUB = ("YOUR ANSWER HERE",)
DEFINITION = re.compile(r"^(?:def|class)[ \t]+(\w+)", re.MULTILINE)
DUPLICATED = "The cell '{}' is there {} times; the first with work in it is graded."
UNMARKED = "The cell '{}' had lost its mark; cell {} defines its functions and is graded in its place."
MISSING = "The cell '{}' is missing from your notebook; the empty starter was graded in its place."
UNANSWERED = "The written answer '{}' is missing from your notebook."
OLD_FORMAT = "The notebook was saved in the old format {}; open it in JupyterLab and save it again."
PYTHON2 = "The notebook is written for Python 2; this course runs Python 3, where print is a function: print(x)."
FLAGS = ("grade", "solution", "locked", "task", "points")


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell that nbgrader keeps account of, as students receive it: a solution cell holds its starter."""

    grade_id: str
    kind: str
    source: str
    nbgrader: Mapping[str, Any]

    @property
    def is_solution(self) -> bool:
        return bool(self.nbgrader.get("solution"))

    @property
    def is_check(self) -> bool:
        return bool(self.nbgrader.get("grade")) and not self.is_solution

    @property
    def points(self) -> float:
        return float(self.nbgrader.get("points", 0))


@dataclass(frozen=True, slots=True)
class Source:
    """The marked cells of the source notebook in order; `places` finds one by its grade_id."""

    path: Path
    cells: tuple[SourceCell, ...]
    places: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Placed:
    """One cell of the restored notebook. `mark` is its source cell; None for a cell of the student's own."""

    cell_id: str
    kind: str
    source: str
    mark: SourceCell | None
    attachments: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """What is run in the box, and what had to be put right, in sentences for the student."""

    cells: tuple[Cell, ...]
    problems: tuple[str, ...]


def load_source(path: Path) -> Source:
    """The marked cells of a source (or release) notebook. Raises GraderError: never the student's fault."""
    try:
        edited = path.stat()
    except OSError as error:
        raise GraderError(f"the source notebook {path.name} cannot be read: {error.strerror}") from error
    return _load_source(path, edited.st_mtime_ns, edited.st_size)


@functools.lru_cache(maxsize=32)
def _load_source(path: Path, edited: int, size: int) -> Source:
    try:
        notebook = read_notebook(path)
    except UnreadableSubmission as error:
        raise GraderError(f"the source notebook cannot be read: {error}") from error
    cells = tuple(_source_cell(cell) for cell in notebook.cells if cell.grade_id and _is_marked(cell))
    places = {cell.grade_id: place for place, cell in enumerate(cells)}
    if len(places) != len(cells):
        raise GraderError(f"the source notebook {path.name} has two cells with one grade_id")
    return Source(path, cells, MappingProxyType(places))


def _is_marked(cell: NotebookCell) -> bool:
    return any(cell.nbgrader.get(flag) for flag in ("grade", "solution", "locked", "task"))


def _source_cell(cell: NotebookCell) -> SourceCell:
    flags = {flag: cell.nbgrader[flag] for flag in FLAGS if flag in cell.nbgrader}
    text = _starter(cell) if flags.get("solution") else cell.source
    return SourceCell(cell.grade_id or "", cell.kind, text, MappingProxyType(flags))


def _starter(cell: NotebookCell) -> str:
    """The cell as nbgrader's ClearSolutions leaves it: each marked region is a stub."""
    stub = CODE_STUB if cell.kind == "code" else TEXT_STUB
    if "BEGIN SOLUTION" not in cell.source:
        return cell.source if stub[0] in cell.source else "\n".join(stub)
    lines: list[str] = []
    inside = False
    for line in cell.source.split("\n"):
        if "BEGIN SOLUTION" in line:
            inside = True
            indent = line[: len(line) - len(line.lstrip())]
            lines += [indent + stub_line for stub_line in stub]
        elif "END SOLUTION" in line:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)


def read_submission(path: Path, source_notebook: Path) -> Submission:
    """The code of a submitted notebook, in the order in which it runs. Raises UnreadableSubmission, GraderError."""
    notebook = read_notebook(path)
    placed, problems = merge(notebook, load_source(source_notebook))
    return Submission(runnable(placed), problems)


def runnable(placed: Iterable[Placed]) -> tuple[Cell, ...]:
    """Code cells as plain Python; check cells are not run, their points come from the hidden suites."""
    code = (cell for cell in placed if cell.kind == "code" and not (cell.mark and cell.mark.is_check))
    return tuple(Cell(cell.cell_id, without_magics(cell.source)) for cell in code)


def merge(notebook: RawNotebook, source: Source) -> tuple[tuple[Placed, ...], tuple[str, ...]]:
    """The submission's answers in the source's structure, and a sentence for everything that had to be put right."""
    answers = _Answers(notebook, source)
    placed: list[Placed] = list(answers.added[0])
    for place, cell in enumerate(source.cells):
        placed.append(answers.restored(cell))
        placed += answers.added[place + 1]
    return tuple(placed), (*_about_format(notebook, placed), *answers.problems)


class _Answers:
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
        names = set(DEFINITION.findall(wanted.source))
        for k, cell in enumerate(self.cells):
            own = cell.kind == "code" and cell.grade_id not in self.source.places
            if names and own and names <= set(DEFINITION.findall(cell.source)):
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
    code = (cell.source for cell in placed if cell.kind == "code")
    if notebook.language in ("python2", "ipython2") or any(map(looks_like_python2, code)):
        problems.append(PYTHON2)
    return problems


def repair(notebook: RawNotebook, source: Source) -> dict[str, Any]:
    """A sound nbformat 4 notebook for nbgrader: every source cell once with the source's marks, the student's text."""
    placed, problems = merge(notebook, source)
    metadata = {"chainrule": {"problems": list(problems)}, "language_info": {"name": "python"}}
    ids = _unique_ids(placed)
    cells = [_as_json(cell, cell_id) for cell, cell_id in zip(placed, ids, strict=True)]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}


def _unique_ids(placed: Sequence[Placed]) -> list[str]:
    """Cell ids as nbformat wants them: short, plain and once."""
    ids: dict[str, None] = {}
    for cell in placed:
        plain = re.sub(r"[^A-Za-z0-9_-]", "-", cell.cell_id)[:48] or "cell"
        unique, count = plain, 1
        while unique in ids:
            count += 1
            unique = f"{plain}-{count}"
        ids[unique] = None
    return list(ids)


def _as_json(cell: Placed, cell_id: str) -> dict[str, Any]:
    data: dict[str, Any] = {"cell_type": cell.kind, "id": cell_id, "metadata": {}, "source": cell.source}
    if cell.kind == "code":
        data |= {"execution_count": None, "outputs": []}
    elif cell.attachments:
        data["attachments"] = dict(cell.attachments)
    if cell.mark:
        data["metadata"] = _metadata(cell.mark)
    return data


def _metadata(mark: SourceCell) -> dict[str, Any]:
    nbgrader = {"grade": False, "solution": False, "locked": False, "task": False} | dict(mark.nbgrader)
    nbgrader |= {"schema_version": 3, "grade_id": mark.grade_id, "cell_type": mark.kind}
    locks = {"deletable": False} if mark.is_solution else {"deletable": False, "editable": False}
    return locks | {"nbgrader": nbgrader}
