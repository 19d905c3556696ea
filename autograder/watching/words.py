"""What a student is told of a hand-in that is not graded, or not yet, as a small page."""

from __future__ import annotations

import datetime
from html import escape

from autograder.reports.wording import printable

__all__ = ["is_waiting", "later_one_page", "not_graded_page", "waiting_page"]

MARK = "<!-- chainrule: waiting -->"
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body style="font-family:system-ui,sans-serif;max-width:640px;margin:48px auto;padding:0 16px;line-height:1.5">
{mark}<h1 style="font-size:22px">{title}</h1>
<p>{text}</p>
</body></html>
"""
WAITS = "{} of your hand-ins have been graded within an hour, which is as many as this course grades. This one waits: "
WAITS += (
    "its turn comes at {} UTC. If you hand in again before that, the later one takes its place. What counts for the "
)
WAITS += "due date is when you handed in, not when it is graded."
LATER = "You handed in again before its turn came. The later one is graded in its place."
NOBODY = " This is not your fault and costs you nothing; your instructor sees it too."
MEND = " Mend it and hand in again."
LONGEST = 2_000


def waiting_page(assignment: str, per_hour: int, turn: float) -> str:
    """For a hand-in that is over the limit: when its turn comes."""
    when = datetime.datetime.fromtimestamp(turn, datetime.UTC) + datetime.timedelta(minutes=1)
    said = WAITS.format(per_hour, when.strftime("%Y-%m-%d %H:%M"))
    return _page(f"{assignment}: waiting to be graded", said, MARK)


def later_one_page(assignment: str) -> str:
    """For one that waited, and after which another one came."""
    return _page(f"{assignment}: a later hand-in was graded", LATER)


def not_graded_page(assignment: str, reason: str, *, students_fault: bool) -> str:
    """For one that cannot be graded."""
    said = reason[:LONGEST] + MEND if students_fault else "The grader failed." + NOBODY
    return _page(f"{assignment}: could not be graded", said)


def is_waiting(page: str) -> bool:
    """Whether this is the page of a hand-in that was told to wait."""
    return MARK in page[:LONGEST]


def _page(title: str, text: str, mark: str = "") -> str:
    return PAGE.format(title=escape(printable(title)), text=escape(printable(text)), mark=mark)
