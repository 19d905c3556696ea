"""One student gets more time; whatever makes a page next says what that changes."""

from __future__ import annotations

from typing import Any

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI

from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.nbgrader_plugin.recording import record
from tests.commands.command import run

RIGHT = "def leaky(x):\n    return x"
LATE = "Handed in late"


@pytest.fixture
def late(course: Any, graded_by_text: Any) -> Any:
    """Ada and Bob are a day late, Cyd has not handed in."""
    course.bring_exercises()
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write("c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    for student in ("ada", "bob"):
        course.submit(student, course.notebook(leaky=RIGHT), stamp="2026-01-02 00:00:00 UTC")
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "chainrule") as gradebook:
        gradebook.update_or_create_student("cyd", last_name="Cyd")
        gradebook.update_or_create_assignment("sample", duedate="2026-01-01 00:00:00 UTC")
    assert set(record(course.root, "sample", course.grade()).values()) == {None}
    return course


def press_feedback(course: Any, student: str) -> str:
    """What the formgrader does for its button."""
    with quiet_log() as (logger, _), nbgrader_app(course.root, logger) as (app, coursedir):
        assert NbGraderAPI(coursedir=coursedir, parent=app).generate_feedback("sample", student)["success"]
    return (course.root / "feedback" / student / "sample" / "sample.html").read_text(encoding="utf-8")


def extend(capsys: Any, course: Any, *arguments: str) -> tuple[int, str]:
    code, out, err = run(capsys, "extend", *arguments, "--course", course.root)
    return code, out + err


def test_the_formgraders_page_says_what_holds_now(late: Any, capsys: Any) -> None:
    assert LATE in press_feedback(late, "ada")
    code, said = extend(capsys, late, "sample", "ada", "--days", "2")
    assert (code, said.splitlines()[0]) == (0, "ada: sample is due on 2026-01-03 00:00 UTC")
    assert LATE not in press_feedback(late, "ada")
    assert LATE in press_feedback(late, "bob")
    assert extend(capsys, late, "sample", "ada", "--hours", "0")[0] == 0
    assert LATE in press_feedback(late, "ada")


def test_a_due_date_that_nbgrader_moves_is_on_its_own_page_too(late: Any) -> None:
    with Gradebook(f"sqlite:///{late.root / 'gradebook.db'}", "chainrule") as gradebook:
        gradebook.update_or_create_assignment("sample", duedate="2026-02-01 00:00:00 UTC")
    assert LATE not in press_feedback(late, "bob")


def test_one_who_has_not_handed_in_may_have_it_too(late: Any, capsys: Any) -> None:
    assert extend(capsys, late, "sample", "cyd", "--days", "2")[0] == 0
    late.submit("cyd", late.notebook(leaky=RIGHT), stamp="2026-01-02 00:00:00 UTC")
    assert set(record(late.root, "sample", late.grade()).values()) == {None}
    assert LATE not in press_feedback(late, "cyd")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("sample", "eve", "--days", "1"), "eve is not in the gradebook; known: ada, bob, cyd"),
        (("sample", "adda", "--days", "1"), "did you mean ada?"),
        (("sample", "ada"), "--days 0 takes an extension back"),
        (("sample", "ada", "--days", "-1"), "a number from 0"),
        (("sample", "ada", "--days", "nan"), "a number from 0"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(late: Any, capsys: Any, arguments: tuple[str, ...], words: str) -> None:
    code, said = extend(capsys, late, *arguments)
    assert (code, words in said) == (2, True)


def test_without_a_due_date_there_is_nothing_to_extend(late: Any, capsys: Any) -> None:
    with Gradebook(f"sqlite:///{late.root / 'gradebook.db'}", "chainrule") as gradebook:
        gradebook.update_or_create_assignment("sample", duedate=None)
    code, said = extend(capsys, late, "sample", "ada", "--days", "1")
    assert (code, "has no due date" in said) == (2, True)
