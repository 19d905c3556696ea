"""For Blackboard's Grade Center: "Work Offline > Upload", as a comma-separated file.

Blackboard knows a student by `Username` and a column by the number in `Title [Total Pts: 8 Score] |4711`. A column
without one becomes a new one, in the original course view a text column without points: make the column first,
download the Grade Center, and give that as the list. Every field is quoted, as Blackboard wants it.
"""

from __future__ import annotations

from autograder.reports.handing_on import Column, columns, heading_like, points_cell, row_of, rows_of
from autograder.reports.results import ClassResult
from autograder.reports.spreadsheet import csv_text
from autograder.reports.standing import Handover, Standing
from autograder.reports.wording import points_text

__all__ = ["export"]

ABOUT = ("Last Name", "First Name", "Username")
NUMBERED = r"{} \[Total Pts: [^\]]*\] \|\d+"


def export(result: ClassResult) -> str:
    shown, how = columns(result), result.handover
    head = [*ABOUT, *(heading_like(result, column, NUMBERED, _title(column)) for column in shown)]
    rows = [[*_about(each, how), *(points_cell(each, column, how) for column in shown)] for each in rows_of(result)]
    return csv_text([head, *rows], ids=(2,), quote_all=True)


def _title(column: Column) -> str:
    return f"{column.title} [Total Pts: {points_text(column.maximum)} Score]"


def _about(standing: Standing, how: Handover) -> list[str]:
    row = row_of(standing, how)
    if row:
        return [row.get(heading.lower(), "") for heading in ABOUT]
    return [standing.last_name, standing.first_name, standing.student]
