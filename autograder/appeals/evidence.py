"""What a rerun has found, as frozen data. Text, JSON and the notebook cell are made of it."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.grading.calls import Call
from autograder.reports.report import Criterion, Report
from autograder.sandbox.backend import Cell, Outcome, StudentFault
from autograder.spec import Exercise

__all__ = ["Evidence", "Exchange", "Shown", "Tested"]


@dataclass(frozen=True, slots=True, eq=False)
class Exchange:
    """A call, the student's answer in it, and the reference's.

    Args:
        arguments: name and value of each. values: what is returned, by name; of a handle there is only that it is one.
        expected: None where the reference was not asked.
        agrees: whether both count as the same, as the diagnosis compares them.
    """

    call: Call
    arguments: tuple[tuple[str, object], ...]
    values: tuple[str, ...]
    expected: Outcome | None
    agrees: bool


@dataclass(frozen=True, slots=True, eq=False)
class Tested:
    """One hidden test.

    Args:
        case: the name of what was run, with its parameters. source: the test's own.
        complaint: what the test says with all its numbers.
        parted: the first exchange whose answers differ; None where none does.
        traceback: of the student's code, with the text of the exception.
    """

    criterion: Criterion
    case: str
    source: str
    complaint: str
    exchanges: tuple[Exchange, ...]
    parted: int | None
    traceback: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A known-wrong variant: its name, its words, and how it differs from the solution."""

    name: str
    message: str
    difference: str


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """A student's answer to one exercise, graded again.

    Args:
        recorded: the stored report; None where there is none that fits.
        stopped: cells above the check that did not run through, and why.
    """

    student: str
    exercise: Exercise
    report: Report
    recorded: Report | None
    tests: tuple[Tested, ...]
    variants: tuple[Shown, ...]
    stopped: tuple[tuple[Cell, StudentFault], ...]
