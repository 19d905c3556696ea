"""`chainrule explain`: an appeal, on a terminal and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.command import run

WRONG = "def leaky_relu(x, slope=0.01):\n    return np.where(x > 0, x, 0.01 * x)\n"


@pytest.fixture
def root(course: Any) -> Path:
    course.bring_exercises()
    course.submit("ada", course.notebook(leaky=WRONG))
    return course.root


def explain(capsys: Any, root: Path, *arguments: Any) -> tuple[int, str, str]:
    return run(capsys, "explain", *arguments, "--course", root)


def test_everything_on_the_terminal_and_a_cell_beside_it(capsys: Any, root: Path, tmp_path: Path) -> None:
    before = {path for path in root.rglob("*") if "__pycache__" not in path.parts}
    code, out, _ = explain(capsys, root, "ada", "leaky", "--cell", tmp_path / "appeal.py")
    assert code == 0
    assert "No stored report fits" in out
    assert "  2  leaky_relu(x=float64 (2, 5), slope=0.2)  <- here the answers part" in out
    assert "-> slope_fixed: The slope is always 0.01" in out
    assert "leaky_relu(x_2, slope=slope_2)" in (tmp_path / "appeal.py").read_text()
    assert {path for path in root.rglob("*") if "__pycache__" not in path.parts} == before


def test_one_criterion_as_json(capsys: Any, root: Path) -> None:
    code, out, _ = explain(capsys, root, "ada", "sample/leaky", "positive_passes", "--json")
    assert code == 0
    told = json.loads(out)
    assert (told["student"], told["report"]["seed"]) == ("ada", 1)
    assert [(test["name"], test["status"]) for test in told["tests"]] == [("test_positive_passes", "passed")]


def test_what_cannot_be_explained_is_one_sentence(capsys: Any, root: Path) -> None:
    for arguments, said in (
        (("bo", "leaky"), "nothing submitted for sample by bo"),
        (("ada", "leeky"), "did you mean leaky?"),
        (("ada", "leaky", "test_negative_leak"), "did you mean test_negative_leaks?"),
        (("ada", "leaky", "--cell", root / "feedback" / "ada.py"), "students may read"),
    ):
        code, out, err = explain(capsys, root, *arguments)
        assert (code, out) == (2, "")
        assert said in err
    (root / "seeds" / "sample.txt").unlink()
    assert "`chainrule grade sample` comes first" in explain(capsys, root, "ada", "leaky")[2]
