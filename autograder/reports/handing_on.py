"""What the exports for learning platforms share: whose rows there are, which columns, and what stands in a cell.

An empty cell is no 0. It stands for whoever has handed in nothing, whose work could not be graded, or of whom an answer
is still to be read; `remarks` says which, since a platform's file has no room for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.reports.results import ClassResult
from autograder.reports.standing import NOT_HANDED_IN, Handover, Standing
from autograder.reports.wording import points_text

__all__ = ["Column", "columns", "heading_like", "points_cell", "remarks", "row_of", "rows_of", "why_empty"]

UNREAD = "answers that nobody has read yet"
MISSING = "not in the list of --ids, and left out"
PENALTY = "a penalty for late work, which no exercise's column holds"
MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class Column:
    """One column of points; `cell` is its graded cell, "" where it is the whole assignment's."""

    title: str
    maximum: float
    cell: str = ""


def columns(result: ClassResult) -> list[Column]:
    """The assignment's, or one for each exercise and written question."""
    how = result.handover
    if not how.per_exercise:
        return [Column(how.title or result.assignment, sum(how.maxima.values()))]
    before = how.title or result.assignment
    return [Column(f"{before}: {how.titles.get(cell, cell)}", most, cell) for cell, most in how.maxima.items()]


def rows_of(result: ClassResult) -> list[Standing]:
    """By student. With a list of the platform's, those who are in it, and nobody whom it would not know."""
    listed = result.handover.rows
    if not listed:
        return sorted(result.standings, key=lambda standing: standing.student)
    known = {standing.student: standing for standing in result.standings}
    return [known.get(student) or Standing(student, nothing=NOT_HANDED_IN) for student in listed]


def row_of(standing: Standing, how: Handover) -> Mapping[str, str]:
    """What the platform's list says of a student, by heading in lower case."""
    return how.rows.get(standing.student, {})


def points_cell(standing: Standing, column: Column, how: Handover) -> str:
    """The points; empty where there are none to hand on."""
    if why_empty(standing, column, how):
        return ""
    points = standing.cells.get(column.cell) if column.cell else standing.points
    return points_text(points or 0.0)


def why_empty(standing: Standing, column: Column, how: Handover) -> str:
    """Why a cell is empty; "" where it is not."""
    if standing.nothing:
        return standing.nothing
    waiting = standing.waiting if not column.cell else [cell for cell in standing.waiting if cell == column.cell]
    return UNREAD if waiting and not how.count_unread else ""


def heading_like(result: ClassResult, column: Column, form: str, otherwise: str) -> str:
    """The platform's own heading for a column, so that points go where they belong.

    Args:
        form: a regular expression for it, in which {} is the title. otherwise: the heading where there is none.
    """
    how = result.handover
    if how.column and not column.cell:
        return how.column
    pattern = re.compile(form.format(re.escape(column.title)), re.IGNORECASE)
    return next((heading for heading in how.headings if pattern.fullmatch(heading.strip())), otherwise)


def remarks(result: ClassResult) -> Iterator[str]:
    """What whoever hands a file on should know: whose cells are empty and why, and who is not in it."""
    how, shown = result.handover, columns(result)
    reasons: dict[str, list[str]] = {}
    rows = rows_of(result)
    for standing in rows:
        for why in dict.fromkeys(why_empty(standing, column, how) for column in shown):
            reasons.setdefault(why, []).append(standing.student)
    for why, students in reasons.items():
        if why:
            yield f"empty cells, {why}: {named(students)}"
    yield from _said("0, given without a hand-in: {}", [each.student for each in rows if each.zero])
    inside = {standing.student for standing in rows}
    outside = [each.student for each in result.standings if each.student not in inside]
    yield from _said(f"{MISSING}: {{}}", outside)
    yield from _said(f"{PENALTY}: {{}}", [each.student for each in rows if each.penalty and how.per_exercise])


def _said(words: str, students: Sequence[str]) -> Iterator[str]:
    if students:
        yield words.format(named(students))


def named(students: Sequence[str]) -> str:
    """Names, and how many there are where there are many."""
    names = ", ".join(students[:MOST_NAMES])
    more = f" and {len(students) - MOST_NAMES} more" if len(students) > MOST_NAMES else ""
    return f"{names}{more}" + (f" ({len(students)})" if len(students) > 1 else "")
