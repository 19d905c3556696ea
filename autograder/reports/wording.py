"""Words and signs that text, pages and exports share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from autograder.reports.report import Criterion, Status

__all__ = ["MARKS", "Numbered", "exercises_in_words", "points_text", "printable", "said_once"]

MARKS: dict[Status, str] = {"passed": "✓", "failed": "✗", "carried": "↑", "not_run": "–", "grader_error": "!"}
# Also what breaks lines, turns their direction or takes no place, and halves of characters that cannot be written.
CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    r"\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
AGAIN = "The same as above."


class Numbered(Protocol):
    """An exercise, or the report on it, by its place in the assignment."""

    @property
    def number(self) -> int: ...

    @property
    def title(self) -> str: ...


def exercises_in_words(exercises: Sequence[Numbered]) -> str:
    """`exercise 3 (The linear layer)`, and with several of them `exercises 3, 4 and 9`."""
    if len(exercises) == 1:
        return f"exercise {exercises[0].number} ({exercises[0].title})"
    numbers = [str(exercise.number) for exercise in exercises]
    return f"exercises {', '.join(numbers[:-1])} and {numbers[-1]}"


def said_once(criteria: Iterable[Criterion]) -> Iterator[Criterion]:
    """The criteria, with a message that several have told at the first of them."""
    said = set[str]()
    for criterion in criteria:
        is_new = len(criterion.message) <= len(AGAIN) or criterion.message not in said
        said.add(criterion.message)
        yield criterion if is_new else replace(criterion, message=AGAIN)


def points_text(value: float) -> str:
    """Points as people write them: 3, 2.5."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def printable(text: str) -> str:
    r"""One line that does nothing to a terminal: controls are written as Python writes them, such as \x1b."""
    return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
