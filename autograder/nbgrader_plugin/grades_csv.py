"""nbgrader's CSV, with one difference: whoever could not be graded has no score in it, and not a zero."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

from nbgrader.api import Assignment, Grade, Gradebook, GradeCell, Student, SubmittedAssignment, SubmittedNotebook
from nbgrader.plugins import CsvExportPlugin

__all__ = ["UngradedAwareCsv"]

STUDENT, NAMES = 3, (4, 5)
SCORE_COLUMNS = (-4, -3, -2)  # raw_score, late_submission_penalty, score, counted from the end


class UngradedAwareCsv(CsvExportPlugin):
    """Exports as nbgrader does and empties the scores of submissions that have no automatic score."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the table to `to`, or to grades.csv."""
        super().export(gradebook)
        path = Path(self.to or "grades.csv")
        ungraded = ungraded_submissions(gradebook)
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        lines = [head, *(_without_score(row, ungraded) for row in _namesakes_in_order(rows))]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _namesakes_in_order(rows: Iterable[str]) -> Iterator[str]:
    """nbgrader sorts by name; students without one, or with the same, come in the order in which they were graded."""
    for _, namesakes in itertools.groupby(rows, lambda row: [row.split(",")[k] for k in (0, *NAMES)]):
        yield from sorted(namesakes, key=lambda row: row.split(",")[STUDENT])


def _without_score(line: str, ungraded: set[tuple[str, str]]) -> str:
    fields = line.split(",")
    if (fields[0], fields[STUDENT]) in ungraded:
        for column in SCORE_COLUMNS:
            fields[column] = ""
    return ",".join(fields)


def ungraded_submissions(gradebook: Gradebook) -> set[tuple[str, str]]:
    """(assignment, student) of every submission with a check cell that has neither an automatic nor a manual score."""
    query = (
        gradebook.db.query(Assignment.name, Student.id)
        .join(SubmittedAssignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(Student, Student.id == SubmittedAssignment.student_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(GradeCell, GradeCell.id == Grade.cell_id)
        .filter(GradeCell.cell_type == "code", Grade.auto_score.is_(None), Grade.manual_score.is_(None))
    )
    return {(assignment, student) for assignment, student in query.distinct()}
