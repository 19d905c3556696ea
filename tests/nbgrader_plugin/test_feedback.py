"""What a student reads on a feedback page about answers that only a person can grade."""

from __future__ import annotations

import gc
import re
from typing import Any

import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from autograder.nbgrader_plugin.feedback import write_feedback
from autograder.nbgrader_plugin.recording import record

RIGHT = "def leaky(x):\n    return x"


@pytest.fixture
def page_of(course: Any, graded_by_text: Any) -> Any:
    """The page of a student who writes the given answer; None leaves the cell as it was released."""

    def page(answer: str | None, manual_score: float | None = None) -> str:
        answers = {} if answer is None else {"question_why": answer}
        course.submit("ada", course.notebook(leaky=RIGHT, **answers))
        record(course.root, "sample", course.grade())
        if manual_score is not None:
            with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "chainrule") as gradebook:
                grade = gradebook.find_grade("question-why", "sample", "sample", "ada")
                grade.manual_score, grade.needs_manual_grade = manual_score, False
                gradebook.db.commit()
        assert write_feedback(course.root, "sample", ["ada"]) == {"ada": None}
        return (course.root / "feedback" / "ada" / "sample" / "sample.html").read_text(encoding="utf-8")

    return page


def test_an_answer_that_nobody_has_read_is_not_worth_nothing(page_of: Any) -> None:
    page = page_of("Because.")
    assert "4 of 10 points; up to 2 more when your written answers are read" in page
    assert page.count("– / 2") == 2
    assert page.count("not read yet") == 1


def test_an_answer_that_was_read_has_its_points(page_of: Any) -> None:
    page = page_of("Because.", manual_score=1.5)
    assert "5.5 of 10 points<" in page
    assert page.count("1.5 / 2") == 2
    assert "not read yet" not in page


def test_an_answer_that_was_not_written_earns_nothing(page_of: Any) -> None:
    page = page_of(None)
    assert "4 of 10 points<" in page
    assert page.count("0 / 2") == 2


def test_a_page_says_its_language_what_to_do_next_and_needs_nothing_from_elsewhere(page_of: Any) -> None:
    page = page_of("With $x^2$.")
    assert '<html lang="en">' in page
    assert "What to do next:</strong> begin with exercise 2" in page
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in page
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", page)


def test_nothing_of_a_notebook_is_held_when_its_page_is_written(course: Any, graded_by_text: Any) -> None:
    """A class of thousands is written by one process."""
    for student in ("ada", "ben", "cy"):
        course.submit(student, course.notebook(leaky=RIGHT))
    record(course.root, "sample", course.grade())
    held: list[int] = []

    def count(done: int = 1) -> None:
        gc.collect()
        held.append(sum(isinstance(each, NotebookNode) for each in gc.get_objects()))

    write_feedback(course.root, "sample", ["ada", "ben", "cy"], tick=count)
    assert held == [held[0]] * 3
