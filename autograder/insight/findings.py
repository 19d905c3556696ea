"""Everything that is found out about a graded class, as frozen data; page and tables are made from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from autograder.insight.code import given_lines, tokens_of
from autograder.insight.exercises import CriterionRow, ExerciseRow, criterion_rows, exercise_rows
from autograder.insight.gathered import Entry, Gathered
from autograder.insight.mistakes import Group, Mistake, groups_of, mistakes_of
from autograder.insight.similar import Circle, Pair, circles_of, similar_pairs
from autograder.insight.statistics import Distribution, distribution
from autograder.reports.report import Report
from autograder.reports.results import Notice
from autograder.spec.solution import starter_source

__all__ = ["Findings", "find"]


@dataclass(frozen=True, slots=True)
class Findings:
    """A class.

    Args:
        reports: by student, in the order of the assignment, of those who have a score.
        ungraded: student -> why there is no score, where the hand-in is at fault; `faults` where the grader is.
        repairs: what had to be put right in notebooks -> whose.
        waiting: question -> how many of its answers nobody has read yet.
    """

    assignment: str
    title: str
    seed: int
    handed_in: int
    scores: Distribution
    exercises: tuple[ExerciseRow, ...]
    criteria: tuple[CriterionRow, ...]
    mistakes: tuple[Mistake, ...]
    groups: tuple[Group, ...]
    pairs: tuple[Pair, ...]
    reports: Mapping[str, tuple[Report, ...]]
    ungraded: Mapping[str, str]
    faults: Mapping[str, str]
    repairs: Mapping[str, tuple[str, ...]]
    notices: Mapping[str, tuple[str, ...]]
    waiting: Mapping[str, int]

    @property
    def circles(self) -> tuple[Circle, ...]:
        return circles_of(self.pairs)

    @property
    def passed_by_nobody(self) -> tuple[CriterionRow, ...]:
        return tuple(row for row in self.criteria if row.of and not row.passed)

    @property
    def passed_by_all(self) -> tuple[CriterionRow, ...]:
        return tuple(row for row in self.criteria if row.of and row.passed == row.of)


def find(gathered: Gathered) -> Findings:
    """Of a class in which somebody has a score."""
    graded = gathered.graded
    totals = [sum(report.score for report in entry.graded.reports) for entry in graded]
    rows = [[(entry.student, entry.graded.reports[k]) for entry in graded] for k in range(_count(graded))]
    answers = {(entry.student, key): text for entry in graded for key, text in _answers(gathered, entry)}
    maximum = sum(report.max_score for report in graded[0].graded.reports)
    return Findings(
        assignment=gathered.assignment.name,
        title=gathered.assignment.title,
        seed=gathered.seed,
        handed_in=len(gathered.entries),
        scores=distribution(totals, maximum),
        exercises=exercise_rows(rows, totals),
        criteria=criterion_rows(rows),
        mistakes=mistakes_of(rows, answers),
        groups=groups_of(rows, answers),
        pairs=similar_pairs(dict(_tokens(gathered))),
        reports={entry.student: entry.graded.reports for entry in graded},
        ungraded=_failures(gathered, "submission"),
        faults=_failures(gathered, "grader"),
        repairs=_by_text([Notice(e.student, problem) for e in gathered.entries for problem in e.graded.problems]),
        notices=_by_text(gathered.notices),
        waiting=gathered.waiting,
    )


def _count(graded: tuple[Entry, ...]) -> int:
    return min(len(entry.graded.reports) for entry in graded)


def _answers(gathered: Gathered, entry: Entry) -> Iterator[tuple[str, str]]:
    """By the exercise's key."""
    for exercise in gathered.assignment.exercises:
        yield exercise.key, entry.answers.get(exercise.name, "")


def _tokens(gathered: Gathered) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Exercise, and each student's tokens in it."""
    for exercise in gathered.assignment.exercises:
        given = given_lines(starter_source(exercise))
        answers = ((entry.student, entry.answers.get(exercise.name, "")) for entry in gathered.graded)
        yield exercise.name, {student: tokens_of(text, given) for student, text in answers}


def _failures(gathered: Gathered, blame: str) -> dict[str, str]:
    return {e.student: e.graded.failure for e in gathered.entries if e.graded.failure and e.graded.blame == blame}


def _by_text(notices: Iterable[Notice]) -> dict[str, tuple[str, ...]]:
    """What concerns several students in the same words is said once, the most common first."""
    students: dict[str, list[str]] = {}
    for notice in notices:
        students.setdefault(notice.text, []).append(notice.student)
    return {text: tuple(students[text]) for text in sorted(students, key=lambda text: -len(students[text]))}
