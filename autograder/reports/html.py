"""A Report as HTML for feedback pages.

The HTML is one self-contained fragment. All style stands in the elements and colours come in pairs of text and
background, so that it reads the same in nbgrader's page, in JupyterLab's sanitised output, light or dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from autograder.reports.pictures import picture_html
from autograder.reports.report import Criterion, Report, Status
from autograder.reports.wording import MARKS, points_text, printable, said_once

__all__ = ["report_html"]

LONGEST = 2_000
MOST_PICTURES = 2
COLOURS: dict[Status, str] = {
    "passed": "#1a7f37",
    "failed": "#c4233b",
    "carried": "#9a6700",
    "not_run": "#6e7781",
    "grader_error": "#9a6700",
}
SAID: dict[Status, str] = {
    "passed": "passed",
    "failed": "failed",
    "carried": "fails for a mistake of an earlier exercise",
    "not_run": "not run",
    "grader_error": "not graded: the grader failed, not you",
}
FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
CARD = f"{FONT};font-size:14px;line-height:1.45;color:#1f2328;background-color:#ffffff;border:1px solid #d0d7de;"
CARD += "border-radius:8px;max-width:760px;margin:6px 0;padding:14px 18px;text-align:left"
TABLE = "border-collapse:collapse;border:none;width:100%;margin:10px 0 0 0;table-layout:auto;font-size:14px"
ROW = "background-color:#ffffff;border:none"
CELL = "border:none;border-top:1px solid #eaeef2;padding:7px 6px;vertical-align:top;text-align:left;color:#1f2328"
PLAIN = "border:none;padding:0;vertical-align:middle;text-align:left;color:#1f2328;white-space:normal"


def report_html(report: Report, problems: Sequence[str] = ()) -> str:
    """One exercise for its student.

    Args:
        problems: sentences about the notebook as a whole, shown above the exercise.
    """
    shown = iter(range(MOST_PICTURES))
    said = said_once(report.criteria)
    rows = "".join(_row(criterion, with_picture=_has_turn(criterion, shown)) for criterion in said)
    parts = [
        *(_box(problem, "#0969da", "#ddf4ff", "About your notebook") for problem in problems),
        _heading(report),
        _box(report.note, "#6e7781", "#f6f8fa", "About this exercise") if report.note else "",
        _diagnosis(report),
        f'<table style="{TABLE}"><tbody>{rows}</tbody></table>',
    ]
    return f'<div style="{CARD}">{"".join(parts)}</div>'


def _has_turn(criterion: Criterion, shown: object) -> bool:
    return criterion.picture is not None and next(shown, None) is not None  # type: ignore[call-overload]


def _heading(report: Report) -> str:
    share = report.score / report.max_score if report.max_score else 0.0
    colour = "#1a7f37" if share == 1 else "#9a6700" if share > 0 else "#c4233b"
    score = f"{points_text(report.score)} / {points_text(report.max_score)}" if report.graded else "not graded"
    bar = _bar(share, colour) if report.graded else ""
    table = "border-collapse:collapse;border:none;width:100%;margin:0;table-layout:auto"
    right = "text-align:right;font-size:17px;font-weight:600;white-space:nowrap"
    return (
        f'<table style="{table}"><tbody><tr style="{ROW}">'
        f'<td style="{PLAIN};font-size:17px;font-weight:600">{_text(report.heading)}</td>'
        f'<td style="{PLAIN};{right};color:{colour}">{score}</td>'
        f"</tr></tbody></table>{bar}"
    )


def _bar(share: float, colour: str) -> str:
    inner = f'<div style="width:{100 * share:.0f}%;height:6px;border-radius:3px;background-color:{colour}"></div>'
    return f'<div style="height:6px;border-radius:3px;background-color:#eaeef2;margin:8px 0 2px 0">{inner}</div>'


def _diagnosis(report: Report) -> str:
    if report.diagnosis is None:
        return ""
    return _box(report.diagnosis.message, "#bf8700", "#fff8c5", "What seems to have happened")


def _box(text: str, edge: str, background: str, title: str) -> str:
    style = f"border-left:4px solid {edge};background-color:{background};color:#1f2328;border-radius:4px;"
    style += "padding:8px 12px;margin:10px 0"
    return f'<div style="{style}"><div style="font-weight:600;margin-bottom:2px">{title}</div>{_text(text)}</div>'


def _row(criterion: Criterion, *, with_picture: bool) -> str:
    mark, colour, said = MARKS[criterion.status], COLOURS[criterion.status], SAID[criterion.status]
    message = criterion.message or (said if criterion.status in ("not_run", "grader_error") else "")
    detail = f'<div style="color:#57606a;margin-top:2px">{_text(message)}</div>' if message else ""
    if with_picture and criterion.picture:
        detail += picture_html(criterion.picture)
    points = f"{points_text(criterion.points)} / {points_text(criterion.max_points)}"
    return (
        f'<tr style="{ROW}">'
        f'<td style="{CELL};width:22px;font-weight:700;color:{colour}" title="{said}">{mark}</td>'
        f'<td style="{CELL};white-space:normal">{_text(criterion.title)}{detail}</td>'
        f'<td style="{CELL};text-align:right;white-space:nowrap;color:{colour}">{points}</td></tr>'
    )


def _text(text: str) -> str:
    """Escaped, bounded, line breaks kept. Dollar signs are kept from MathJax."""
    bounded = text if len(text) <= LONGEST else text[:LONGEST] + " …"
    lines = "<br>".join(escape(printable(line)) for line in bounded.split("\n"))
    return lines.replace("$", "<span>$</span>")
