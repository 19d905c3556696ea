"""What is the same for a class is done once, and what is asked for one student does not grow with the cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unittest import mock

import nbformat
import pytest
from jinja2 import Environment
from nbgrader.api import Gradebook
from sqlalchemy import Engine, event

from autograder.batch.progress import Tick
from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.nbgrader_plugin.feedback import write_feedback
from autograder.nbgrader_plugin.gradebook import open_gradebook
from autograder.nbgrader_plugin.held_session import HeldSession
from autograder.nbgrader_plugin.recording import record
from autograder.nbgrader_plugin.shared_gradebook import one_gradebook

NAMES = ["ada", "bob", "cyd"]


class Asked:
    """Statements by student, each counted from the tick before to the student's own."""

    def __init__(self) -> None:
        self.students: list[list[str]] = [[]]

    def note(self, connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        self.students[-1].append(statement)

    def tick(self, count: int = 1) -> None:
        self.students.append([])


@pytest.fixture
def asked() -> Iterator[Asked]:
    found = Asked()
    event.listen(Engine, "before_cursor_execute", found.note)
    yield found
    event.remove(Engine, "before_cursor_execute", found.note)


@pytest.fixture
def class_of_three(course: Any, graded_by_text: Any) -> Any:
    for student in NAMES:
        course.submit(student, course.notebook(leaky="def leaky(x):\n    return x"))
    return course


def _record(course: Any, tick: Tick) -> None:
    assert set(record(course.root, "sample", course.grade(), tick).values()) == {None}


def test_an_assignment_is_read_once_for_a_class(class_of_three: Any, asked: Asked) -> None:
    _record(class_of_three, asked.tick)
    outcomes = write_feedback(class_of_three.root, "sample", NAMES, tick=asked.tick)
    assert set(outcomes.values()) == {None}
    per_student = [sum("FROM source_cell" in text for text in texts) for texts in asked.students]
    assert sum(per_student) > 0
    assert per_student[1:3] == per_student[4:6] == [0, 0]


@pytest.mark.parametrize("times", [1, 2])
def test_nothing_is_asked_twice_for_a_student(class_of_three: Any, asked: Asked, times: int) -> None:
    for _ in range(times):
        _record(class_of_three, asked.tick)
    write_feedback(class_of_three.root, "sample", NAMES, tick=asked.tick)
    for texts in asked.students[1:3] + asked.students[-3:-1]:
        assert texts
        assert len(set(texts)) == len(texts)


def test_templates_are_compiled_once_for_a_process(class_of_three: Any) -> None:
    _record(class_of_three, lambda: None)
    write_feedback(class_of_three.root, "sample", NAMES[:1])
    with mock.patch.object(Environment, "compile", side_effect=AssertionError("compiled again")):
        assert set(write_feedback(class_of_three.root, "sample", NAMES).values()) == {None}


def test_the_notebook_of_a_page_is_looked_at_when_it_is_read_and_when_it_is_done(class_of_three: Any) -> None:
    _record(class_of_three, lambda: None)
    with mock.patch("nbformat.validate", wraps=nbformat.validate) as looked:
        write_feedback(class_of_three.root, "sample", NAMES)
    assert looked.call_count == 2 * len(NAMES)


@pytest.fixture
def shared(class_of_three: Any) -> Iterator[tuple[Any, Any]]:
    """The gradebook of a class that is recorded, and the session that is held for it."""
    _record(class_of_three, lambda: None)
    with (
        quiet_log() as (logger, _),
        nbgrader_app(class_of_three.root, logger) as (_, coursedir),
        one_gradebook(coursedir) as session,
        open_gradebook(coursedir) as gradebook,
    ):
        yield gradebook, session


@pytest.mark.parametrize("told", [True, False])
def test_what_others_write_is_read_anew(
    class_of_three: Any, shared: tuple[Any, Any], monkeypatch: pytest.MonkeyPatch, told: bool
) -> None:
    """Also where the database cannot tell that somebody has written."""
    if not told:
        monkeypatch.setattr(HeldSession, "_written", lambda session: None)
    gradebook, session = shared
    before = gradebook.find_graded_cell("leaky-check", "sample", "sample")
    session.leave()
    assert gradebook.find_graded_cell("leaky-check", "sample", "sample") is before
    session.leave()
    with Gradebook(f"sqlite:///{class_of_three.root / 'gradebook.db'}", "chainrule") as other:
        other.find_graded_cell("leaky-check", "sample", "sample").max_score = 7.0
        other.db.commit()
    assert gradebook.find_graded_cell("leaky-check", "sample", "sample").max_score == 7.0


def test_what_is_left_is_undone_and_what_is_kept_stays(shared: tuple[Any, Any]) -> None:
    gradebook, session = shared
    for end, wanted in ((session.leave, None), (session.rollback, None), (session.keep, 1.5), (session.leave, 1.5)):
        grade = gradebook.find_grade("leaky-check", "sample", "sample", "ada")
        grade.manual_score = grade.manual_score or 1.5
        session.flush()
        end()
        assert gradebook.find_grade("leaky-check", "sample", "sample", "ada").manual_score == wanted
        session.leave()


def test_a_class_is_not_held_in_memory(shared: tuple[Any, Any]) -> None:
    gradebook, session = shared
    for student in (*NAMES, "dan"):
        gradebook.update_or_create_student(student)
        gradebook.update_or_create_submission("sample", student)
        session.keep()
    assert not [entry for entry in session.identity_map.values() if type(entry).__name__.startswith("Submitted")]
    assert len(gradebook.find_assignment("sample").submissions) == 4
