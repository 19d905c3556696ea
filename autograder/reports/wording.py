"""Words and signs that text, pages and exports share."""

from __future__ import annotations

from autograder.reports.report import Status

__all__ = ["MARKS", "points_text", "printable"]

MARKS: dict[Status, str] = {"passed": "✓", "failed": "✗", "not_run": "–", "grader_error": "!"}


def points_text(value: float) -> str:
    """Points as people write them: 3, 2.5."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def printable(text: str) -> str:
    r"""One line that does nothing to a terminal: what cannot be seen is written as Python writes it, such as \x1b."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in text)
