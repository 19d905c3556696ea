"""More time for one student. nbgrader keeps account of it, and has no command to give it."""

from __future__ import annotations

import datetime
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

from autograder.errors import UsageError
from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.nbgrader_plugin.faults import named_fault
from autograder.nbgrader_plugin.gradebook import open_gradebook
from autograder.nbgrader_plugin.penalties import renew_class
from autograder.nbgrader_plugin.remembered import read_roster
from autograder.spec.fields import suggest

__all__ = ["grant_extension"]

ENTER = "`nbgrader db student import students.csv` enters the class"
SET_DUE = "`nbgrader db assignment add {} --duedate '2026-03-02 12:00 UTC'` sets one"


def grant_extension(course: Path, assignment: str, student: str, extra: datetime.timedelta) -> datetime.datetime:
    """The student's due date from now on, in UTC; penalties are worked out anew.

    Args:
        extra: beyond the due date of all others; zero takes an extension back.
    Raises UsageError for what the gradebook does not know.
    """
    with (
        quiet_log() as (logger, _),
        nbgrader_app(course, logger) as (_, coursedir),
        named_fault(coursedir),
        open_gradebook(coursedir) as gradebook,
    ):
        due = _due_date(gradebook, assignment)
        known = read_roster(gradebook).students
        if student not in known:
            raise UsageError(f"{student} is not in the gradebook; {suggest(student, known) if known else ENTER}")
        submission = gradebook.update_or_create_submission(assignment, student)
        submission.extension = extra or None
        gradebook.db.commit()
    renew_class(course, assignment)
    return due + extra


def _due_date(gradebook: Gradebook, assignment: str) -> datetime.datetime:
    try:
        due = gradebook.find_assignment(assignment).duedate
    except MissingEntry:
        due = None
    if due is None:
        raise UsageError(f"{assignment} has no due date: {SET_DUE.format(assignment)}")
    return due
