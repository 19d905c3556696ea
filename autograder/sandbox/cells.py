"""A submission's cells: how many stand above a check, how long each may take, and how it fared. Trusted.

A cell that takes too long is stopped where it is, and what it has made stays, as when a student interrupts a kernel;
should it have to be run again, it is stopped soon. One that ends the process is left out from then on, as if it were
not there. Neither takes anything from the cells behind it.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from autograder.sandbox.backend import Cell, CellResult, StudentFault
from autograder.sandbox.inside.bounds import MAX_TEXT
from autograder.sandbox.limits import Limits

__all__ = ["Cells"]

AT_LEAST_S = 0.1  # for every cell, whatever has been used up: what defines functions takes less
TOO_LONG = f"the cell is longer than {MAX_TEXT:,} characters: keep data out of it"


class _Runs:
    """How cells fared in some processes: which were run in time, which were stopped, and the time of own ones."""

    def __init__(self) -> None:
        self.in_time, self.stopped = set[int](), set[int]()
        self.own_s = 0.0


class Cells:
    """Cells by their place, and what is known of each after it was run for the first time.

    What a cell does in a process that hidden tests have met can tell what they have asked: no process that has not met
    them is to notice anything of it, by how long its cells may take or by which are left out.
    """

    def __init__(self, cells: Sequence[Cell], limits: Limits) -> None:
        self.all, self._limits = tuple(cells), limits
        self._checks = {cell.check_of: place for place, cell in enumerate(cells) if cell.check_of}
        self._faults: dict[int, StudentFault | None] = {}
        self._left_out: set[int] = set()
        self._untold: set[int] = set()
        self._apart, self._tested = _Runs(), _Runs()
        for place, cell in enumerate(cells):
            if len(cell.source) > MAX_TEXT:
                self.leave_out(place, StudentFault("ValueError", None, None, TOO_LONG, "exception"))

    @property
    def results(self) -> tuple[CellResult, ...]:
        """How those cells fared that have been run or left out."""
        return tuple(CellResult(self.all[place], fault) for place, fault in sorted(self._faults.items()))

    def is_spent(self, *, tested: bool = True) -> bool:
        """Whether the time of all own cells is used up, as far as a process may know."""
        return sum(runs.own_s for runs in self._known(tested)) >= self._limits.cells_s

    def result(self, place: int) -> tuple[CellResult, ...]:
        """How this cell fared, where that is known."""
        return (CellResult(self.all[place], self._faults[place]),) if place in self._faults else ()

    def above(self, exercise: str) -> int:
        """How many cells stand above the check of an exercise; all of them where it has none."""
        return self._checks.get(exercise, len(self.all))

    def are_below(self, place: int) -> bool:
        """Whether anything is run between there and the end."""
        return any(map(self.is_to_run, range(place, len(self.all))))

    def is_to_run(self, place: int) -> bool:
        cell = self.all[place]
        return place not in self._left_out and not cell.check_of and bool(cell.source.strip())

    def seconds(self, place: int, *, tested: bool) -> float:
        """How long this cell may compute now.

        Args:
            tested: whether hidden tests have met the process.
        """
        known = self._known(tested)
        was_in_time = any(place in runs.in_time for runs in known)
        spent = self.all[place].own and self.is_spent(tested=tested)
        if any(place in runs.stopped for runs in known) or (spent and not was_in_time):
            return AT_LEAST_S
        return self._limits.cell_s

    def _known(self, tested: bool) -> tuple[_Runs, ...]:
        return (self._apart, self._tested) if tested else (self._apart,)

    def leave_out(self, place: int, fault: StudentFault) -> None:
        """Never run this cell again."""
        self._left_out.add(place)
        self._faults.setdefault(place, fault)

    def last_untold(self, cells: Container[Cell]) -> int | None:
        """The last of these whose message was held back."""
        return max((place for place in self._untold if self.all[place] in cells), default=None)

    def ran(self, place: int, fault: StudentFault | None, seconds: float, *, tested: bool) -> None:
        """Remember how a cell fared and how long it took. A message could repeat what tests have asked as well."""
        known, runs = self._known(tested), self._known(tested)[-1]
        if self.all[place].own:
            fault = self._as_own(fault, tested=tested)
            is_new = not any(place in each.in_time | each.stopped for each in known)
            runs.own_s += seconds * is_new
        is_stopped = fault is not None and fault.kind in ("timeout", "asleep", "spent")
        (runs.stopped if is_stopped else runs.in_time).add(place)
        if fault and fault.kind == "exception":
            fault = self._held_back(place, fault, tested=tested)
        self._faults.setdefault(place, fault)

    def _as_own(self, fault: StudentFault | None, *, tested: bool) -> StudentFault | None:
        """Where the time of own cells was used up before, it is not this one that takes too long."""
        if fault and fault.kind == "timeout" and self.is_spent(tested=tested):
            return replace(fault, kind="spent")
        return fault

    def _held_back(self, place: int, fault: StudentFault, *, tested: bool) -> StudentFault:
        if tested:
            self._untold |= {place} - self._faults.keys()
            return replace(fault, message="")
        if place in self._untold:
            self._untold.remove(place)
            del self._faults[place]
        return fault
