"""Words and signs that text, pages and exports share."""

from __future__ import annotations

import re

from autograder.reports.report import Status

__all__ = ["MARKS", "points_text", "printable"]

MARKS: dict[Status, str] = {"passed": "✓", "failed": "✗", "not_run": "–", "grader_error": "!"}
# Also what breaks lines or turns their direction, and halves of characters that cannot be written at all.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def points_text(value: float) -> str:
    """Points as people write them: 3, 2.5."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def printable(text: str) -> str:
    r"""One line that does nothing to a terminal: controls are written as Python writes them, such as \x1b."""
    return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
