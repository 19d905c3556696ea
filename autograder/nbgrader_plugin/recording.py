"""A graded class into nbgrader, in one process for all: gradebook, autograded notebooks, feedback pages, CSV."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, BaseCell, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from traitlets import TraitError

from autograder.batch.progress import Tick
from autograder.nbgrader_plugin.autograding import ClassAutograde
from autograder.nbgrader_plugin.configuration import Outcomes, last_word, nbgrader_app, quiet_log
from autograder.nbgrader_plugin.faults import ends_recording, named_fault
from autograder.nbgrader_plugin.gradebook import forget_scores, know_assignment, open_gradebook
from autograder.nbgrader_plugin.grades_csv import UngradedAwareCsv
from autograder.nbgrader_plugin.held_session import HeldSession
from autograder.nbgrader_plugin.penalties import late_plugin, renew_penalties
from autograder.nbgrader_plugin.preprocessor import record_digest
from autograder.nbgrader_plugin.remembered import enter_newcomer, read_roster, recorded_digest, zeros_of
from autograder.nbgrader_plugin.shared_gradebook import one_gradebook
from autograder.nbgrader_plugin.zeros import hand_in_digest
from autograder.reading.source import Source
from autograder.reports.results import Graded
from autograder.spec.cell_ids import check_id

__all__ = ["export_csv", "record"]


def record(
    course: Path,
    assignment: str,
    graded: Iterable[Graded],
    tick: Tick = lambda count=1: None,
    overrides: Mapping[str, Mapping[str, Any]] | None = None,
    look: Callable[[], None] = lambda: None,
) -> Outcomes:
    """Record each student with nbgrader's own Autograde: student -> None, or why nothing could be recorded.

    A student without reports, or whom nbgrader refuses, is left without any automatic score. Whoever is recorded
    already, notebook and reports unchanged, is passed over; penalties for late work are worked out anew for all.
    Args:
        graded: taken one after the other; the gradebook is not held while the next one is awaited.
        tick: called after each student.
        overrides: traits of our classes for this run, such as {"GradeWithHiddenSuites": {"store": ...}}.
        look: called before anything is recorded or withdrawn of a student; what it raises ends the recording.
    Errors: GraderError when the gradebook cannot take the assignment at all, or cannot be used any more.
    """
    outcomes: Outcomes = {}
    with quiet_log() as (logger, lines), nbgrader_app(course, logger) as (app, coursedir):
        for name, traits in (overrides or {}).items():
            app.config[name].update(traits)
        with named_fault(coursedir):
            source = know_assignment(app, coursedir, assignment)
            converter = ClassAutograde(coursedir=coursedir, parent=app)
            with one_gradebook(coursedir) as session:
                recording = _Recording(converter, source, session, lines, look)
                for entry in graded:
                    outcomes[entry.student] = recording.record(entry)
                    tick()
                outcomes |= recording.renew_penalties([student for student in outcomes if not outcomes[student]])
    return outcomes


class _Recording:
    """One student after the other, each in a transaction of its own.

    A gradebook that cannot be used any more ends it; whatever else happens costs one student.
    """

    def __init__(
        self,
        converter: ClassAutograde,
        source: Source,
        session: HeldSession,
        lines: list[str],
        look: Callable[[], None],
    ) -> None:
        self._converter, self._source, self._session, self._lines = converter, source, session, lines
        self._look = look
        self._coursedir, self._assignment = converter.coursedir, source.path.stem
        with open_gradebook(self._coursedir) as gradebook:
            self._entered = set(read_roster(gradebook).students)
            self._zeros = zeros_of(gradebook, self._assignment)
        session.leave()  # the gradebook is not held while the next student is awaited

    def record(self, entry: Graded) -> str | None:
        """None where the student is recorded, else why not."""
        if entry.blame == "submission" and self._keeps_zero(entry.student):
            return entry.failure
        failure = entry.failure or self._failure(entry)
        self._look()  # what failed may have failed for that reason alone
        return self._conclude(entry.student, failure)

    def _keeps_zero(self, student: str) -> bool:
        """Whether the student was given 0 for just what lies there."""
        folder = _folder(self._coursedir, self._coursedir.submitted_directory, self._assignment, student)
        return student in self._zeros and self._zeros[student].digest == hand_in_digest(folder)

    def renew_penalties(self, students: Sequence[str]) -> Outcomes:
        """Those for whom it failed."""
        plugin = late_plugin(self._converter)
        with open_gradebook(self._coursedir) as gradebook:
            failures = renew_penalties(gradebook, plugin, self._assignment, students) if plugin else {}
            self._session.keep()
        return {student: self._conclude(student, failure) for student, failure in failures.items()}

    def _failure(self, entry: Graded) -> str | None:
        try:
            if is_recorded(self._coursedir, self._source, entry):
                return None
            return self._autograde(entry.student)
        except (Exception, SystemExit) as error:
            if ends_recording(error):
                raise
            return last_word(self._lines) or f"{type(error).__name__}: {error}"

    def _autograde(self, student: str) -> str | None:
        """nbgrader's Autograde for one student; None, or the sentence that says why it failed."""
        self._lines.clear()
        try:
            self._converter.write(self._assignment, student)
        except (Exception, SystemExit) as error:
            if ends_recording(error):
                raise
            failure = None
            with contextlib.suppress(TraitError):  # there is no exporter yet where nbgrader finds no notebook
                failure = getattr(self._converter.exporter, "failure", None)
            if failure is not None and ends_recording(failure):
                raise failure from None
            return str(failure or last_word(self._lines) or error)
        return None

    def _conclude(self, student: str, failure: str | None) -> str | None:
        """Commit what was done for the student, or undo it and withdraw what an earlier run recorded."""
        try:
            with open_gradebook(self._coursedir) as gradebook:
                if failure:
                    self._session.rollback()
                    _withdraw_scores(gradebook, self._assignment, student)
                if student not in self._entered:
                    enter_newcomer(gradebook, student)
                self._session.keep()
        except Exception as error:
            if ends_recording(error):
                raise
            self._session.rollback()
            return f"{failure or 'not recorded'}; the gradebook is as it was before: {type(error).__name__}: {error}"
        self._entered.add(student)
        if failure:
            _remove_pages(self._coursedir, self._assignment, student)
        return failure


