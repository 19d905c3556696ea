"""A course that was begun with nbgrader alone is graded on: roster, due dates, grades and marks stay."""

from __future__ import annotations

import subprocess
import sys
import warnings
from typing import Any

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import inspect

from autograder.nbgrader_plugin.feedback import write_feedback
from autograder.nbgrader_plugin.notices import find_notices
from autograder.nbgrader_plugin.recording import record

RIGHT = "def leaky(x):\n    return x"
PLAIN = """
c = get_config()
c.CourseDirectory.course_id = "chainrule"
"""


def gradebook_of(course: Any) -> Gradebook:
    return Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "chainrule")


@pytest.fixture
def stock(course: Any, graded_by_text: Any) -> Any:
    """nbgrader has made the gradebook; ada was graded by it and marked by hand, bob and cyd are enrolled."""
    (course.root / "gradebook.db").unlink()
    config = course.root / "nbgrader_config.py"
    ours = config.read_text()
    config.write_text(PLAIN)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "sample"]
    done = subprocess.run(command, cwd=course.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    config.write_text(ours)
    with gradebook_of(course) as gradebook, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SQLAlchemy about nbgrader
        for student in ("ada", "bob", "cyd"):
            gradebook.add_student(student, last_name=student.title())
        gradebook.update_or_create_assignment("sample", duedate="2026-01-01 00:00:00 UTC")
        gradebook.add_submission("sample", "ada", timestamp="2025-12-31 00:00:00 UTC")
        gradebook.find_grade("leaky-check", "sample", "sample", "ada").auto_score = 1.0
        why = gradebook.find_grade("question-why", "sample", "sample", "ada")
        why.manual_score, why.needs_manual_grade = 1.5, False
        gradebook.db.commit()
        assert not inspect(gradebook.engine).has_table("chainrule_text")
    for student in ("ada", "bob"):
        course.submit(student, course.notebook(leaky=RIGHT, question_why="So."), stamp="2025-12-31 00:00:00 UTC")
    return course


def test_it_is_graded_on(stock: Any) -> None:
    graded = stock.grade()
    assert record(stock.root, "sample", graded) == {"ada": None, "bob": None}
    assert [(notice.student, notice.text) for notice in find_notices(stock.root, "sample", graded)] == [
        ("cyd", "has not handed in")
    ]
    with gradebook_of(stock) as gradebook:
        assert gradebook.find_student("ada").last_name == "Ada"
        assert str(gradebook.find_assignment("sample").duedate) == "2026-01-01 00:00:00"
        assert gradebook.find_grade("leaky-check", "sample", "sample", "ada").auto_score == 4.0
        why = gradebook.find_grade("question-why", "sample", "sample", "ada")
        assert (why.manual_score, why.needs_manual_grade) == (1.5, True), "kept, and read once more"
    assert write_feedback(stock.root, "sample", ["ada"]) == {"ada": None}
