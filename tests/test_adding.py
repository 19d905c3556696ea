"""What CONTRIBUTING promises: an exercise, and a whole assignment, are added to a course by adding folders alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.spec import find_assignments, load_assignment
from autograder.spec.solution import plain_source

COPIED = ("source", "release", "autograder/exercises")


@pytest.fixture
def course(checkout: Path, tmp_path: Path) -> Path:
    """The course without a line of our code."""
    for name in COPIED:
        shutil.copytree(checkout / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(checkout / "nbgrader_config.py", tmp_path)
    return tmp_path


def chainrule(course: Path, *arguments: object) -> int:
    return main([*map(str, arguments), "--course", str(course)])


def hand_in(course: Path, assignment: str, student: str) -> None:
    """The release with the right answer in every exercise that the course's own folders know."""
    notebook = json.loads((course / "release" / assignment / f"{assignment}.ipynb").read_text())
    exercises = load_assignment(assignment, course / "autograder" / "exercises").exercises
    answers = {exercise.name: plain_source(exercise) for exercise in exercises}
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = answers.get(grade_id, cell["source"])
    path = course / "submitted" / student / assignment / f"{assignment}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook))


@pytest.mark.parametrize("name", ["dropout/mine", "fresh/mine"])
def test_a_folder_is_all_that_is_added(course, capsys, name):
    assignment = name.split("/")[0]
    assert chainrule(course, "new", name) == 0
    assert chainrule(course, "verify", name) == 0
    assert chainrule(course, "sync") == 0
    assert chainrule(course, "sync", "--check") == 0
    exercises = load_assignment(assignment, course / "autograder" / "exercises").exercises
    points = sum(exercise.max_score for exercise in exercises)
    assert name in [exercise.key for exercise in exercises]
    hand_in(course, assignment, "ada")
    capsys.readouterr()
    assert chainrule(course, "grade", assignment, "--no-feedback") == 0
    assert f"{points:g} / {points:g}" in capsys.readouterr().out
    assert chainrule(course, "coverage") == 0
    assert name in capsys.readouterr().out


def test_what_is_not_ordered_comes_last(course):
    assert chainrule(course, "new", "dropout/aaa") == 0
    exercises = load_assignment("dropout", course / "autograder" / "exercises").exercises
    assert [(exercise.name, exercise.number) for exercise in exercises][-2:] == [("dropout_mlp", 5), ("aaa", 6)]


def test_what_cannot_be_made_leaves_no_folder(course, capsys):
    assert chainrule(course, "new", "fresh") == 0
    assert chainrule(course, "new", "fresher/mine") == 2
    assert "fresh: no exercise in it" in capsys.readouterr().err
    assert not (course / "autograder" / "exercises" / "fresher").exists()


def test_a_new_assignment_comes_after_those_that_are_there(course):
    assert chainrule(course, "new", "fresh") == 0
    number = len(find_assignments(course / "autograder" / "exercises"))
    assert f"number = {number}" in (course / "autograder" / "exercises" / "fresh" / "assignment.toml").read_text()