def recorded_scores(gradebook: Gradebook, assignment: str, student: str = "") -> dict[str, dict[str, float | None]]:
    """Automatic scores in the gradebook, of one student or of all: student -> grade_id -> score."""
    query = (
        gradebook.db.query(SubmittedAssignment.student_id, BaseCell.name, Grade.auto_score)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .filter(Assignment.name == assignment)
    )
    scores: dict[str, dict[str, float | None]] = {}
    for name, grade_id, score in query.filter(SubmittedAssignment.student_id == student) if student else query:
        scores.setdefault(name, {})[grade_id] = score
    return scores


def is_recorded(coursedir: CourseDirectory, source: Source, entry: Graded) -> bool:
    """Whether gradebook and autograded notebook are both from just these reports on just this file.

    They are not written at one moment: whoever was killed in between has left one of them behind.
    """
    assignment = source.path.stem
    wanted = {check_id(report.exercise): report.score for report in entry.reports}
    with open_gradebook(coursedir) as gradebook:
        recorded = recorded_digest(gradebook, assignment, entry.student)
        if not recorded:
            return False
        known = recorded_scores(gradebook, assignment, entry.student).get(entry.student, {})
    if any(known.get(grade_id) != score for grade_id, score in wanted.items()):
        return False
    submitted = _folder(coursedir, coursedir.submitted_directory, assignment, entry.student) / f"{assignment}.ipynb"
    autograded = _folder(coursedir, coursedir.autograded_directory, assignment, entry.student) / submitted.name
    wanted_digest = record_digest(submitted, source, entry.reports, entry.problems)
    return recorded == wanted_digest == _digest_of(autograded)


def _digest_of(autograded: Path) -> str:
    try:
        return json.loads(autograded.read_bytes())["metadata"]["chainrule"]["digest"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _withdraw_scores(gradebook: Gradebook, assignment: str, student: str) -> None:
    """Whoever cannot be graded keeps no score of an earlier run."""
    gradebook.update_or_create_student(student)
    gradebook.update_or_create_submission(assignment, student)
    forget_scores(gradebook, assignment, student)


def _remove_pages(coursedir: CourseDirectory, assignment: str, student: str) -> None:
    """Nor a notebook or feedback page."""
    for directory in (coursedir.autograded_directory, coursedir.feedback_directory):
        shutil.rmtree(_folder(coursedir, directory, assignment, student), ignore_errors=True)


def _folder(coursedir: CourseDirectory, directory: str, assignment: str, student: str) -> Path:
    return Path(coursedir.format_path(directory, student, assignment))


def export_csv(course: Path, path: Path) -> None:
    """Every grade of the course as nbgrader exports them; no score for whoever could not be graded."""
    with quiet_log() as (logger, _), nbgrader_app(course, logger) as (app, coursedir):
        exporter = UngradedAwareCsv(parent=app, to=str(path))
        with named_fault(coursedir), open_gradebook(coursedir) as gradebook:
            exporter.export(gradebook)
