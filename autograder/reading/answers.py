"""A written answer in a cell of its own, below the one that says "YOUR ANSWER HERE"."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from autograder.reading.source import Source

if TYPE_CHECKING:
    from autograder.reading.merging import Placed

__all__ = ["take_from_below"]

BELOW = "The written answer '{}' stood in a cell below its own; it is read from there."


def take_from_below(placed: Sequence[Placed], source: Source) -> tuple[tuple[Placed, ...], tuple[str, ...]]:
    """Untouched answers get the student's own text that follows them; and a sentence for each.

    Without it the answer earns nothing, and no reader is told that there is one.
    """
    cells = list(placed)
    problems = []
    for k in range(len(cells) - 1, -1, -1):
        mark = cells[k].mark
        below = _own_text(cells[k + 1 :], source) if _is_untouched(cells[k]) else []
        if mark and below:
            cells[k : k + 1 + len(below)] = [_with_text(cells[k], below)]
            problems.append(BELOW.format(mark.grade_id))
    return tuple(cells), tuple(reversed(problems))


def _is_untouched(cell: Placed) -> bool:
    """Whether this is a written answer into which nothing has been written."""
    mark = cell.mark
    asked = mark is not None and mark.is_solution and bool(mark.nbgrader.get("grade")) and mark.kind == "markdown"
    return asked and mark is not None and cell.source.strip() in ("", mark.source.strip())


def _own_text(following: Sequence[Placed], source: Source) -> list[Placed]:
    """The cells of text at the beginning that are not the source's own."""

    def is_own(cell: Placed) -> bool:
        return cell.mark is None and cell.kind == "markdown" and not source.is_prose(cell.source)

    own = list(itertools.takewhile(is_own, following))
    return own if any(cell.source.strip() for cell in own) else []


def _with_text(answer: Placed, below: Sequence[Placed]) -> Placed:
    text = "\n\n".join(cell.source for cell in below if cell.source.strip())
    pictures = {name: picture for cell in below for name, picture in (cell.attachments or {}).items()}
    return dataclasses.replace(answer, source=text, attachments=pictures or None)
