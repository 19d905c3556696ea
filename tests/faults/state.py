"""Everything that grading leaves to a class, by names that two courses share: what one has and the other has not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from sqlalchemy import text

from autograder.nbgrader_plugin.remembered import read_roster
from tests.small_course import ASSIGNMENT

__all__ = ["differences", "state_of"]

State = dict[str, Any]
TIMING = re.compile(r'"(?:seconds|digest)": ?(?:"\w*"|[\d.e-]+)')
GRADE = ("auto_score", "manual_score", "extra_credit", "needs_manual_grade")
COMMENT = ("auto_comment", "manual_comment")
SUBMISSION = ("timestamp", "total_seconds_late", "score", "needs_manual_grade")
ORPHANS = (
    "SELECT count(*) FROM chainrule_text WHERE grade NOT IN (SELECT id FROM grade)",
    "SELECT count(*) FROM chainrule_record WHERE notebook NOT IN (SELECT id FROM submitted_notebook)",
)


def state_of(root: Path, db_url: str = "", assignment: str = ASSIGNMENT) -> State:
    """Grades, comments, penalties and what is kept of each, cell by cell; notebooks, pages and the table of grades."""
    url = db_url or f"sqlite:///{root / 'gradebook.db'}"
    with Gradebook(url, "chainrule") as gradebook:
        return dict(_entries(gradebook, assignment)) | dict(_files(root, assignment))


def differences(found: State, wanted: State) -> list[str]:
    """In words, each on a line; nothing where both are the same."""
    keys = sorted(found.keys() | wanted.keys(), key=str)
    return [f"{key}: {found.get(key)!r}, not {wanted.get(key)!r}" for key in keys if found.get(key) != wanted.get(key)]


def _entries(gradebook: Gradebook, assignment: str) -> Iterator[tuple[str, Any]]:
    yield "version", gradebook.db.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    yield "orphans", [gradebook.db.execute(text(query)).scalar() for query in ORPHANS]
    roster = read_roster(gradebook)
    yield "students", (sorted(roster.students), sorted(roster.newcomers))
    texts = {
        row.grade: (row.digest, row.outdated) for row in gradebook.db.execute(text("SELECT * FROM chainrule_text"))
    }
    for submission in gradebook.find_assignment(assignment).submissions:
        student = submission.student_id
        yield f"{student}", _values(submission, SUBMISSION)
        for notebook in submission.notebooks:
            yield f"{student} penalty", notebook.late_submission_penalty
            for grade in notebook.grades:
                yield f"{student} {grade.name}", (_values(grade, GRADE), texts.get(grade.id))
            for comment in notebook.comments:
                yield f"{student} {comment.name} comment", _values(comment, COMMENT)


def _values(entry: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(entry, name) for name in names)


def _files(root: Path, assignment: str) -> Iterator[tuple[str, Any]]:
    yield "grades.csv", (root / "grades.csv").read_text(encoding="utf-8")
    for path in sorted([*root.glob("autograded/**/*"), *root.glob("feedback/**/*")]):
        if path.is_file() and path.name != "submission_secret.txt":  # drawn anew each time
            yield str(path.relative_to(root)), _content(path)


def _content(path: Path) -> str:
    content = path.read_text(encoding="utf-8")
    return TIMING.sub("", json.dumps(json.loads(content)) if path.suffix == ".ipynb" else content)
