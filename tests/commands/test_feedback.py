"""`chainrule feedback`: what a reader has decided since is on the pages and in grades.csv."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.nbgrader_plugin.feedback import write_feedback
from autograder.nbgrader_plugin.recording import export_csv, record
from tests.commands.command import run

WHY = "Because."
RIGHT = "def leaky(x):\n    return x"


@pytest.fixture
def graded(course: Any, graded_by_text: Any) -> Any:
    """Late work of ada and bob, graded, with pages; not yet read."""
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write("c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    for student, day in (("ada", 1), ("bob", 3)):
        course.submit(student, course.notebook(leaky=RIGHT, question_why=WHY), stamp=f"2026-01-0{day} 00:00:00 UTC")
    with gradebook_of(course) as gradebook:
        gradebook.update_or_create_assignment("sample", duedate="2026-01-02 00:00:00 UTC")
    assert record(course.root, "sample", course.grade()) == {"ada": None, "bob": None}
    write_feedback(course.root, "sample", ["ada", "bob"])
    export_csv(course.root, course.root / "grades.csv")
    course.bring_exercises()
    return course


def gradebook_of(course: Any) -> Gradebook:
    return Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "chainrule")


def page(course: Any, student: str) -> str:
    return (course.root / "feedback" / student / "sample" / "sample.html").read_text(encoding="utf-8")


def scores(path: Path) -> dict[str, str]:
    with path.open(newline="") as file:
        return {row["student_id"]: row["score"] for row in csv.DictReader(file)}


def test_marks_reach_pages_table_and_penalties(capsys: Any, graded: Any) -> None:
    assert "not read yet" in page(graded, "ada")
    with gradebook_of(graded) as gradebook:
        for student in ("ada", "bob"):
            grade = gradebook.find_grade("question-why", "sample", "sample", student)
            grade.manual_score, grade.needs_manual_grade = 2.0, False
            gradebook.find_comment("question-why", "sample", "sample", student).manual_comment = "Well said."
        gradebook.db.commit()
    code, out, err = run(capsys, "feedback", "sample", "--course", graded.root)
    assert (code, out) == (0, "")
    assert "2/2" in err
    assert "6 of 10 points" in page(graded, "ada")
    assert "Well said." in page(graded, "ada")
    assert "not read yet" not in page(graded, "ada")
    assert "−6" in page(graded, "bob")
    assert scores(graded.root / "grades.csv") == {"ada": "6.0", "bob": "0.0"}


def test_a_page_that_fails_is_named(capsys: Any, graded: Any) -> None:
    (graded.root / "autograded" / "bob" / "sample" / "sample.ipynb").write_text("{")
    code, out, _ = run(capsys, "feedback", "sample", "--course", graded.root)
    assert code == 1
    assert out.startswith("bob: ")
    assert len(out.splitlines()) == 1


def test_before_anybody_is_graded(capsys: Any, course: Any) -> None:
    course.bring_exercises()
    code, _, err = run(capsys, "feedback", "sample", "--course", course.root)
    assert code == 2
    assert "`chainrule grade sample` comes first" in err
