"""What came of a sample class: each student's recorded score beside the one that was earned, as data and as a table."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

__all__ = ["DemoResult", "Row", "result_lines"]

LONG_TABLE = 40
COMMON = 8
SHOWN = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One student in one assignment: the score in nbgrader's gradebook beside the score that was earned.

    None stands for what cannot be graded. `note` says what befell the notebook, `failure` why it was not graded;
    `misconceptions` are those that the student was told about.
    """

    assignment: str
    student: str
    score: float | None
    expected: float | None
    max_score: float
    note: str
    failure: str
    misconceptions: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        if self.score is None or self.expected is None:
            return self.score is self.expected
        return math.isclose(self.score, self.expected, abs_tol=1e-9)


@dataclass(frozen=True, slots=True)
class DemoResult:
    """A graded sample class. `course` is where its gradebook, feedback pages and CSV are."""

    rows: tuple[Row, ...]
    course: Path
    seed: int
    seconds: float

    @property
    def agree(self) -> bool:
        return all(row.agrees for row in self.rows)

    def misconceptions(self) -> list[tuple[str, int]]:
        """What the class was told, the most common first."""
        return Counter(name for row in self.rows for name in row.misconceptions).most_common()

    def to_dict(self) -> dict[str, Any]:
        return {
            "students": [asdict(row) | {"agrees": row.agrees} for row in self.rows],
            "agree": self.agree,
            "misconceptions": dict(self.misconceptions()),
            "course": str(self.course),
            "feedback": str(self.course / "feedback"),
            "csv": str(self.course / "grades.csv"),
            "seed": self.seed,
            "seconds": self.seconds,
        }


def result_lines(result: DemoResult, students: int) -> Iterator[str]:
    """For the terminal."""
    for assignment in dict.fromkeys(row.assignment for row in result.rows):
        yield from _table(assignment, [row for row in result.rows if row.assignment == assignment])
    yield from _common(result)
    wrong = sum(not row.agrees for row in result.rows)
    verdict = "every score agrees" if not wrong else f"{wrong} scores differ from what was earned"
    yield f"{len(result.rows)} submissions in {result.seconds:.0f} s: {verdict}."
    yield f"feedback   {result.course / 'feedback'}"
    yield f"grades     {result.course / 'grades.csv'}"
    yield f"again      chainrule demo --students {students} --seed {result.seed}"


def _table(assignment: str, rows: Sequence[Row]) -> Iterator[str]:
    yield f"{assignment}: {len(rows)} students, {rows[0].max_score:g} points"
    shown = rows if len(rows) <= LONG_TABLE else [row for row in rows if not row.agrees or row.expected is None]
    width = max((len(row.student) for row in shown), default=7)
    yield f"  {'student':{width}}  score  expected"
    for row in shown:
        mark = "✓" if row.agrees else "✗ DIFFERS"
        numbers = f"{_points(row.score):>5}  {_points(row.expected):>8}"
        yield f"  {row.student:{width}}  {numbers} {mark}  {_remark(row)}".rstrip()
    if len(shown) < len(rows):
        yield f"  and {len(rows) - len(shown)} more, who all agree"
    yield ""


def _remark(row: Row) -> str:
    """What befell the notebook, and what the student was told about."""
    told = [name.split(": ")[-1] for name in row.misconceptions]
    more = [f"{len(told) - SHOWN} more"] if len(told) > SHOWN else []
    words = [f"not graded: {row.note}" if row.failure else row.note, ", ".join(told[:SHOWN] + more)]
    return " · ".join(filter(None, words))


def _points(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def _common(result: DemoResult) -> Iterator[str]:
    told = result.misconceptions()
    if told:
        yield f"{sum(count for _, count in told)} misconceptions named, of {len(told)} kinds; the most common:"
        yield from (f"  {count:4} × {name}" for name, count in told[:COMMON])
        yield ""
