"""Late work costs what nbgrader knows now, without anybody being graded again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import event

from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.nbgrader_plugin.feedback import write_feedback
from autograder.nbgrader_plugin.gradebook import open_gradebook
from autograder.nbgrader_plugin.penalties import renew_penalties
from autograder.nbgrader_plugin.recording import record

RIGHT = "def leaky(x):\n    return x"
NO_PENALTIES = "nbgrader.preprocessors.AssignLatePenalties"
DUE = "2026-01-01 00:00:00 UTC"
PLUGIN = """
from nbgrader.plugins import BasePlugin
from traitlets import Float

class Late(BasePlugin):
    share = Float(0.5).tag(config=True)

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        if student_id == "eve":
            raise KeyError("eve")
        return {"bob": -1.0, "cyd": 1000.0}.get(student_id, score * self.share)
"""


def configure(course: Any, line: str) -> None:
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write(line + "\n")


def gradebook_of(course: Any) -> Gradebook:
    return Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "chainrule")


def set_duedate(course: Any, duedate: str | None) -> None:
    with gradebook_of(course) as gradebook:
        gradebook.update_or_create_assignment("sample", duedate=duedate)


def set_extension(course: Any, student: str, days: int) -> None:
    with gradebook_of(course) as gradebook:
        gradebook.grant_extension("sample", student, days=days)


def mark_by_hand(course: Any, student: str, score: float) -> None:
    with gradebook_of(course) as gradebook:
        grade = gradebook.find_grade("question-why", "sample", "sample", student)
        grade.manual_score, grade.needs_manual_grade = score, False
        gradebook.db.commit()


def penalties(course: Any) -> list[float | None]:
    """Of ada, bob and cyd, after one more run."""
    assert set(record(course.root, "sample", course.grade()).values()) == {None}
    with gradebook_of(course) as gradebook:
        handed_in = {entry.student.id: entry for entry in gradebook.find_assignment("sample").submissions}
        return [handed_in[name].notebooks[0].late_submission_penalty for name in ("ada", "bob", "cyd")]


@pytest.fixture
def late_class(course: Any, graded_by_text: Any) -> Any:
    for student, day in (("ada", 2), ("bob", 3), ("cyd", 4)):
        course.submit(student, course.notebook(leaky=RIGHT, question_why="Because."), stamp=f"2026-01-0{day} 00:00 UTC")
    configure(course, "c.LateSubmissionPlugin.penalty_method = 'zero'")
    assert penalties(course) == [None, None, None]
    return course


def recorded_when(course: Any) -> Iterator[int]:
    for path in sorted((course.root / "autograded").glob("*/sample/sample.ipynb")):
        yield path.stat().st_mtime_ns


def test_a_due_date_that_moves(late_class: Any) -> None:
    before = list(recorded_when(late_class))
    set_duedate(late_class, DUE)
    assert penalties(late_class) == [4.0, 4.0, 4.0]
    set_duedate(late_class, "2026-01-03 00:00:00 UTC")
    assert penalties(late_class) == [None, None, 4.0]
    set_duedate(late_class, None)
    assert penalties(late_class) == [None, None, None]
    assert list(recorded_when(late_class)) == before


def test_an_extension_and_points_by_hand(late_class: Any) -> None:
    set_duedate(late_class, DUE)
    set_extension(late_class, "ada", 7)
    mark_by_hand(late_class, "bob", 1.5)
    assert penalties(late_class) == [None, 5.5, 4.0]
    set_extension(late_class, "ada", 0)
    assert penalties(late_class) == [4.0, 5.5, 4.0]


def test_another_plugin_and_what_it_is_told(late_class: Any) -> None:
    set_duedate(late_class, DUE)
    (late_class.root / "late_by_share.py").write_text(PLUGIN)
    configure(late_class, "c.AssignLatePenalties.plugin_class = 'late_by_share.Late'")
    assert penalties(late_class) == [2.0, 0.0, 4.0]
    configure(late_class, "c.Late.share = 0.25")
    assert penalties(late_class) == [1.0, 0.0, 4.0]
    configure(late_class, f"c.Autograde.autograde_preprocessors.remove({NO_PENALTIES!r})\nc.Late.share = 0.75")
    assert penalties(late_class) == [1.0, 0.0, 4.0]


def test_a_plugin_that_fails_costs_one_student(late_class: Any) -> None:
    (late_class.root / "late_with_a_fault.py").write_text(PLUGIN)
    configure(late_class, "c.AssignLatePenalties.plugin_class = 'late_with_a_fault.Late'")
    late_class.submit("eve", late_class.notebook(leaky=RIGHT), stamp="2026-01-09 00:00 UTC")
    assert penalties(late_class) == [None, None, None]
    set_duedate(late_class, DUE)
    outcomes = record(late_class.root, "sample", late_class.grade())
    assert outcomes.pop("eve") == "the plugin for late work failed: KeyError: 'eve'"
    assert set(outcomes.values()) == {None}
    assert not (late_class.root / "autograded" / "eve" / "sample").exists()


class ByTheHour:
    def late_submission_penalty(self, student: str, score: float, seconds: float) -> float:
        return seconds / 3600


@pytest.mark.parametrize("size", [3, 30])
def test_a_larger_class_asks_no_more_of_the_gradebook(course: Any, size: int) -> None:
    asked: list[str] = []
    names = [f"student-{k}" for k in range(size)]
    with (
        quiet_log() as (logger, _),
        nbgrader_app(course.root, logger) as (_, coursedir),
        open_gradebook(coursedir) as gradebook,
    ):
        gradebook.update_or_create_assignment("sample", duedate=DUE)
        for k, name in enumerate(names):
            gradebook.update_or_create_student(name)
            gradebook.update_or_create_submission("sample", name, timestamp=datetime.datetime(2026, 1, 1, k % 24))
            gradebook.find_grade("leaky-check", "sample", "sample", name).auto_score = 3.0
        gradebook.db.commit()
        event.listen(gradebook.engine, "before_cursor_execute", lambda *heard: asked.append(heard[2]))
        assert renew_penalties(gradebook, ByTheHour(), "sample", names) == {}
        assert len(asked) == 4  # who is late, when they should have been, their scores; and one change of all
        handed_in = gradebook.find_assignment("sample").submissions
        assert {entry.notebooks[0].late_submission_penalty for entry in handed_in} <= {None, 1.0, 2.0, 3.0}


def test_the_page_says_whose_word_the_time_is(late_class: Any) -> None:
    write_feedback(late_class.root, "sample", ["ada"])
    page = (late_class.root / "feedback" / "ada" / "sample" / "sample.html").read_text()
    assert "Handed in 2026-01-02 00:00:00 UTC, as the timestamp.txt beside the notebook says." in page
