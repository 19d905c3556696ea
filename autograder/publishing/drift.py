"""What is not as the exercise folders say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Drift"]


@dataclass(frozen=True, slots=True)
class Drift:
    """A cell or a file that differs; `by_hand` where its author has to decide and `chainrule sync` leaves it alone."""

    path: Path
    cell: str
    problem: str
    by_hand: bool = False

    def __str__(self) -> str:
        return f"{self.path}: {self.cell}: {self.problem}" if self.cell else f"{self.path}: {self.problem}"
