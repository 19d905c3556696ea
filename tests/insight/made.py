"""Reports and classes made by hand, for the analysis of a class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.insight.gathered import Entry, Gathered
from autograder.reports.report import Criterion, Diagnosis, Report, Status
from autograder.reports.results import Graded
from autograder.spec import Assignment, load_assignment

LETTERS: dict[str, Status] = {"+": "passed", "-": "failed", "^": "carried", "0": "not_run"}


def report(marks: str, name: str = "", *, exercise: str = "sample/leaky", number: int = 1, **more: object) -> Report:
    """A criterion of one point for each letter: `+` passed, `-` failed, `^` carried, `0` not run.

    `name`: of the diagnosis; with `+` of two at once.
    """
    criteria = tuple(
        Criterion(f"test_{k}", f"Property {k}", LETTERS[mark], float(mark in "+^"), 1.0) for k, mark in enumerate(marks)
    )
    diagnosis = Diagnosis(name, f"You did {name}.") if name else None
    rest = {"seconds": 0.1, **more}
    return Report(exercise, number, "Leaky", criteria, diagnosis, 1, **rest)  # type: ignore[arg-type]


def entry(
    student: str, *reports: Report, answers: Mapping[str, str] | None = None, problems: Sequence[str] = ()
) -> Entry:
    return Entry(Graded(student, reports, tuple(problems)), answers or {})


def gathered(folder: Path, *entries: Entry, **more: object) -> Gathered:
    """Of the assignment in whose folder the exercise `folder` stands."""
    assignment: Assignment = load_assignment(folder.parent.name, folder.parent.parent)
    return Gathered(assignment, entries, 1, **more)  # type: ignore[arg-type]
