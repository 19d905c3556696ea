"""Whatever a student's process says is a claim: what of it is believed. Trusted."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import Any

from autograder.sandbox.backend import WHOLE, Cell, Outcome, Ref, StudentFault
from autograder.sandbox.faults import unplaced_fault
from autograder.sandbox.inside.bounds import MAX_MESSAGE

__all__ = ["EXCEPTIONS", "checked_fault", "honest"]

FAULT_KINDS = {"exception", "memory", "output"}
EXCEPTIONS = {
    name for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, BaseException)
}
FORGED = Outcome(None, unplaced_fault("unplain", "a value came that was to stay"), (), 0.0)


def checked_fault(cells: Sequence[Cell], type_: str, line: Any, place: Any, message: str, kind: str) -> StudentFault:
    """A fault as far as it can be true: a builtin exception, and a line that the cell has."""
    cell = cells[place] if type(place) is int and 0 <= place < len(cells) else None
    lines = cell.source.count("\n") + 1 if cell else 0
    return StudentFault(
        type=type_ if type_ in EXCEPTIONS else "" if kind == "output" else "Exception",
        line=line if type(line) is int and 1 <= line <= lines else None,
        cell=cell,
        message=message[:MAX_MESSAGE],
        kind=kind if kind in FAULT_KINDS else "exception",
    )


def honest(outcome: Outcome, keep: frozenset[int]) -> Outcome:
    """The same, or a fault where a value came in the place of one that was to stay: to be computed on out here."""
    return outcome if outcome.error or _stays(outcome.value, keep) else FORGED


def _stays(value: Any, keep: frozenset[int]) -> bool:
    """Whether what was to stay in the box has stayed there."""
    if not keep or isinstance(value, Ref):
        return True
    of_several = isinstance(value, tuple) and WHOLE not in keep
    return of_several and all(isinstance(value[place], Ref) for place in keep if place < len(value))
