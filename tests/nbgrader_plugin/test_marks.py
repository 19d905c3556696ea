"""A mark by hand belongs to the text that it was given for."""

from __future__ import annotations

from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.nbgrader_plugin.feedback import write_feedback
from autograder.nbgrader_plugin.recording import record

WHY = "Because of the mask."
RIGHT = "def leaky(x):\n    return x"
HALF = "def leaky(x):\n    half"


@pytest.fixture
def hand_in(course: Any, graded_by_text: Any) -> Any:
    def submit(**answers: str) -> None:
        course.submit("ada", course.notebook(**{"leaky": RIGHT, "question_why": WHY} | answers))
        assert record(course.root, "sample", course.grade()) == {"ada": None}

    submit()
    return submit


def gradebook_of(course: Any) -> Gradebook:
    return Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "chainrule")


def mark(course: Any, cell: str = "question-why", points: float = 1.5, comment: str | None = "Well said.") -> None:
    """As the formgrader does."""
    with gradebook_of(course) as gradebook:
        grade = gradebook.find_grade(cell, "sample", "sample", "ada")
        grade.manual_score, grade.needs_manual_grade = points, False
        place = cell.removesuffix("-check")
        gradebook.find_comment(place, "sample", "sample", "ada").manual_comment = comment
        gradebook.db.commit()


def marked(course: Any, cell: str = "question-why") -> tuple[float | None, bool, str | None]:
    """Mark, whether it waits for a reader, and comment."""
    with gradebook_of(course) as gradebook:
        grade = gradebook.find_grade(cell, "sample", "sample", "ada")
        comment = gradebook.find_comment(cell.removesuffix("-check"), "sample", "sample", "ada").comment
        return grade.manual_score, grade.needs_manual_grade, comment


def page(course: Any) -> str:
    assert write_feedback(course.root, "sample", ["ada"]) == {"ada": None}
    return (course.root / "feedback" / "ada" / "sample" / "sample.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("answer", [WHY, WHY + "  \n"])
def test_it_stands_while_the_text_does(course: Any, hand_in: Any, answer: str) -> None:
    mark(course)
    hand_in(leaky=HALF, question_why=answer)
    assert marked(course) == (1.5, False, "Well said.")
    assert "1.5 / 2" in page(course)


@pytest.mark.parametrize(
    ("comment", "kept"),
    [
        ("Well said.", "An earlier version of this answer was given 1.5 of 2 points: Well said."),
        (None, "An earlier version of this answer was given 1.5 of 2 points."),
    ],
)
def test_it_is_taken_back_with_the_text(course: Any, hand_in: Any, comment: str | None, kept: str) -> None:
    mark(course, comment=comment)
    hand_in(question_why="Another thought.")
    assert marked(course) == (None, True, kept)
    text = page(course)
    assert "– / 2" in text
    assert "up to 2 more when your written answers are read" in text
    assert kept in text
    hand_in(question_why="A third one.")
    assert marked(course) == (None, True, kept)


def test_an_answer_that_is_marked_again_is_done(course: Any, hand_in: Any) -> None:
    mark(course)
    hand_in(question_why="Another thought.")
    mark(course, points=0.5, comment="Less so.")
    hand_in(question_why="Another thought.", leaky=HALF)
    assert marked(course) == (0.5, False, "Less so.")


def test_one_that_is_taken_away_is_not_paid_for(course: Any, hand_in: Any) -> None:
    mark(course)
    hand_in(question_why="YOUR ANSWER HERE")
    assert marked(course)[0] is None
    assert "0 / 2" in page(course)


def test_points_by_hand_on_a_check_cell_belong_to_its_exercise(course: Any, hand_in: Any) -> None:
    mark(course, "leaky-check", 3.0, None)
    hand_in(sharp=HALF)
    assert marked(course, "leaky-check") == (3.0, False, None)
    hand_in(leaky=HALF)
    score, waits, comment = marked(course, "leaky-check")
    assert (score, waits) == (None, True)
    assert comment == "An earlier version of this answer was given 3 of 4 points."


def test_a_failure_in_between_forgets_nothing(course: Any, hand_in: Any) -> None:
    mark(course)
    course.submit("ada", b"{ no")
    assert record(course.root, "sample", course.grade())["ada"]
    hand_in()
    assert marked(course) == (1.5, False, "Well said.")


def test_a_mark_from_before_anything_was_remembered_waits_to_be_read(course: Any, hand_in: Any) -> None:
    mark(course)
    with gradebook_of(course) as gradebook:
        gradebook.db.connection().exec_driver_sql("DELETE FROM chainrule_text")
        gradebook.db.commit()
    hand_in(question_why="Another thought.")
    assert marked(course) == (1.5, True, "Well said.")
