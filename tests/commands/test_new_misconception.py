"""From a group of wrong answers to a misconception with a name: `report`, `new --misconception`, `grade`, `report`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from autograder.spec import load_exercise
from autograder.spec.variants import load_variants
from tests.commands.command import run

SEVEN = "def leaky_relu(x, slope=0.01):\n    return np.where(x > 0, x, slope * x) + 7\n"
SEVEN_TOO = "def leaky_relu(x, slope=0.01):\n    h = np.maximum(x, x * slope)\n    return 7 + h\n"
RIGHT = "def leaky_relu(x, slope=0.01):\n    return np.where(x > 0, x, slope * x)\n"
HOSTILE = "def leaky_relu(x, slope=0.01):\n    open('owned', 'w')\n    return x\n"
SAYS = "You add 7 to everything: nothing is added to a leaky unit (lecture N2)."


@pytest.fixture
def root(course: Any) -> Path:
    course.bring_exercises()
    for student, text in (("ada", SEVEN), ("bo", SEVEN_TOO), ("cy", HOSTILE)):
        course.submit(student, course.notebook(leaky=text, sharp=RIGHT))
    return course.root


def found_in(capsys: Any, root: Path) -> dict[str, Any]:
    code, out, _ = run(capsys, "report", "sample", "--course", root, "--json")
    assert code == 0
    return dict(json.loads(out))


def stored(root: Path) -> dict[str, set[str]]:
    """Names of the stored reports, by exercise."""
    names: dict[str, set[str]] = {}
    for path in (root / ".chainrule" / "reports").rglob("*.json"):
        names.setdefault(json.loads(path.read_text().partition("\n")[2])["exercise"], set()).add(path.name)
    return names


def test_a_group_gets_a_name_and_the_class_is_graded_again_where_that_matters(capsys: Any, root: Path) -> None:
    grade = ("grade", "sample", "--course", root, "--no-feedback", "--workers", 1)
    assert run(capsys, *grade)[0] == 0
    groups = {tuple(group["students"]): group for group in found_in(capsys, root)["groups"]}
    assert set(groups) == {("ada", "bo"), ("cy",)}
    assert groups["ada", "bo"]["behaviour"]
    before = stored(root)

    new = ("new", "--misconception", "sample/leaky", "--course", root, "--name", "seven_added", "--says", SAYS)
    code, out, _ = run(capsys, *new, "--from", "ada")
    assert code == 0
    assert "+ 7" in out
    assert "grades again, for everybody: sample/leaky. Every other report stays." in out
    assert "seven_added" in [v.name for v in load_variants(load_exercise(root / "autograder/exercises/sample/leaky"))]

    assert run(capsys, *grade)[0] == 0
    after = stored(root)
    assert after["sample/sharp"] == before["sample/sharp"]
    assert len(after["sample/leaky"]) == 2 * len(before["sample/leaky"])
    found = found_in(capsys, root)
    assert [(m["name"], m["students"], m["message"]) for m in found["mistakes"]] == [
        ("seven_added", ["ada", "bo"], SAYS)
    ]
    assert [group["students"] for group in found["groups"]] == [["cy"]]


def test_what_is_no_arithmetic_never_becomes_the_courses_code(capsys: Any, root: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(root)
    path = root / "autograder" / "exercises" / "sample" / "leaky" / "misconceptions.py"
    before = path.read_text()
    code, out, err = run(capsys, "new", "--misconception", "sample/leaky", "--from", "cy", "--course", root)
    assert (code, out) == (2, "")
    assert "the name open" in err
    assert path.read_text() == before
    assert not (root / "owned").exists()


def test_without_words_the_command_says_what_is_left(capsys: Any, root: Path) -> None:
    code, out, _ = run(capsys, "new", "--misconception", "sample/leaky", "--from", "ada", "--course", root)
    assert code == 0
    assert "class wrong_answer:" in out
    assert "`chainrule verify sample/leaky`" in out
    for command in (("verify", "sample/leaky"), ("grade", "sample")):
        code, _, err = run(capsys, *command, "--course", root)
        assert code == 2
        assert "wrong_answer: its words are still to be written" in err


@pytest.mark.parametrize(
    "arguments", [(), ("a/b", "--misconception", "sample/leaky", "--from", "ada"), ("--misconception", "sample/leaky")]
)
def test_half_of_a_command_is_one_sentence(capsys: Any, course: Any, arguments: tuple[str, ...]) -> None:
    code, _, err = run(capsys, "new", *arguments, "--course", course.root)
    assert code == 2
    assert "--misconception EXERCISE --from STUDENT" in err
