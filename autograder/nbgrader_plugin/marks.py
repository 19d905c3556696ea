"""Marks and comments by hand belong to the text that they were given for, and to what it was worth.

nbgrader keeps them whatever is handed in later, and shows them under the new text and beside the new points.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from nbgrader.api import Gradebook, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.nbgrader_plugin.gradebook import open_gradebook
from autograder.nbgrader_plugin.remembered import RecordedText, keep_points, keep_texts, recorded_points, recorded_texts
from autograder.reports.wording import points_text
from autograder.spec.cell_ids import exercise_of_check, solution_id

__all__ = ["ReconsiderMarks"]

EARLIER = "An earlier version of this answer was given {} of {} points"
WORTH = "When it was worth {1} points, this answer was given {0} of them"


class ReconsiderMarks(NbGraderPreprocessor):
    """Comes after SaveAutoGrades: a mark stands as long as its text and its points do.

    Where either has changed, the mark is taken back, the answer waits to be read again, and mark and comment are kept
    in a comment that says what they were about.
    """

    @property
    def coursedir(self) -> CourseDirectory:
        return self.parent.parent.coursedir

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Leaves `nb` as it is."""
        names = resources["nbgrader"]
        with open_gradebook(self.coursedir) as gradebook:
            submitted = gradebook.find_submission_notebook(names["notebook"], names["assignment"], names["student"])
            _reconsider(gradebook, submitted, dict(_texts(nb)))
            gradebook.db.commit()
        return nb, resources


def _reconsider(gradebook: Gradebook, submitted: SubmittedNotebook, texts: Mapping[str, str]) -> None:
    grades, cells = {grade.id: grade for grade in submitted.grades}, _worth(submitted)
    maxima = {grade_id: cells[grade.cell_id][1] for grade_id, grade in grades.items()}
    recorded, points = recorded_texts(gradebook, submitted.id), recorded_points(gradebook, submitted.id)
    changed = {}
    for grade_id, grade in grades.items():
        name, _ = cells[grade.cell_id]
        before, digest = recorded.get(grade_id), texts.get(name, "")
        now = RecordedText(digest, before.outdated if before else False)
        if before and _is_marked(grade):
            worth = points.get(grade_id, maxima[grade_id])
            now = RecordedText(digest, outdated=digest != before.digest or worth != maxima[grade_id])
            if now.outdated:
                said = EARLIER if digest != before.digest else WORTH
                _take_back(grade, _comment_on(submitted, _commented(name)), said, worth)
            else:
                grade.needs_manual_grade = grade.manual_score is None and grade.auto_score is None
        if now != before:
            changed[grade_id] = now
    keep_texts(gradebook, changed, recorded)
    keep_points(gradebook, {key: now for key, now in maxima.items() if points.get(key) != now}, points)


def _is_marked(grade: Any) -> bool:
    return grade.manual_score is not None or grade.extra_credit is not None


def _take_back(grade: Any, comment: Any, words: str, worth: float) -> None:
    if comment is not None:
        earned = (grade.manual_score or 0) + (grade.extra_credit or 0)
        said = words.format(points_text(earned), points_text(worth))
        comment.manual_comment = f"{said}: {comment.manual_comment}" if comment.manual_comment else f"{said}."
    grade.manual_score = grade.extra_credit = None
    grade.needs_manual_grade = True


def _worth(submitted: SubmittedNotebook) -> Mapping[str, tuple[str, float]]:
    """Name and points of each graded cell by its id; nbgrader asks its database once for each grade."""
    cells = (*submitted.notebook.grade_cells, *submitted.notebook.task_cells)
    return defaultdict(lambda: ("", 0.0), {cell.id: (cell.name, cell.max_score) for cell in cells})


def _comment_on(submitted: SubmittedNotebook, cell: str) -> Any:
    return next((comment for comment in submitted.comments if comment.name == cell), None)


def _commented(grade_id: str) -> str:
    """The cell on which a reader comments: an exercise's points stand on its check cell, its text in another."""
    exercise = exercise_of_check(grade_id)
    return grade_id if exercise is None else solution_id(exercise)


def _texts(nb: Any) -> Iterator[tuple[str, str]]:
    """For each graded cell the digest of what its mark depends on; for a task, whose answer may be anywhere, of all."""
    marked = {cell.metadata.nbgrader["grade_id"]: cell for cell in nb.cells if cell.metadata.get("nbgrader")}
    for grade_id, cell in marked.items():
        if cell.metadata.nbgrader.get("task"):
            yield grade_id, _digest(*nb.cells)
        elif cell.metadata.nbgrader.get("grade"):
            yield grade_id, _digest(marked.get(_commented(grade_id), cell))


def _digest(*cells: Any) -> str:
    """Blanks at the end of lines do not make another text."""
    digest = hashlib.sha256()
    for cell in cells:
        lines = [line.rstrip() for line in cell.source.strip().split("\n")]
        pictures = repr(sorted(cell.get("attachments", {}).items()))
        digest.update("\n".join([*lines, pictures, ""]).encode("utf-8", "replace"))
    return digest.hexdigest()
