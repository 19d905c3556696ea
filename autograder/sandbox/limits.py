"""What one submission's code may use; the box enforces it."""

from __future__ import annotations

from dataclasses import dataclass, fields

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Memory and processor time of the process; seconds of a call and of all calls; size of what is returned."""

    memory_mb: int = 1024
    cpu_s: float = 20.0
    call_s: float = 5.0
    wall_s: float = 60.0
    output_mb: int = 64

    def union(self, other: Limits) -> Limits:
        """The wider of two limits, field by field: one box serves all exercises of a submission."""
        return Limits(**{f.name: max(getattr(self, f.name), getattr(other, f.name)) for f in fields(Limits)})
