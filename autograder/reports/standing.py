"""Where each student stands in an assignment, as the gradebook has it: what is handed on to a learning platform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["NOT_HANDED_IN", "Handover", "Standing"]

NOT_HANDED_IN = "has not handed in"


@dataclass(frozen=True, slots=True)
class Standing:
    """One student.

    Args:
        cells: points of each graded cell by its id, without extra: None where there are none yet.
        extra: points beyond the cells' own. penalty: points that are taken off for late work.
        waiting: written answers, by the id of their cell, that nobody has read.
        nothing: why there is no score at all: nothing handed in, or nothing that could be graded. "" where there is.
        zero: why the score is a 0 that was given without a hand-in. "" where it was not.
    """

    student: str
    cells: Mapping[str, float | None] = field(default_factory=dict)
    extra: float = 0.0
    penalty: float = 0.0
    waiting: tuple[str, ...] = ()
    nothing: str = ""
    zero: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_id: str = ""

    @property
    def points(self) -> float | None:
        """What the student has so far; None where there is no score at all."""
        if self.nothing:
            return None
        return max(0.0, sum(value or 0.0 for value in self.cells.values()) + self.extra - self.penalty)


@dataclass(frozen=True, slots=True)
class Handover:
    """How standings are handed on.

    Args:
        title: of the assignment. maxima: of each graded cell, by id, in the order of the notebook.
        titles: of graded cells, by id; the id itself where there is none.
        headings, rows: of the platform's own list, by student and heading in lower case; empty without one.
        per_exercise: a column for each exercise and question in place of one for the assignment.
        column: the platform's heading for the assignment, where it was given.
        count_unread: an answer that nobody has read counts as 0; else whoever has one has no total yet.
    """

    title: str = ""
    maxima: Mapping[str, float] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    per_exercise: bool = False
    column: str = ""
    count_unread: bool = False
