"""For Canvas's gradebook: "Import".

Canvas knows a student by `ID`, else by SIS ids, and a column by the number in `Title (4711)`; without the number it
makes a new assignment, with the points of the row `Points Possible`. No other column may be there: it would become an
assignment. An empty cell takes back a grade that Canvas has, `EX` would excuse.
"""

from __future__ import annotations

from autograder.reports.handing_on import columns, heading_like, points_cell, row_of, rows_of
from autograder.reports.results import ClassResult
from autograder.reports.spreadsheet import csv_text
from autograder.reports.standing import Handover, Standing
from autograder.reports.wording import points_text

__all__ = ["export"]

ABOUT = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
NUMBERED = r"{} \(\d+\)"


def export(result: ClassResult) -> str:
    shown, how = columns(result), result.handover
    head = [*ABOUT, *(heading_like(result, column, NUMBERED, column.title) for column in shown)]
    most = ["    Points Possible", "", "", "", "", *(points_text(column.maximum) for column in shown)]
    rows = [[*_about(each, how), *(points_cell(each, column, how) for column in shown)] for each in rows_of(result)]
    return csv_text([head, most, *rows], ids=range(1, 4))


def _about(standing: Standing, how: Handover) -> list[str]:
    row = row_of(standing, how)
    if row:
        return [row.get(heading.lower(), "") for heading in ABOUT]
    name = f"{standing.last_name}, {standing.first_name}" if standing.last_name else standing.student
    return [name, standing.lms_id, "", standing.student, ""]
