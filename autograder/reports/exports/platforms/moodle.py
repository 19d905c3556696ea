"""For Moodle: the offline grading worksheet of an assignment, or the gradebook's "Import > CSV file".

With a worksheet as the list (it has `Identifier`), the columns are the worksheet's, and an empty grade changes
nothing there. For the gradebook one of the columns on students is mapped to the user and each column of points to a
grade item; there an empty grade is none. What Moodle has in `Feedback comments` is kept; where a grade is missing, it
says why.
"""

from __future__ import annotations

from autograder.reports.handing_on import Column, columns, heading_like, points_cell, row_of, rows_of, why_empty
from autograder.reports.results import ClassResult
from autograder.reports.spreadsheet import csv_text
from autograder.reports.standing import Handover, Standing
from autograder.reports.wording import points_text

__all__ = ["export"]

IDENTIFIER, GRADE, MOST, MODIFIED, FEEDBACK = (
    "Identifier",
    "Grade",
    "Maximum Grade",
    "Last modified (grade)",
    "Feedback comments",
)
NAMES = ("Full name", "Username", "ID number", "Email address")


def export(result: ClassResult) -> str:
    how, shown, standings = result.handover, columns(result), rows_of(result)
    is_worksheet = IDENTIFIER.lower() in [heading.strip().lower() for heading in how.headings]
    about = [_about(each, how) for each in standings]
    used = [name for name in (IDENTIFIER, *NAMES) if any(row[name] for row in about)]
    titles = [GRADE] if is_worksheet and not how.per_exercise else [_title(result, column) for column in shown]
    head = [*used, *titles, *((MOST, MODIFIED) if is_worksheet else ()), FEEDBACK]
    rows = []
    for each, row in zip(standings, about, strict=True):
        points = [points_cell(each, column, how) for column in shown]
        worksheet = [points_text(sum(how.maxima.values())), _modified(each, how)] if is_worksheet else []
        rows.append([*(row[name] for name in used), *points, *worksheet, _feedback(each, shown, how)])
    return csv_text([head, *rows], ids=range(len(used)))


def _title(result: ClassResult, column: Column) -> str:
    return heading_like(result, column, "{}(?: .*)?", column.title)


def _about(standing: Standing, how: Handover) -> dict[str, str]:
    row = row_of(standing, how)
    if row:
        return {name: row.get(name.lower(), "") for name in (IDENTIFIER, *NAMES)}
    name = f"{standing.first_name} {standing.last_name}".strip()
    own = {"Full name": name, "Username": standing.student, "Email address": standing.email}
    return {IDENTIFIER: "", "ID number": standing.lms_id} | own


def _modified(standing: Standing, how: Handover) -> str:
    return row_of(standing, how).get(MODIFIED.lower()) or "-"


def _feedback(standing: Standing, shown: list[Column], how: Handover) -> str:
    said = row_of(standing, how).get(FEEDBACK.lower(), "")
    why = next((why for column in shown if (why := why_empty(standing, column, how))), standing.zero)
    return said or (f"No grade yet: {why}." if why and why != standing.zero else why)
