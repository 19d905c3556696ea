"""An exercise and an assignment as frozen data, as `folders` reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from autograder.sandbox.limits import Limits

__all__ = ["ASSIGNMENT", "EQUIVALENT", "PARTS", "SHOWS", "Assignment", "Exercise", "Show"]

ASSIGNMENT = "assignment.toml"
EQUIVALENT = "equivalent.toml"
Show = Literal["everything", "criteria", "visible"]
SHOWS: tuple[Show, ...] = get_args(Show)
PARTS = ("exercise.toml", "visible.py", "test_hidden.py", "misconceptions.py")


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: what it teaches, which functions it asks for, what its hidden tests are worth.

    `functions` gives each function the names of its returned values; `opaque` the positions that never leave the box;
    `earlier` is everything that its solution may call: of earlier assignments first, then of its own, in the order of
    the course. `number` is its place in the assignment, from 1. `carried_errors_cost`: whether a mistake of an earlier
    exercise costs points in this one too. `too_slow` tells whose code runs out of time what is fast enough.
    """

    folder: Path
    number: int
    title: str
    lectures: tuple[str, ...]
    solution: tuple[str, ...]
    functions: Mapping[str, tuple[str, ...]]
    opaque: Mapping[str, frozenset[int]]
    points: Mapping[str, float]
    criteria: Mapping[str, str]
    earlier: tuple[Exercise, ...] = ()
    limits: Limits = field(default_factory=Limits)
    carried_errors_cost: bool = False
    too_slow: str = ""

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def assignment(self) -> str:
        return self.folder.parent.name

    @property
    def key(self) -> str:
        return f"{self.assignment}/{self.name}"

    @property
    def max_score(self) -> float:
        return sum(self.points.values())

    @property
    def accepted(self) -> tuple[Path, ...]:
        return tuple(sorted((self.folder / "accepted").glob("*.py")))

    @property
    def files(self) -> Iterator[Path]:
        """What grading reads of the folder: all of it but accepted solutions and equivalent mutants."""
        files = (path for path in self.folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        proof = self.folder / "accepted", self.folder / EQUIVALENT
        yield from sorted(path for path in files if not any(map(path.is_relative_to, proof)))


@dataclass(frozen=True, slots=True)
class Assignment:
    """One assignment: its exercises in their order, and what earlier assignments have built for it.

    `number` is its place in the course, from 1. `show`: how much of what the tests found stands on a feedback page.
    """

    folder: Path
    number: int
    title: str
    exercises: tuple[Exercise, ...]
    given: tuple[Exercise, ...]
    show: Show = "everything"

    @property
    def name(self) -> str:
        return self.folder.name
