"""What happens while hand-ins are watched, as plain data and as a line."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

from autograder.reports.wording import points_text, printable

__all__ = ["Event", "event_json", "event_line"]

What = Literal["graded", "waiting", "not graded", "refused", "trouble"]


@dataclass(frozen=True, slots=True)
class Event:
    """`at`: seconds since 1970. `score` is None for what has none; `text` says why, or what to look at."""

    at: float
    what: What
    assignment: str
    student: str = ""
    score: float | None = None
    max_score: float | None = None
    text: str = ""


def event_json(event: Event) -> str:
    """One JSON object in one line."""
    return json.dumps(asdict(event))


def event_line(event: Event, clock: str) -> str:
    """For a person. `clock`: the event's time as it is to be shown."""
    points = ""
    if event.score is not None and event.max_score is not None:
        points = f"{points_text(event.score)} / {points_text(event.max_score)}"
    parts = (clock, event.assignment, event.student, event.what, points, event.text)
    return printable("  ".join(part for part in parts if part))
