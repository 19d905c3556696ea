"""The whole way, as `chainrule grade` goes it."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from autograder.batch.jobs import Settings
from autograder.errors import SandboxError
from autograder.nbgrader_plugin.grading import grade_class

RIGHT = "def leaky_relu(x, slope=0.01):\n    return np.where(x > 0, x, slope * x)"
WRONG = "def leaky_relu(x, slope=0.01):\n    return np.maximum(x, 0.0)"


def test_a_class_from_submissions_to_pages(course: Any) -> None:
    course.submit("ada", course.notebook(leaky=RIGHT, sharp=RIGHT))
    course.submit("bob", course.notebook(leaky=WRONG, sharp=WRONG))
    course.submit("eve", b"{ no")
    stream = io.StringIO()
    graded = grade_class(course.root, "sample", course.settings(), workers=2, stream=stream, exercises=course.exercises)
    assert [(entry.student, entry.score) for entry in graded] == [("ada", 8.0), ("bob", 4.0), ("eve", None)]
    with (course.root / "grades.csv").open(newline="") as file:
        assert {row["student_id"]: row["score"] for row in csv.DictReader(file)} == {
            "ada": "8.0",
            "bob": "4.0",
            "eve": "",
        }
    page = (course.root / "feedback" / "bob" / "sample" / "sample.html").read_text(encoding="utf-8")
    assert "Negative inputs are scaled by the slope." in page
    assert "✗" in page
    assert not (course.root / "feedback" / "eve").exists()
    assert "3/3" in stream.getvalue()


def refuse(settings: Settings) -> None:
    raise SandboxError("no wall stands here")


def test_nothing_is_graded_without_a_wall(course: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    course.submit("ada", course.notebook())
    monkeypatch.setattr("autograder.batch.early.prove", refuse)  # it goes to a worker by its name
    settings = course.settings(batch="another")
    with pytest.raises(SandboxError, match="no wall stands here"):
        grade_class(course.root, "sample", settings, exercises=course.exercises)
    assert not (course.root / "grades.csv").exists()


def test_a_class_of_nobody(course: Any) -> None:
    assert grade_class(course.root, "sample", course.settings(), exercises=course.exercises) == ()


def test_what_is_stored_starts_no_worker(course: Any, graded_by_text: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    course.submit("ada", course.notebook())
    course.submit("eve", b"{ no")
    course.grade()

    def refuse(*_: Any) -> None:
        raise AssertionError("a worker was started")

    monkeypatch.setattr("autograder.batch.early.clean_processes", refuse)
    monkeypatch.setattr("autograder.batch.early.prove", lambda settings: None)
    graded = grade_class(course.root, "sample", course.settings(), exercises=course.exercises)
    assert [entry.score for entry in graded] == [0.0, None]
