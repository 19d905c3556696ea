"""The source of an assignment: the marked cells, flags, ids and points that every submission is restored to."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from autograder.errors import GraderError, UnreadableSubmission
from autograder.reading.notebook import NotebookCell, read_notebook

__all__ = ["Source", "SourceCell", "load_source", "make_source"]

CODE_STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")
TEXT_STUB = ("YOUR ANSWER HERE",)
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
    """The marked cells of the source notebook in order; `places` finds one by its grade_id, `prose` all other text.

    `code` is that of the cells without a mark. `digest` changes whenever one of the cells does.
    """

    path: Path
    cells: tuple[SourceCell, ...]
    places: Mapping[str, int]
    prose: frozenset[str] = frozenset()
    code: frozenset[str] = frozenset()
    digest: str = ""

    def is_prose(self, text: str) -> bool:
        """Whether a cell of text comes from the source, also where its author has changed it under its heading."""
        return text.strip() in self.prose or _heading(text) in self.prose

    def is_given(self, code: str) -> bool:
        """Whether a cell of code without a mark comes from the source as it is."""
        return code.strip() in self.code


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
    return make_source(path, notebook.cells)


def _heading(text: str) -> str | None:
    """The first line where it is a heading."""
    line = text.strip().split("\n")[0]
    return line if line.startswith("#") else None


def make_source(path: Path, cells: Iterable[NotebookCell]) -> Source:
    """A source of those cells that are marked. Raises GraderError."""
    cells = tuple(cells)
    marked = tuple(_source_cell(cell) for cell in cells if cell.grade_id and _is_marked(cell))
    places = {cell.grade_id: place for place, cell in enumerate(marked)}
    if len(places) != len(marked):
        raise GraderError(f"the source notebook {path.name} has two cells with one grade_id")
    unmarked = [cell for cell in cells if not _is_marked(cell)]
    texts = [cell.source for cell in unmarked if cell.kind == "markdown"]
    code = frozenset(cell.source.strip() for cell in unmarked if cell.kind == "code")
    prose = frozenset({*map(str.strip, texts), *filter(None, map(_heading, texts))})
    digest = hashlib.sha256("\0".join(map(repr, marked)).encode("utf-8", "surrogatepass")).hexdigest()
    return Source(path, marked, MappingProxyType(places), prose, code, digest)


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
