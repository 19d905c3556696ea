"""Which walls stand between student code and this machine: one file a wall, and the entry here."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.errors import SandboxError
from autograder.sandbox.walls.bubblewrap import BUBBLEWRAP
from autograder.sandbox.walls.lock import LOCK
from autograder.sandbox.walls.wall import Wall

__all__ = ["BUBBLEWRAP", "LOCK", "WALLS", "Wall", "available_walls", "require"]

WALLS: tuple[Wall, ...] = (BUBBLEWRAP, LOCK)  # as they are put up; what one has closed, the next one cannot open


def available_walls() -> tuple[Wall, ...]:
    """All walls but those that a box can do without and that this machine cannot have."""
    return tuple(wall for wall in WALLS if wall.required or not wall.lacking())


def require(walls: Sequence[Wall]) -> None:
    """Raises SandboxError when one of these walls cannot be had, or when there is none."""
    if not walls:
        raise SandboxError("a box without a wall is no box; say --unsandboxed to run student code unprotected")
    for wall in walls:
        if lacking := wall.lacking():
            raise SandboxError(wall.refusal(lacking))
