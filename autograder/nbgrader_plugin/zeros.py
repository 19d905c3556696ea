"""0 points for who has handed in nothing, or nothing that can be graded: said by an instructor, undone by a hand-in.

The 0 is an automatic score like any other, so that all that nbgrader does with scores goes on, and grading forgets it
before it records something else. What was there in place of a hand-in is remembered: the same thing keeps its 0.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import select

from autograder.errors import UnreadableSubmission
from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.nbgrader_plugin.faults import named_fault
from autograder.nbgrader_plugin.gradebook import forget_scores, know_assignment, open_gradebook
from autograder.nbgrader_plugin.remembered import Zero, keep_zero, read_roster, zeros_of
from autograder.reading.files import read_bytes, read_text
from autograder.reading.stamps import SECRET, STAMP, stamp_text
from autograder.reports.zero_page import zero_page

__all__ = ["Zeroing", "hand_in_digest"]

LONGEST = 2_000  # of a reason, as its column
SCORED = "has a score already, which stays"
MARKED = "has marks given by hand, which stay"
NO_ZERO = "has no 0 that was given by `chainrule zero`"


@dataclass(frozen=True, slots=True)
class Zeroing:
    """The 0s of one assignment, in the gradebook and as pages.

    Args:
        title: as students know the assignment.
    """

    gradebook: Gradebook
    coursedir: CourseDirectory
    assignment: str
    title: str

    @staticmethod
    @contextlib.contextmanager
    def opened(course: Path, assignment: str, title: str) -> Iterator[Zeroing]:
        """Raises GraderError where the gradebook cannot be used."""
        with quiet_log() as (logger, _), nbgrader_app(course, logger) as (app, coursedir), named_fault(coursedir):
            know_assignment(app, coursedir, assignment)
            with open_gradebook(coursedir) as gradebook:
                yield Zeroing(gradebook, coursedir, assignment, title)

    @property
    def students(self) -> frozenset[str]:
        """All of the gradebook."""
        return read_roster(self.gradebook).students

    @property
    def given(self) -> dict[str, Zero]:
        """Those that stand, by student."""
        return zeros_of(self.gradebook, self.assignment)

    @property
    def due(self) -> dict[str, datetime.datetime]:
        """Until when, in UTC, of those who still have time to hand in, by student."""
        due = self.gradebook.find_assignment(self.assignment).duedate
        if due is None:
            return {}
        query = (
            select(SubmittedAssignment.student_id, SubmittedAssignment.extension)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .where(Assignment.name == self.assignment, SubmittedAssignment.extension.is_not(None))
        )
        own = {student: due + extension for student, extension in self.gradebook.db.execute(query)}
        now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
        return {student: until for student in self.students if (until := own.get(student, due)) > now}

    def give(self, reasons: Mapping[str, str]) -> dict[str, str]:
        """Give each of these students 0, for this reason; why not, for those who keep what they have."""
        refused = {student: why for student in reasons if (why := self._refusal(student))}
        for student, reason in reasons.items():
            if student not in refused:
                self._record(student, reason)
                self._write_page(student, reason)
        return refused

    def take_back(self, students: Iterable[str]) -> dict[str, str]:
        """Those students have no score again; why not, for those who had no such 0."""
        given = self.given
        refused = {student: NO_ZERO for student in students if student not in given}
        for student in set(students) - set(refused):
            forget_scores(self.gradebook, self.assignment, student)
            for path in self._page_folder(student).glob("*"):
                path.unlink()
        return refused

    def _refusal(self, student: str) -> str:
        try:
            submission = self.gradebook.find_submission(self.assignment, student)
        except MissingEntry:
            return ""
        grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
        if any(grade.manual_score is not None for grade in grades):
            return MARKED
        return SCORED if student not in self.given and any(grade.auto_score is not None for grade in grades) else ""

    def _record(self, student: str, reason: str) -> None:
        self.gradebook.update_or_create_student(student)
        submission = self.gradebook.update_or_create_submission(self.assignment, student)
        for notebook in submission.notebooks:
            notebook.late_submission_penalty = None
            for grade in notebook.grades:
                grade.auto_score, grade.needs_manual_grade = 0.0, False
        zero = Zero(reason[:LONGEST], hand_in_digest(self._folder(self.coursedir.submitted_directory, student)))
        keep_zero(self.gradebook, self.assignment, student, zero)
        self.gradebook.db.commit()

    def _write_page(self, student: str, reason: str) -> None:
        folder = self._page_folder(student)
        folder.mkdir(parents=True, exist_ok=True)
        maximum = self.gradebook.find_assignment(self.assignment).max_score
        page = zero_page(self.title, maximum, reason)
        (folder / f"{self.assignment}.html").write_text(page, encoding="utf-8")
        now = datetime.datetime.now(datetime.UTC)
        (folder / STAMP).write_text(stamp_text(now), encoding="utf-8")
        (folder / SECRET).write_text(self._secret(student), encoding="utf-8")

    def _secret(self, student: str) -> str:
        """By which nbgrader finds the page of a hand-in that came through its exchange."""
        with contextlib.suppress(UnreadableSubmission):
            return read_text(self._folder(self.coursedir.submitted_directory, student) / SECRET)
        return secrets.token_hex(32)

    def _page_folder(self, student: str) -> Path:
        return self._folder(self.coursedir.feedback_directory, student)

    def _folder(self, directory: str, student: str) -> Path:
        return Path(self.coursedir.format_path(directory, student, self.assignment))


def hand_in_digest(folder: Path) -> str:
    """Changes with the notebook in `submitted/<student>/<assignment>`, also where there is none that can be read."""
    try:
        content = b"read" + read_bytes(folder / f"{folder.name}.ipynb")
    except UnreadableSubmission as error:
        content = b"not read" + str(error).encode()
    return hashlib.sha256(content).hexdigest()
