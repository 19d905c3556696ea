"""The table of docs/grader-quality.md: what stands behind the marks of each exercise.

The document is its own memory: a row stays as it is until its exercise is tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from typing import Any

from autograder.mutants.equivalent import load_equivalent
from autograder.mutants.mutant import mutants
from autograder.mutants.trial import Trial
from autograder.proof.known import known_solutions
from autograder.reports.marked import between_marks
from autograder.spec import Exercise
from autograder.spec.solution import bare_source

__all__ = ["Row", "holdings", "read_rows", "row_of", "with_rows"]


@dataclass(frozen=True, slots=True)
class Row:
    """One exercise, or the sum of some; what the trial says, and what the folder holds."""

    exercise: str
    tests: int
    misconceptions: int
    accepted: int
    mutants: int
    killed: int
    equivalent: int
    seeds: int
    seconds: float
    slowest: float

    @property
    def share(self) -> float:
        """Of the mutants that a test can find."""
        return self.killed / max(1, self.mutants - self.equivalent)


KINDS: Sequence[Callable[[str], Any]] = (str, *[int] * 7, float, float)
HEAD = [*(field.name for field in fields(Row)), "share"]


def row_of(exercise: Exercise, trial: Trial, seeds: int) -> Row:
    """The row of an exercise that was tried with so many seeds. Raises SpecError."""
    times = round(trial.seconds, 2), round(trial.slowest_s, 2)
    return _row([exercise.key, *holdings(exercise), trial.killed, trial.equivalent, seeds, *times])


def holdings(exercise: Exercise) -> tuple[int, int, int, int]:
    """How many tests, misconceptions, accepted solutions and mutants there are. Raises SpecError."""
    misconceptions = {known.name for known in known_solutions(exercise) if known.kind == "misconception"}
    found = mutants(bare_source(exercise))
    return len(exercise.points), len(misconceptions), len(exercise.accepted), sum(1 for _ in found)


def with_rows(document: str, rows: Iterable[Row], exercises: Sequence[Exercise]) -> str:
    """The document with these rows, and with those that it has for the other exercises."""
    known = read_rows(document) | {row.exercise: row for row in rows}
    return between_marks(document, "\n".join(_lines(known, exercises)))


def read_rows(document: str) -> dict[str, Row]:
    """By the exercise's key."""
    lines = ([cell.strip() for cell in line.strip("| ").split("|")] for line in document.splitlines())
    rows = (cells[:-1] for cells in lines if len(cells) == len(HEAD) and "/" in cells[0])
    return {cells[0]: _row(cells) for cells in rows}


def _row(cells: Iterable[Any]) -> Row:
    return Row(*(kind(cell) for kind, cell in zip(KINDS, cells, strict=True)))


def _lines(rows: Mapping[str, Row], exercises: Sequence[Exercise]) -> Iterator[str]:
    present = [exercise for exercise in exercises if exercise.key in rows]
    parts = {name: list(some) for name, some in groupby(present, lambda exercise: exercise.assignment)}
    sums = [_sum(name, [rows[exercise.key] for exercise in some]) for name, some in parts.items()]
    yield from _table("assignment", [*sums, _sum("together", sums)])
    for name, some in parts.items():
        yield f"\n## {name}\n"
        yield from _table("exercise", [rows[exercise.key] for exercise in some])
        yield from _equivalent(some)


def _sum(name: str, rows: Sequence[Row]) -> Row:
    *counts, _, seconds, slowest = (sum(getattr(row, field) for row in rows) for field in HEAD[1:-1])
    return _row([name, *counts, min((row.seeds for row in rows), default=0), round(seconds, 2), round(slowest, 2)])


def _table(first: str, rows: Sequence[Row]) -> Iterator[str]:
    yield f"| {' | '.join([first, *HEAD[1:]])} |"
    yield f"|---|{'--:|' * (len(HEAD) - 1)}"
    for row in rows:
        *counts, share = (getattr(row, field) for field in HEAD)
        yield f"| {' | '.join(map(str, counts))} | {share:.1%} |"


def _equivalent(exercises: Iterable[Exercise]) -> Iterator[str]:
    """The mutants that count for nothing, each under the reason why."""
    found = [(why, name) for exercise in exercises for name, why in load_equivalent(exercise).items()]
    for why, some in groupby(found, lambda each: each[0]):
        yield f"\nEquivalent: {why}\n"
        yield from (f"- `{name}`" for _, name in some)
