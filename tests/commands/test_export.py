"""`chainrule export`: the gradebook as it stands, marks by hand and penalties included."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.nbgrader_plugin.recording import record
from tests.commands.command import run

RIGHT, HALF = "def leaky_relu(x):\n    return x", "def leaky_relu(x):\n    half"


def gradebook_of(root: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{root / 'gradebook.db'}", "chainrule")


@pytest.fixture
def root(course: Any, graded_by_text: Any) -> Path:
    """ada's answer is marked, bob's is not, cyd has handed in nothing, dan's cannot be read."""
    course.submit("ada", course.notebook(leaky=RIGHT, sharp=HALF, question_why="Because."))
    course.submit("bob", course.notebook(leaky=RIGHT, question_why="So."))
    course.submit("dan", b"{ no")
    with gradebook_of(course.root) as gradebook:
        gradebook.add_student("cyd", first_name="Cyd", last_name="Doe")
    record(course.root, "sample", course.grade())
    with gradebook_of(course.root) as gradebook:
        grade = gradebook.find_grade("question-why", "sample", "sample", "ada")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.5, 0.25, False
        gradebook.find_submission_notebook("sample", "sample", "ada").late_submission_penalty = 1.0
        gradebook.find_grade("sharp-check", "sample", "sample", "ada").manual_score = 2.5
        gradebook.db.commit()
    course.bring_exercises()
    root: Path = course.root
    return root


def export(capsys: Any, root: Path, *arguments: Any) -> tuple[int, list[list[str]], list[str]]:
    code, out, err = run(capsys, "export", "sample", *arguments, "--course", root)
    return code, list(csv.reader(out.splitlines())), err.splitlines()


def test_the_total_is_the_gradebooks(capsys: Any, root: Path) -> None:
    code, rows, said = export(capsys, root, "canvas")
    assert code == 1
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Sample"],
        ["    Points Possible", "", "", "", "", "10"],
        ["ada", "", "", "ada", "", "7.25"],
        ["bob", "", "", "bob", "", ""],
        ["Doe, Cyd", "", "", "cyd", "", ""],
        ["dan", "", "", "dan", "", ""],
    ]
    assert said == [
        "empty cells, answers that nobody has read yet: bob",
        "empty cells, has not handed in: cyd",
        "empty cells, could not be graded: dan",
    ]


def test_an_extension_alone_is_no_hand_in_and_a_late_comer_is_not_graded_yet(capsys: Any, root: Path) -> None:
    with gradebook_of(root) as gradebook:
        gradebook.add_student("eli")
        gradebook.update_or_create_assignment("sample", duedate="2026-01-01 00:00:00 UTC")
    assert run(capsys, "extend", "sample", "cyd", "--days", "2", "--course", root)[0] == 0
    listed = ["--ids", root / "list.csv"]
    (root / "list.csv").write_text("Student,ID,SIS Login ID,student\nCyd,1,cyd,cyd\n")
    assert export(capsys, root, "canvas", *listed)[0] == 0
    (root / "list.csv").write_text("Student,ID,SIS Login ID,student\nEli,1,eli,eli\n")
    (root / "submitted" / "eli" / "sample").mkdir(parents=True)
    assert export(capsys, root, "canvas", *listed)[0] == 1
    code, _, said = export(capsys, root, "canvas")
    assert (code, said[1]) == (1, "empty cells, has not handed in: cyd")
    assert said[-1] == "empty cells, has handed in and is not graded yet: eli"


def test_a_column_for_each_exercise(capsys: Any, root: Path) -> None:
    _, rows, said = export(capsys, root, "canvas", "--columns", "exercises")
    assert [title.partition(" · ")[0] for title in rows[0][5:]] == ["Sample: 1", "Sample: 2", "Sample: question-why"]
    assert [row[5:] for row in rows[1:4]] == [["4", "4", "2"], ["4", "2.5", "1.5"], ["4", "0", ""]]
    assert "a penalty for late work, which no exercise's column holds: ada" in said


def test_only_whom_the_platform_knows(capsys: Any, root: Path) -> None:
    (root / "d2l.csv").write_text("OrgDefinedId,Username,End-of-Line Indicator\n#1,ada,#\n#2,eve,#\n")
    arguments = ["brightspace", "--ids", root / "d2l.csv", "--student-column", "Username"]
    code, rows, said = export(capsys, root, *arguments)
    assert code == 0
    assert rows[1:] == [["#1", "ada", "7.25", "#"], ["#2", "eve", "", "#"]]
    assert said[-1] == "not in the list of --ids, and left out: bob, cyd, dan (3)"
    file = root / "scores.csv"
    assert export(capsys, root, *arguments, "--output", file)[1] == []
    assert list(csv.reader(file.read_text().splitlines())) == rows


def test_grading_hands_on_too(capsys: Any, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.nbgrader_plugin.grading.grade_class", lambda *_, **__: ())
    _, out, _ = run(capsys, "grade", "sample", "--course", root, "--export", "canvas", "--count-unread")
    assert [row[5] for row in csv.reader(out.splitlines())] == ["Sample", "10", "7.25", "4", "", ""]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--ids", "nothing.csv"], "nothing.csv is missing"), (["--output", "/nowhere/x.csv"], "--output /nowhere/x.csv")],
)
def test_what_cannot_be_done_gets_one_line(capsys: Any, root: Path, arguments: list[str], said: str) -> None:
    code, _, err = export(capsys, root, "canvas", *arguments)
    assert (code, len(err)) == (2, 1)
    assert said in err[0]


def test_before_anybody_is_graded(capsys: Any, course: Any) -> None:
    course.bring_exercises()
    code, _, err = export(capsys, course.root, "canvas")
    assert code == 2
    assert "`chainrule grade sample` comes first" in err[0]
