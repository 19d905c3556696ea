"""A graded class as frozen data: what became of each student. The exports are made from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from autograder.reports.report import Report
from autograder.reports.standing import Handover, Standing

__all__ = ["Blame", "ClassResult", "Graded", "Notice"]

Blame = Literal["", "submission", "grader"]


@dataclass(frozen=True, slots=True)
class Graded:
    """What became of a submission: reports, or the sentence that says why it has no score and whose fault that is.

    `handed_in` is what `timestamp.txt` beside the notebook says: the word of whoever could write it; "" without one.
    """

    student: str
    reports: tuple[Report, ...] = ()
    problems: tuple[str, ...] = ()
    failure: str = ""
    blame: Blame = ""
    handed_in: str = ""

    @property
    def score(self) -> float | None:
        return None if self.failure else sum(report.score for report in self.reports)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something for the instructor to look at. `student` is "" where it concerns nobody in particular."""

    student: str
    text: str


@dataclass(frozen=True, slots=True)
class ClassResult:
    """An assignment's submissions, by student. Reports are in the order of the assignment.

    `seed` drew the inputs, for everybody; `notices` are about hand-ins that are not there, or not as they seem.
    `standings` are all students of the gradebook, with marks and penalties as they are now; `handover` says how they
    are handed on.
    """

    assignment: str
    students: tuple[Graded, ...]
    seed: int | None = None
    notices: tuple[Notice, ...] = ()
    standings: tuple[Standing, ...] = ()
    handover: Handover = field(default_factory=Handover)

    @property
    def graded(self) -> tuple[Graded, ...]:
        """Those who have a score."""
        return tuple(entry for entry in self.students if not entry.failure)

    @property
    def failed(self) -> tuple[Graded, ...]:
        """Those who have none: the submission's fault or the grader's."""
        return tuple(entry for entry in self.students if entry.failure and entry.student not in self.zeros)

    @property
    def zeros(self) -> dict[str, str]:
        """Why, by student, of those whom an instructor gave 0 without a hand-in that can be graded."""
        return {standing.student: standing.zero for standing in self.standings if standing.zero}

    @property
    def exercises(self) -> tuple[Report, ...]:
        """Somebody's report of each exercise: key, number, title and points are everybody's."""
        return self.graded[0].reports if self.graded else ()
