"""For Brightspace (D2L): "Grades > Enter Grades > Import".

Brightspace knows a student by `OrgDefinedId` or `Username`, which it exports with a `#` in front and takes with and
without one, and a grade item by its name before `Points Grade`. Each row ends in `#`, under `End-of-Line Indicator`.
No other column may be there. More points than an item has are cut off unless the item says "Can Exceed".
"""

from __future__ import annotations

from autograder.reports.handing_on import columns, heading_like, points_cell, row_of, rows_of
from autograder.reports.results import ClassResult
from autograder.reports.spreadsheet import csv_text
from autograder.reports.standing import Handover, Standing

__all__ = ["export"]

ABOUT = ("OrgDefinedId", "Username")
END, MARK = "End-of-Line Indicator", "#"
GRADED = r"{} Points Grade(?: <.*>)?"


def export(result: ClassResult) -> str:
    how, shown, standings = result.handover, columns(result), rows_of(result)
    about = [_about(each, how) for each in standings]
    used = [k for k, _ in enumerate(ABOUT) if any(row[k] for row in about)] or [1]
    titles = [heading_like(result, column, GRADED, f"{column.title} Points Grade") for column in shown]
    rows = [
        [*(row[k] for k in used), *(points_cell(each, column, how) for column in shown), MARK]
        for each, row in zip(standings, about, strict=True)
    ]
    return csv_text([[*(ABOUT[k] for k in used), *titles, END], *rows], ids=range(len(used)))


def _about(standing: Standing, how: Handover) -> list[str]:
    row = row_of(standing, how)
    return [row.get(heading.lower(), "") for heading in ABOUT] if row else ["", standing.student]
