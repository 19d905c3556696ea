"""What happens to notebooks on their way: cells get lost, flags change, files are cut."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import numpy as np

Notebook = dict[str, Any]
OUTPUT_BYTES = 50_000_000


@dataclass(slots=True)
class Work:
    """A notebook about to be handed in (parsed JSON).

    Args:
        graded: exercise -> the text that counts in the end; a damage keeps it right.
        starters: exercise -> the cell as it was released.
    """

    notebook: Notebook
    graded: dict[str, str]
    starters: dict[str, str]
    rng: np.random.Generator

    @property
    def cells(self) -> list[Notebook]:
        cells: list[Notebook] = self.notebook["cells"]
        return cells

    def dump(self) -> bytes:
        return json.dumps(self.notebook, ensure_ascii=False).encode()

    def one_solution(self) -> Notebook:
        cells = solutions(self.notebook)
        return cells[int(self.rng.integers(len(cells)))]


@dataclass(frozen=True, slots=True)
class Damage:
    """One kind of broken notebook: `apply` gives the file's content, or None where no file is handed in."""

    name: str
    apply: Callable[[Work], bytes | None]
    gradable: bool = True


def solutions(notebook: Notebook) -> list[Notebook]:
    """The code cells in which students write."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and _marks(cell).get("solution")]


def checks(notebook: Notebook) -> list[Notebook]:
    """The cells that carry the points."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and _marks(cell).get("grade")]


def grade_id(cell: Notebook) -> str:
    return str(_marks(cell).get("grade_id", ""))


def _marks(cell: Notebook) -> dict[str, Any]:
    marks: dict[str, Any] = cell["metadata"].get("nbgrader", {})
    return marks


def _missing_cell(work: Work) -> bytes:
    cell = work.one_solution()
    work.cells.remove(cell)
    work.graded[grade_id(cell)] = work.starters[grade_id(cell)]
    return work.dump()


def _duplicated_cell(work: Work) -> bytes:
    cell = work.one_solution()
    untouched = deepcopy(cell) | {"source": work.starters[grade_id(cell)]}
    work.cells.insert(work.cells.index(cell) + int(work.rng.integers(2)), untouched)
    return work.dump()


def _deleted_checks(work: Work) -> bytes:
    for cell in checks(work.notebook)[:: int(work.rng.integers(1, 3))]:
        work.cells.remove(cell)
    return work.dump()


def _changed_flags(work: Work) -> bytes:
    for cell in checks(work.notebook):
        cell["metadata"]["nbgrader"] |= {"locked": False, "points": 1000}
        cell["source"] = "1000"
    for cell in solutions(work.notebook):
        cell["metadata"]["nbgrader"] |= {"solution": False, "locked": True}
    return work.dump()


def _skip_tags(work: Work) -> bytes:
    for cell in work.cells:
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception"]
    return work.dump()


def _no_kernelspec(work: Work) -> bytes:
    work.notebook["metadata"] = {}
    return work.dump()


def _python2(work: Work) -> bytes:
    work.notebook["metadata"]["kernelspec"] = {"display_name": "Python 2", "language": "python", "name": "python2"}
    for cell in solutions(work.notebook):
        cell["source"] = work.graded[grade_id(cell)] = cell["source"] + '\n\nprint "done"\n'
    return work.dump()


def _old_format(work: Work) -> bytes:
    cells = [_as_version_3(cell) for cell in work.cells]
    work.notebook = {"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells}]}
    return work.dump()


def _as_version_3(cell: Notebook) -> Notebook:
    if cell["cell_type"] != "code":
        return cell
    rest = {"cell_type": "code", "collapsed": False, "language": "python", "outputs": [], "metadata": cell["metadata"]}
    return rest | {"input": cell["source"]}


def _big_output(work: Work) -> bytes:
    text = ["step 1: loss 0.6931471805599453\n" * 2000] * (OUTPUT_BYTES // 64_000)
    work.one_solution()["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]
    return work.dump()


def _cut_off(work: Work) -> bytes:
    content = work.dump()
    return content[: len(content) * 2 // 3]


DAMAGES = (
    Damage("missing cell", _missing_cell),
    Damage("duplicated cell", _duplicated_cell),
    Damage("deleted check cells", _deleted_checks),
    Damage("changed flags", _changed_flags),
    Damage("skip tags", _skip_tags),
    Damage("no kernelspec", _no_kernelspec),
    Damage("Python 2", _python2),
    Damage("old format", _old_format),
    Damage("empty file", lambda work: b"", gradable=False),
    Damage("cut-off file", _cut_off, gradable=False),
    Damage("no notebook", lambda work: None, gradable=False),
    Damage("50 MB of output", _big_output),
)
SOUND = Damage("", Work.dump)
