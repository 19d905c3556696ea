"""Penalties for late work, worked out for a class from what nbgrader knows now.

nbgrader works one out when a submission is autograded, and never again: a due date that is moved, an extension, another
plugin, points given by hand since then change nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor
from sqlalchemy import func, select

from autograder.errors import GraderError
from autograder.nbgrader_plugin.autograding import ClassAutograde
from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.nbgrader_plugin.faults import named_fault
from autograder.nbgrader_plugin.gradebook import open_gradebook
from autograder.nbgrader_plugin.remembered import make_tables, read_roster

__all__ = ["CurrentPenalty", "late_plugin", "renew_class", "renew_penalties"]

FEW = 100


def late_plugin(autograde: Any) -> Any | None:
    """The plugin for late work that is configured; None where autograding assigns no penalties at all."""
    names = {getattr(entry, "__name__", str(entry)).rpartition(".")[2] for entry in autograde.autograde_preprocessors}
    if AssignLatePenalties.__name__ not in names:
        return None
    assigner = AssignLatePenalties(parent=autograde)
    assigner.init_plugin()
    return assigner.plugin_inst


def renew_penalties(gradebook: Gradebook, plugin: Any, assignment: str, students: Collection[str]) -> dict[str, str]:
    """Write the penalty that each of the students has now; student -> why the plugin gave none, for whom it failed."""
    failures = {}
    handed_in = [entry for entry in _handed_in(gradebook, assignment, students) if entry[0].student_id in students]
    concerned = [entry for entry in handed_in if entry[0].total_seconds_late or entry[1].late_submission_penalty]
    scores = _scores(gradebook, assignment) if concerned else {}
    for submission, notebook in concerned:
        try:
            penalty = _penalty(plugin, submission, scores.get(notebook.id, 0.0))
        except Exception as error:  # whatever a plugin of the course does
            failures[submission.student_id] = f"the plugin for late work failed: {type(error).__name__}: {error}"
        else:
            if notebook.late_submission_penalty != penalty:
                notebook.late_submission_penalty = penalty
    gradebook.db.commit()
    return failures


def renew_class(course: Path, assignment: str) -> dict[str, str]:
    """The same for everybody who is in the gradebook. Raises GraderError where it cannot be used."""
    with quiet_log() as (logger, _), nbgrader_app(course, logger) as (app, coursedir):
        plugin = late_plugin(ClassAutograde(coursedir=coursedir, parent=app))
        with named_fault(coursedir), open_gradebook(coursedir) as gradebook:
            make_tables(gradebook)
            students = read_roster(gradebook).students
            return renew_penalties(gradebook, plugin, assignment, students) if plugin else {}


def _handed_in(
    gradebook: Gradebook, assignment: str, students: Collection[str]
) -> Iterator[tuple[SubmittedAssignment, SubmittedNotebook]]:
    """Of everybody, or of these where they are few."""
    query = (
        select(SubmittedAssignment, SubmittedNotebook)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == assignment)
    )
    query = query.where(SubmittedAssignment.student_id.in_(students)) if len(students) <= FEW else query
    yield from ((submission, notebook) for submission, notebook in gradebook.db.execute(query))


def _scores(gradebook: Gradebook, assignment: str) -> dict[str, float]:
    """Points by the id of the notebook: one query for all, since nbgrader's own looks at every grade for each."""
    query = (
        select(Grade.notebook_id, func.sum(Grade.score))
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == assignment)
        .group_by(Grade.notebook_id)
    )
    return dict(gradebook.db.execute(query).tuples().all())


def _penalty(plugin: Any, submission: SubmittedAssignment, score: float) -> float | None:
    """As nbgrader's AssignLatePenalties: never below zero, nor above the score."""
    seconds = submission.total_seconds_late
    penalty = plugin.late_submission_penalty(submission.student_id, score, seconds) if seconds > 0 else None
    return None if penalty is None else min(max(penalty, 0), score)


class CurrentPenalty(NbGraderPreprocessor):
    """Comes before a page of nbgrader's own command or of the formgrader's button: none says a stale penalty."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Leaves `nb` as it is. Raises GraderError where the plugin fails: no page rather than a wrong one."""
        converter, names = self.parent.parent, resources["nbgrader"]
        if not getattr(converter, "knows_penalties", False):
            plugin = late_plugin(ClassAutograde(coursedir=converter.coursedir, parent=converter))
            with open_gradebook(converter.coursedir) as gradebook:
                make_tables(gradebook)
                failures = renew_penalties(gradebook, plugin, names["assignment"], [names["student"]]) if plugin else {}
            if failures:
                raise GraderError(failures[names["student"]])
        return nb, resources
