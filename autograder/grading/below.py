"""What a student has left below the last check and does not end.

No exercise asks for it, so that it is run only where its text gives a reason to: training and pictures, which mostly
stand there, take longer than all of grading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from autograder.grading.notebook import Notebook
from autograder.sandbox.backend import Cell, CellResult
from autograder.sandbox.session import Session
from autograder.spec import Exercise

__all__ = ["lasting", "look_below"]

WITHOUT_END = re.compile(
    r"""^[ \t]*while\b
    | (?:\bitertools\.|(?<![\w.]))(?:count|cycle|repeat)\(
    | \bsleep\([ ]?\d\d                                # ten seconds and more
    | \brange\([^)\n]{0,80}?(?:\d[\d_]{5}|\*\*|\de\d)  # a hundred thousand steps and more""",
    re.MULTILINE | re.VERBOSE,
)
FUNCTION = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
HELPER = re.compile(r"^(?:async[ \t]+)?def[ \t]+(\w+)", re.MULTILINE)  # at the margin of a solution cell
ASKS = re.compile(r"(?<![\w.])input[ \t]*\(")
NOT_ENDED = ("timeout", "asleep")


def look_below(notebook: Notebook, session: Session, exercises: Sequence[Exercise]) -> bool:
    """Whether something there does not end; what the exercise that is checked last has to say of it is remembered.

    The first such cell is enough: each takes its time.
    """
    cells, names = notebook.cells, {exercise.name for exercise in exercises}
    last = max((place for place, cell in enumerate(cells) if cell.check_of), default=len(cells))
    if not any(map(_is_theirs, cells[last + 1 :])) or cells[last].check_of not in names:
        return False
    asked = {name for exercise in exercises for name in exercise.functions}
    places = range(last + 1, max(lasting(cells, asked), default=-1) + 1)
    found = next(filter(_does_not_end, session.below(places)), None) if places else None
    notebook.endless = {cells[last].check_of: found} if found else {}
    return found is not None


def lasting(cells: Sequence[Cell], asked: Set[str] = frozenset()) -> Iterator[int]:
    """The places of the student's own cells that may not end, by their text or by that of a function they mention.

    Args:
        asked: the functions that exercises ask for; those the hidden tests have called, within limits.
    """
    names = set[str]()
    for place, cell in enumerate(cells):
        if _is_theirs(cell) and (WITHOUT_END.search(cell.source) or _mentions(cell, names)):
            names.update(FUNCTION.findall(cell.source))
            yield place
        elif not cell.own and not cell.given and WITHOUT_END.search(cell.source):
            names.update(set(HELPER.findall(cell.source)) - asked)


def _is_theirs(cell: Cell) -> bool:
    return cell.own and not cell.given


def _mentions(cell: Cell, names: set[str]) -> bool:
    return bool(names) and not names.isdisjoint(re.findall(r"\w+", cell.source))


def _does_not_end(result: CellResult) -> bool:
    """Whether the student's cell was stopped. One that asks something waits for an answer, and nobody is there."""
    is_stopped = result.error is not None and result.error.kind in NOT_ENDED
    return is_stopped and _is_theirs(result.cell) and not ASKS.search(result.cell.source)
