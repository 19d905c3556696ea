"""Each exercise in numbers, and the criteria that tell nobody apart."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.insight.statistics import discrimination
from autograder.reports.report import Criterion, Report

__all__ = ["CriterionRow", "ExerciseRow", "criterion_rows", "exercise_rows"]


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """One exercise of a class.

    Args:
        mean: of the points. full, unwritten: how many students have all of them, and how many have written nothing.
        discrimination: None where it says nothing.
        median_s, slowest_s: a processor's seconds.
    """

    key: str
    heading: str
    max_score: float
    students: int
    mean: float
    full: int
    unwritten: int
    discrimination: float | None
    named: int
    unnamed: int
    median_s: float
    slowest_s: float
    slowest: str

    @property
    def share(self) -> float:
        return self.mean / self.max_score if self.max_score else 0.0


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One hidden test: how many pass it, of those who have written something that it could ask for."""

    exercise: str
    heading: str
    name: str
    title: str
    passed: int
    of: int


Reports = Sequence[tuple[str, Report]]  # student and report


def is_wrong(report: Report) -> bool:
    """Whether something was written that is wrong by itself."""
    return report.stopped or any(criterion.status == "failed" for criterion in report.criteria)


def exercise_rows(exercises: Sequence[Reports], totals: Sequence[float]) -> tuple[ExerciseRow, ...]:
    """A row for each exercise.

    Args:
        totals: of all exercises together, for the same students in the same order.
    """
    return tuple(_row(reports, totals) for reports in exercises)


def _row(reports: Reports, totals: Sequence[float]) -> ExerciseRow:
    own = [report for _, report in reports]
    scores = [report.score for report in own]
    slowest = max(reports, key=lambda each: each[1].seconds)
    return ExerciseRow(
        key=own[0].exercise,
        heading=own[0].heading,
        max_score=own[0].max_score,
        students=len(own),
        mean=statistics.fmean(scores),
        full=sum(report.score == report.max_score for report in own),
        unwritten=sum(report.is_unwritten for report in own),
        discrimination=discrimination(scores, totals),
        named=sum(report.diagnosis is not None for report in own),
        unnamed=sum(is_wrong(report) and report.diagnosis is None for report in own),
        median_s=statistics.median(report.seconds for report in own),
        slowest_s=slowest[1].seconds,
        slowest=slowest[0],
    )


def criterion_rows(exercises: Sequence[Reports]) -> tuple[CriterionRow, ...]:
    """A row for each criterion, in the order of the assignment."""
    return tuple(row for reports in exercises for row in _criteria([report for _, report in reports]))


def _criteria(reports: Sequence[Report]) -> list[CriterionRow]:
    first = reports[0]
    by_name: dict[str, list[Criterion]] = {criterion.name: [] for criterion in first.criteria}
    for report in reports:
        for criterion in report.criteria:
            by_name.setdefault(criterion.name, []).append(criterion)
    return [_counted(first, criteria) for criteria in by_name.values()]


def _counted(report: Report, criteria: Sequence[Criterion]) -> CriterionRow:
    """A mistake of an earlier exercise says nothing of this one."""
    asked = [criterion for criterion in criteria if criterion.status in ("passed", "failed")]
    passed = sum(criterion.status == "passed" for criterion in asked)
    return CriterionRow(report.exercise, report.heading, criteria[0].name, criteria[0].title, passed, len(asked))
