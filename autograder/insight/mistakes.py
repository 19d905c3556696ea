"""Wrong answers of a class: those that have a name, by their name, and those that have none, by how they behave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.insight.code import bare_code
from autograder.insight.exercises import Reports, is_wrong
from autograder.reports.report import Criterion, Report

__all__ = ["Example", "Group", "Mistake", "groups_of", "mistakes_of"]

Answers = Mapping[tuple[str, str], str]  # text by student and exercise


@dataclass(frozen=True, slots=True)
class Example:
    """One student's answer, without what was given."""

    student: str
    code: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """A known misconception in a class.

    Args:
        message: what its students were told. of: how many have written something in this exercise.
        together: of its students, those whose answer has another known mistake too.
    """

    exercise: str
    heading: str
    name: str
    message: str
    students: tuple[str, ...]
    together: int
    of: int
    example: Example

    @property
    def words(self) -> str:
        return self.name.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Group:
    """Students whose wrong answers nothing names and who answer alike: one look at one of them explains all.

    Args:
        behaviour: "" where it is not known, and only the failed criteria are the same.
        failed: of the example's student, with the messages that were told; nothing where the cell stops with an error.
    """

    exercise: str
    heading: str
    behaviour: str
    failed: tuple[Criterion, ...]
    score: float
    max_score: float
    students: tuple[str, ...]
    example: Example


def mistakes_of(exercises: Sequence[Reports], answers: Answers) -> tuple[Mistake, ...]:
    """The most common ones first."""
    found = [mistake for reports in exercises for mistake in _of_exercise(reports, answers)]
    return tuple(sorted(found, key=lambda each: -len(each.students)))


def _of_exercise(reports: Reports, answers: Answers) -> Iterator[Mistake]:
    """Who was told of two mistakes at once has made each of them."""
    made: dict[str, list[tuple[str, Report]]] = defaultdict(list)
    for student, report in reports:
        for name in report.diagnosis.name.split("+") if report.diagnosis else ():
            made[name].append((student, report))
    written = sum(not report.is_unwritten for _, report in reports)
    for name, who in made.items():
        alone = [each for each in who if each[1].diagnosis and each[1].diagnosis.name == name]
        students = tuple(student for student, _ in who)
        told = (alone or who)[0][1]
        message = told.diagnosis.message if told.diagnosis else ""
        example = _example((student for student, _ in alone or who), told.exercise, answers)
        together = len(who) - len(alone)
        yield Mistake(told.exercise, told.heading, name, message, students, together, written, example)


def groups_of(exercises: Sequence[Reports], answers: Answers) -> tuple[Group, ...]:
    """The largest ones first."""
    found = [group for reports in exercises for group in _unnamed(reports, answers)]
    return tuple(sorted(found, key=lambda each: -len(each.students)))


def _unnamed(reports: Reports, answers: Answers) -> Iterator[Group]:
    alike: dict[tuple[tuple[str, ...], str], dict[str, Report]] = defaultdict(dict)
    for student, report in reports:
        if is_wrong(report) and report.diagnosis is None:
            alike[_what_fails(report), report.behaviour][student] = report
    for (_, behaviour), who in alike.items():
        example = _example(who, next(iter(who.values())).exercise, answers)
        one = who[example.student]
        students = tuple(who)
        yield Group(one.exercise, one.heading, behaviour, _failed(one), one.score, one.max_score, students, example)


def _what_fails(report: Report) -> tuple[str, ...]:
    """Where functions are missing, answers say little: there the messages that tell why have to be the same too."""
    failed = _failed(report)
    is_missing = any(criterion.status == "not_run" for criterion in report.criteria)
    return (*(criterion.name for criterion in failed), *(criterion.message for criterion in failed if is_missing))


def _failed(report: Report) -> tuple[Criterion, ...]:
    return tuple(criterion for criterion in report.criteria if criterion.status == "failed")


def _example(students: Iterable[str], exercise: str, answers: Answers) -> Example:
    """The shortest answer in which there is a function: nothing else is in its way."""
    codes = [Example(student, bare_code(answers.get((student, exercise), ""))) for student in students]
    return min(codes, key=lambda each: ("def " not in each.code, len(each.code), each.student))
