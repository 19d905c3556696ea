"""What an instructor is told about a class: nobody is missing, doubled or renamed in silence."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.nbgrader_plugin.notices import find_notices
from autograder.nbgrader_plugin.recording import record

RIGHT = "def leaky(x):\n    return x"


def gradebook_of(course: Any) -> Gradebook:
    return Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "chainrule")


def enter(course: Any, *students: str, **names: str) -> None:
    with gradebook_of(course) as gradebook:
        for student in students:
            gradebook.update_or_create_student(student, **names)


@pytest.fixture
def told(course: Any, graded_by_text: Any) -> Any:
    """What is said after one more run: what -> about whom."""

    def run() -> dict[str, list[str]]:
        graded = course.grade()
        record(course.root, "sample", graded)
        said: dict[str, list[str]] = {}
        for notice in find_notices(course.root, "sample", graded):
            said.setdefault(notice.text, []).append(notice.student)
        return said

    return run


def about(said: dict[str, list[str]], words: str) -> list[str]:
    return [student for text, students in said.items() if words in text for student in students]


def test_a_class_in_order(course: Any, told: Any) -> None:
    course.submit("ada", course.notebook(leaky=RIGHT))
    assert told() == told() == {}


def test_who_has_not_handed_in(course: Any, told: Any) -> None:
    enter(course, "ada", "bob", "cyd")
    course.submit("ada", course.notebook(leaky=RIGHT))
    (course.root / "submitted" / "dan" / "another").mkdir(parents=True)
    assert told() == {"has not handed in": ["bob", "cyd", "dan"]}


def test_who_is_not_known_is_told_until_somebody_enters_the_name(course: Any, told: Any) -> None:
    enter(course, "ada")
    for student in ("ada", "adda", "eve"):
        course.submit(student, course.notebook(leaky=RIGHT) if student != "eve" else b"{ no")
    assert about(told(), "not among the gradebook's students") == ["adda", "eve"]
    enter(course, "adda", last_name="Adda")
    assert about(told(), "not among the gradebook's students") == ["eve"]


def test_without_a_roster_everybody_is_welcome(course: Any, told: Any) -> None:
    course.submit("ada", course.notebook(leaky=RIGHT))
    told()
    course.submit("bob", course.notebook(leaky=RIGHT))
    assert told() == {}


def test_a_folder_that_was_renamed(course: Any, told: Any) -> None:
    course.submit("ada", course.notebook(leaky=RIGHT))
    told()
    shutil.move(course.root / "submitted" / "ada", course.root / "submitted" / "ada.lovelace")
    said = told()
    assert about(said, "has a grade of an earlier run and no folder now") == ["ada"]
    assert about(said, "has not handed in") == []
    with gradebook_of(course) as gradebook:
        gradebook.remove_student("ada")
    assert told() == {}


def test_files_in_the_wrong_place(course: Any, told: Any) -> None:
    folder = course.root / "submitted" / "bob" / "Sample"
    folder.mkdir(parents=True)
    (folder / "sample.ipynb").write_text("{}")
    (course.root / "submitted" / "sample.ipynb").write_text("{}")
    assert told() == {
        "Sample/sample.ipynb is not graded: it has to be sample/sample.ipynb.": ["bob"],
        "submitted/sample.ipynb is nobody's: it has to be <student>/sample/sample.ipynb.": [""],
    }


def test_an_answer_that_changed_after_it_was_marked(course: Any, told: Any) -> None:
    course.submit("ada", course.notebook(question_why="Because."))
    assert told() == {}
    mark(course, 1.5)
    course.submit("ada", course.notebook(question_why="Rather so."))
    changed = {"'question-why' has changed since it was marked: it waits to be read again": ["ada"]}
    assert told() == told() == changed
    mark(course, 2.0)
    assert told() == {}


def mark(course: Any, points: float) -> None:
    with gradebook_of(course) as gradebook:
        grade = gradebook.find_grade("question-why", "sample", "sample", "ada")
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()


def test_a_name_that_is_no_text(course: Any, told: Any) -> None:
    course.submit("\udcff", course.notebook(leaky=RIGHT))
    assert json.dumps(list(told())) == "[]"
