"""A Report as text for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.reports.report import Report
from autograder.reports.wording import MARKS, points_text, printable, said_once

__all__ = ["report_text"]


def report_text(report: Report, problems: Sequence[str] = ()) -> str:
    """One exercise for the terminal.

    Args:
        problems: sentences about the notebook as a whole.
    """
    score = f"{points_text(report.score)} / {points_text(report.max_score)}" if report.graded else "not graded"
    lines = [printable(f"{report.heading} ({report.exercise}): {score}")]
    for problem in problems:
        lines += _indented("your notebook: " + problem, "  ")
    lines += _indented("note: " + report.note, "  ") if report.note else []
    for criterion in said_once(report.criteria):
        points = f"{points_text(criterion.points)}/{points_text(criterion.max_points)}"
        lines += _indented(f"{MARKS[criterion.status]} {criterion.title}  {points}", "  ")
        lines += _indented(criterion.message, "      ")
    if report.diagnosis:
        lines += _indented(f"→ {report.diagnosis.message} [{report.diagnosis.name}]", "  ")
    return "\n".join(lines)


def _indented(text: str, indent: str) -> list[str]:
    return [indent + printable(line) for line in text.split("\n")] if text else []
