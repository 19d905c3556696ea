"""A source notebook while it is brought in step."""

from __future__ import annotations

import nbformat
from nbformat import NotebookNode

from autograder.publishing.cells import SyncedCell

__all__ = ["Draft", "is_written_answer", "marks_of", "name_of"]

FLAGS = ("grade", "solution", "locked", "task")


def marks_of(cell: NotebookNode) -> NotebookNode:
    """What nbgrader keeps with a cell; empty for a cell that is nothing to it."""
    marks = cell.metadata.get("nbgrader", NotebookNode())
    return marks if any(marks.get(flag) for flag in FLAGS) else NotebookNode()


def name_of(cell: NotebookNode) -> str:
    """The grade_id of a marked cell, the cell id of any other."""
    return str(marks_of(cell).get("grade_id") or cell.get("id", ""))


def is_written_answer(cell: NotebookNode) -> bool:
    """Whether people grade it: it has points and is the student's to write."""
    return bool(marks_of(cell).get("grade") and marks_of(cell).get("solution"))


class Draft:
    """The cells, changed in place, and what was found to differ: (cell, problem, whether it is left to the author)."""

    def __init__(self, cells: list[NotebookNode]) -> None:
        self.cells = cells
        self.found: list[tuple[str, str, bool]] = []

    def note(self, name: str, problem: str, *, by_hand: bool = False) -> None:
        self.found.append((name, problem, by_hand))

    def in_order(self) -> list[tuple[str, str, bool]]:
        """What was found, from the top of the notebook to its end."""
        return sorted(self.found, key=lambda found: self.find(found[0]) or 0)

    def find(self, name: str) -> int | None:
        return next((place for place, cell in enumerate(self.cells) if name_of(cell) == name), None)

    def write(self, wanted: SyncedCell, otherwise: int) -> int:
        """Bring a cell in step where it stands, or put it at the place `otherwise`. Returns its place."""
        place = self.find(wanted.name)
        if place is None:
            place = otherwise
            self.cells.insert(place, _made(wanted, wanted.name, {}))
            self.note(wanted.name, "is missing")
            return place
        there = self.cells[place]
        made = _made(wanted, there.get("id", wanted.name), there.metadata)
        if any(there[part] != made[part] for part in ("cell_type", "source", "metadata")):
            self.note(wanted.name, f"differs from {wanted.origin}")
        self.cells[place] = made
        return place

    def remove(self, name: str, problem: str) -> None:
        place = self.find(name)
        if place is not None:
            self.note(name, problem)
            del self.cells[place]

    def heading_above(self, place: int, level: str) -> int | None:
        """The nearest text with a heading of that level (`##`) between the marked cell before `place` and `place`."""
        for k in range(place - 1, -1, -1):
            if marks_of(self.cells[k]):
                return None
            if self.cells[k].cell_type == "markdown" and self.heading(k, level):
                return k
        return None

    def heading(self, place: int, level: str) -> str:
        """The first heading of that level in a text, "" when there is none."""
        lines = self.cells[place].source.split("\n")
        return next((line for line in lines if line.startswith(f"{level} ")), "")

    def head(self, place: int, heading: str) -> None:
        """Write the first heading of its level in a text; the rest of the text stays."""
        cell = self.cells[place]
        there = self.heading(place, heading.split(" ")[0])
        if there == heading:
            return
        self.note(name_of(cell), f"is not headed {heading!r}")
        lines = cell.source.split("\n")
        if there:
            lines[lines.index(there)] = heading
        else:
            lines = [heading, "", *lines]
        cell.source = "\n".join(lines).strip()

    def add_text(self, place: int, name: str) -> int:
        """An empty text for the author to fill. Returns its place."""
        self.note(name, "is missing")
        self.cells.insert(place, nbformat.v4.new_markdown_cell(id=name))
        return place


def _made(wanted: SyncedCell, cell_id: str, metadata: dict[str, object]) -> NotebookNode:
    new = nbformat.v4.new_code_cell if wanted.kind == "code" else nbformat.v4.new_markdown_cell
    ours: dict[str, object] = {"nbgrader": dict(wanted.nbgrader)} if wanted.nbgrader else {}
    ours |= {"jupyter": {"source_hidden": True}} if wanted.folded else {}
    return new(wanted.source, id=cell_id, metadata=NotebookNode(metadata | ours))
