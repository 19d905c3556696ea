"""One row a student, one column an exercise: for a spreadsheet."""

from __future__ import annotations

from autograder.reports.results import ClassResult, Graded
from autograder.reports.spreadsheet import csv_text
from autograder.reports.wording import points_text

__all__ = ["export"]


def export(result: ClassResult) -> str:
    keys = [report.exercise for report in result.exercises]
    maximum = points_text(sum(report.max_score for report in result.exercises)) if keys else ""
    head = ["student", *keys, "total", "maximum", "not graded", "handed in, by timestamp.txt"]
    rows = [
        [
            entry.student,
            *_points(entry, keys, is_zero=entry.student in result.zeros),
            maximum,
            entry.failure,
            entry.handed_in,
        ]
        for entry in result.students
    ]
    return csv_text([head, *rows])


def _points(entry: Graded, keys: list[str], is_zero: bool) -> list[str]:
    """A score for each exercise and the total; nothing for who has none, unless an instructor has given 0."""
    if entry.score is None:
        return ["0" if is_zero else ""] * (len(keys) + 1)
    earned = {report.exercise: points_text(report.score) for report in entry.reports}
    return [*(earned.get(key, "") for key in keys), points_text(entry.score)]
