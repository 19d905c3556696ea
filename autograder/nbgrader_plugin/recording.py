"""A graded class into nbgrader, in one process for all: gradebook, autograded notebooks, feedback pages, CSV."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, BaseCell, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from traitlets import TraitError

from autograder.batch.progress import Tick
from autograder.nbgrader_plugin.autograding import ClassAutograde
from autograder.nbgrader_plugin.configuration import Outcomes, last_word, nbgrader_app, quiet_log
from autograder.nbgrader_plugin.gradebook import forget_scores, know_assignment, open_gradebook
from autograder.nbgrader_plugin.grades_csv import UngradedAwareCsv
from autograder.nbgrader_plugin.preprocessor import record_digest
from autograder.nbgrader_plugin.shared_gradebook import HeldSession, one_gradebook
from autograder.reports.results import Graded
from autograder.spec.cell_ids import check_id

__all__ = ["export_csv", "record"]


def record(
    course: Path,
    assignment: str,
    graded: Iterable[Graded],
    tick: Tick = lambda: None,
    overrides: Mapping[str, Mapping[str, Any]] | None = None,
) -> Outcomes:
    """Record each student with nbgrader's own Autograde: student -> None, or why nothing could be recorded.

    A student without reports, or whom nbgrader refuses, is left without any automatic score. Whoever is recorded
    already, notebook and reports unchanged, is passed over.
    Args:
        graded: taken one after the other; the gradebook is not held while the next one is awaited.
        tick: called after each student.
        overrides: traits of our classes for this run, such as {"GradeWithHiddenSuites": {"store": ...}}.
    Errors: GraderError when the gradebook cannot take the assignment at all.
    """
    outcomes: Outcomes = {}
    with quiet_log() as (logger, lines), nbgrader_app(course, logger) as (app, coursedir):
        for name, traits in (overrides or {}).items():
            app.config[name].update(traits)
        know_assignment(app, coursedir, assignment)
        converter = ClassAutograde(coursedir=coursedir, parent=app)
        with one_gradebook(coursedir) as session:
            for entry in graded:
                failure = entry.failure or _failure(converter, assignment, entry, lines)
                outcomes[entry.student] = _conclude(session, coursedir, assignment, entry.student, failure)
                tick()
    return outcomes


def _failure(converter: ClassAutograde, assignment: str, entry: Graded, lines: list[str]) -> str | None:
    """None where the student is recorded, else why not: one student never stops the class."""
    try:
        if _is_recorded(converter.coursedir, assignment, entry):
            return None
        return _autograde(converter, assignment, entry.student, lines)
    except (Exception, SystemExit) as error:
        return last_word(lines) or f"{type(error).__name__}: {error}"


def _conclude(
    session: HeldSession, coursedir: CourseDirectory, assignment: str, student: str, failure: str | None
) -> str | None:
    """Commit what was done for the student, or undo it and withdraw what an earlier run recorded."""
    try:
        if failure:
            session.rollback()
            _withdraw(coursedir, assignment, student)
        session.keep()
    except Exception as error:
        session.rollback()
        return f"{failure or 'not recorded'}; the gradebook is as it was before: {type(error).__name__}: {error}"
    return failure


def _autograde(converter: ClassAutograde, assignment: str, student: str, lines: list[str]) -> str | None:
    """nbgrader's Autograde for one student; None, or the sentence that says why it failed."""
    lines.clear()
    try:
        converter.write(assignment, student)
    except (Exception, SystemExit) as error:
        failure = None
        with contextlib.suppress(TraitError):  # there is no exporter yet where nbgrader finds no notebook
            failure = getattr(converter.exporter, "failure", None)
        return str(failure or last_word(lines) or error)
    return None


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


def _is_recorded(coursedir: CourseDirectory, assignment: str, entry: Graded) -> bool:
    """Whether gradebook and autograded notebook are from just these reports on just this file."""
    wanted = {check_id(report.exercise): report.score for report in entry.reports}
    with open_gradebook(coursedir) as gradebook:
        known = recorded_scores(gradebook, assignment, entry.student).get(entry.student, {})
    if any(known.get(grade_id) != score for grade_id, score in wanted.items()):
        return False
    submitted = _folder(coursedir, coursedir.submitted_directory, assignment, entry.student) / f"{assignment}.ipynb"
    autograded = _folder(coursedir, coursedir.autograded_directory, assignment, entry.student) / submitted.name
    return _recorded_digest(autograded) == record_digest(submitted, entry.reports)


def _recorded_digest(autograded: Path) -> str:
    try:
        return json.loads(autograded.read_bytes())["metadata"]["chainrule"]["digest"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _withdraw(coursedir: CourseDirectory, assignment: str, student: str) -> None:
    """Whoever cannot be graded keeps no score, notebook or feedback page of an earlier run."""
    with open_gradebook(coursedir) as gradebook:
        gradebook.update_or_create_student(student)
        gradebook.update_or_create_submission(assignment, student)
        forget_scores(gradebook, assignment, student)
    for directory in (coursedir.autograded_directory, coursedir.feedback_directory):
        shutil.rmtree(_folder(coursedir, directory, assignment, student), ignore_errors=True)


def _folder(coursedir: CourseDirectory, directory: str, assignment: str, student: str) -> Path:
    return Path(coursedir.format_path(directory, student, assignment))


def export_csv(course: Path, path: Path) -> None:
    """Every grade of the course as nbgrader exports them; no score for whoever could not be graded."""
    with quiet_log() as (logger, _), nbgrader_app(course, logger) as (app, coursedir):
        exporter = UngradedAwareCsv(parent=app, to=str(path))
        with open_gradebook(coursedir) as gradebook:
            exporter.export(gradebook)
