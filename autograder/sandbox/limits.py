"""What one submission's code may use; the box enforces it."""

from __future__ import annotations

from dataclasses import dataclass, fields

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds are a processor's: other work on the machine takes nothing from them. `idle_s` alone counts waiting.

    Args:
        memory_mb: of the process.
        call_s: one call of a function. tests_s: all calls of one exercise.
        cell_s: one cell. cells_s: all of the student's own cells, those that belong to no exercise.
        idle_s: asleep in one call or cell.
        output_mb: what a call returns.
    """

    memory_mb: int = 1024
    call_s: float = 5.0
    tests_s: float = 30.0
    cell_s: float = 10.0
    cells_s: float = 60.0
    idle_s: float = 10.0
    output_mb: int = 64

    def union(self, other: Limits) -> Limits:
        """The wider of two limits, field by field: one box serves all exercises of a submission."""
        return Limits(**{f.name: max(getattr(self, f.name), getattr(other, f.name)) for f in fields(Limits)})

    def in_all(self, exercises: int) -> float:
        """Seconds after which nothing of a submission goes on, whatever it is that takes them."""
        return 2 * (self.cells_s + self.tests_s * max(1, exercises))
