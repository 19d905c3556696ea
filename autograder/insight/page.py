"""The findings as one static page: no script, nothing from elsewhere, light and dark. All text in it is escaped."""

from __future__ import annotations

import functools
import shlex
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from autograder.insight.exercises import ExerciseRow
from autograder.insight.findings import Findings
from autograder.insight.pictures import histogram, share_bar
from autograder.reports.wording import points_text, printable, said_once

__all__ = ["page"]

TEMPLATES = Path(__file__).with_name("templates")
MOST_CODE, MOST_NAMES, MOST_GROUPS = 3_000, 60, 100
COMMON = 20  # misconceptions that are shown at once; a large class has a hundred, most of them of few


def page(findings: Findings) -> str:
    """The whole page."""
    drawn = Markup(histogram(findings.scores))  # noqa: S704  # made of numbers
    limits = {"most": MOST_GROUPS, "common": COMMON}
    return _environment().get_template("report.html.j2").render(found=findings, histogram=drawn, **limits)


@functools.cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"line": printable, "code": _code, "points": points_text, "names": _names, "share": _share}
    made.filters |= {
        "percent": _percent,
        "seconds": _seconds,
        "typed": _typed,
        "by_reason": _by_reason,
        "said_once": said_once,
    }
    return made


def _code(text: str) -> str:
    """Lines of code that do nothing to whoever reads them."""
    shown = text if len(text) <= MOST_CODE else text[:MOST_CODE] + "\n…"
    return "\n".join(printable(line) for line in shown.expandtabs(4).split("\n"))


def _names(students: tuple[str, ...]) -> str:
    shown = ", ".join(printable(student) for student in students[:MOST_NAMES] if student)
    return f"{shown} and {len(students) - MOST_NAMES} more" if len(students) > MOST_NAMES else shown


def _by_reason(found: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """What is said of students, and of whom: said once."""
    return {why: tuple(student for student in found if found[student] == why) for why in dict.fromkeys(found.values())}


def _typed(word: str) -> str:
    """A word of a command as it is typed."""
    return printable(shlex.quote(word))


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s"


def _share(row: ExerciseRow) -> Markup:
    """Who has all points, named and unnamed mistakes, and who has written nothing."""
    parts = [("full", row.full), ("named", row.named), ("unnamed", row.unnamed), ("unwritten", row.unwritten)]
    return Markup(share_bar([(name, count / row.students) for name, count in parts]))  # noqa: S704  # of numbers
