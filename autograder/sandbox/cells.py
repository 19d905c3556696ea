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


class Cells:
    """Cells by their place, and what is known of each after it was run for the first time."""

    def __init__(self, cells: Sequence[Cell], limits: Limits) -> None:
        self.all, self._limits = tuple(cells), limits
        self._checks = {cell.check_of: place for place, cell in enumerate(cells) if cell.check_of}
        self._faults: dict[int, StudentFault | None] = {}
        self._left_out: set[int] = set()
        self._stopped: set[int] = set()
        self._untold: set[int] = set()
        self._own_s = 0.0
        for place, cell in enumerate(cells):
            if len(cell.source) > MAX_TEXT:
                self.leave_out(place, StudentFault("ValueError", None, None, TOO_LONG, "exception"))

    @property
    def results(self) -> tuple[CellResult, ...]:
        """How those cells fared that have been run or left out."""
        return tuple(CellResult(self.all[place], fault) for place, fault in sorted(self._faults.items()))

    @property
    def is_spent(self) -> bool:
        """Whether the time of all own cells is used up."""
        return self._own_s >= self._limits.cells_s

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

    def seconds(self, place: int) -> float:
        """How long this cell may compute now."""
        spent = self.all[place].own and self.is_spent
        if place in self._stopped or (spent and not self._was_in_time(place)):
            return AT_LEAST_S
        return self._limits.cell_s

    def _was_in_time(self, place: int) -> bool:
        """Whether it was run before, and is run once more for nothing that it has done."""
        return place in self._faults and place not in self._stopped

    def leave_out(self, place: int, fault: StudentFault) -> None:
        """Never run this cell again."""
        self._left_out.add(place)
        self._faults.setdefault(place, fault)

    def last_untold(self, cells: Container[Cell]) -> int | None:
        """The last of these whose message was held back."""
        return max((place for place in self._untold if self.all[place] in cells), default=None)

    def ran(self, place: int, fault: StudentFault | None, seconds: float, *, tested: bool) -> None:
        """Remember how a cell fared and how long it took.

        Args:
            tested: hidden tests have met this process before, and a message could repeat what they have asked.
        """
        if self.all[place].own:
            fault, self._own_s = self._as_own(fault), self._own_s + seconds * (place not in self._faults)
        if fault and fault.kind in ("timeout", "asleep", "spent"):
            self._stopped.add(place)
        if fault and fault.kind == "exception":
            fault = self._held_back(place, fault, tested=tested)
        self._faults.setdefault(place, fault)

    def _as_own(self, fault: StudentFault | None) -> StudentFault | None:
        """Where the time of own cells was used up before, it is not this one that takes too long."""
        if fault and fault.kind == "timeout" and self.is_spent:
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
