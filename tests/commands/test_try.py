"""`chainrule try`: one file, read as a class's notebooks are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from autograder.reading.submission import read_submission
from autograder.spec import load_exercise
from autograder.spec.solution import plain_source
from tests.commands.command import run

EXERCISE = "backprop/toy_graph"
WRONG = "def toy_graph(x, y, z):\n    return (x + y) * z, (1.0, 1.0, x + y)\n"


@pytest.fixture
def answer(checkout: Path) -> Path:
    return sorted((checkout / "autograder" / "exercises" / EXERCISE / "accepted").glob("*.py"))[0]


@pytest.fixture
def anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no course."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def notebook(*sources: str, **marks: Any) -> dict[str, Any]:
    """Code cells; the last one carries the marks."""
    cells = [{"cell_type": "code", "metadata": {}, "source": source, "outputs": []} for source in sources]
    if marks:
        cells[-1]["metadata"] = {"nbgrader": marks}
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def released(checkout: Path) -> dict[str, Any]:
    return json.loads((checkout / "release" / "backprop" / "backprop.ipynb").read_text(encoding="utf-8"))


def cell(data: dict[str, Any], grade_id: str) -> dict[str, Any]:
    return next(c for c in data["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


def test_a_report(capsys: Any, answer: Path) -> None:
    code, out, _ = run(capsys, "try", EXERCISE, answer)
    assert code == 0
    assert out.startswith("1 · ")
    assert "✓" in out


def test_json_and_a_repeated_seed(capsys: Any, answer: Path) -> None:
    code, out, _ = run(capsys, "try", EXERCISE, answer, "--json", "--seed", "5")
    report = json.loads(out)
    assert code == 0
    assert report["seed"] == 5
    assert report["score"] == report["max_score"] > 0
    assert report["number"] == 1
    assert report["diagnosis"] is None
    assert report["problems"] == []
    assert {"name", "title", "status", "points", "max_points", "message"} <= report["criteria"][0].keys()
    assert report["seconds"] >= 0


def test_a_wrong_answer_ends_with_1(capsys: Any, tmp_path: Path) -> None:
    (tmp_path / "wrong.py").write_text(WRONG)
    code, out, _ = run(capsys, "try", EXERCISE, tmp_path / "wrong.py", "--json")
    report = json.loads(out)
    assert code == 1
    assert 0 < report["score"] < report["max_score"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_python_file_in_another_encoding(capsys: Any, tmp_path: Path, answer: Path, encoding: str) -> None:
    (tmp_path / "mine.py").write_text(answer.read_text(), encoding=encoding)
    assert run(capsys, "try", EXERCISE, tmp_path / "mine.py")[0] == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_notebook_outside_a_course(capsys: Any, anywhere: Path, answer: Path, encoding: str) -> None:
    path = anywhere / "mine.ipynb"
    data = notebook("%matplotlib inline\nimport numpy as np", f"%%time\n{answer.read_text()}")
    path.write_text(json.dumps(data), encoding=encoding)
    assert run(capsys, "try", EXERCISE, path)[0] == 0


def test_no_check_cell_is_run(capsys: Any, anywhere: Path, answer: Path) -> None:
    path = anywhere / "mine.ipynb"
    spoilt = "def toy_graph(x, y, z):\n    return None"
    path.write_text(json.dumps(notebook(answer.read_text(), spoilt, grade_id="toy_graph-check", grade=True)))
    assert run(capsys, "try", EXERCISE, path)[0] == 0
    path.write_text(json.dumps(notebook(answer.read_text(), spoilt)))
    assert run(capsys, "try", EXERCISE, path)[0] == 1


def test_a_notebook_of_the_course_is_read_as_grade_reads_it(
    capsys: Any, tmp_path: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = released(checkout)
    answered = cell(data, "toy_graph")
    answered["source"] = plain_source(load_exercise(checkout / "autograder" / "exercises" / EXERCISE))
    del answered["metadata"]["nbgrader"]
    data["cells"].remove(cell(data, "deep"))
    path = tmp_path / "backprop.ipynb"
    path.write_text(json.dumps(data))
    repaired = read_submission(path, checkout / "source" / "backprop" / "backprop.ipynb").problems
    code, out, _ = run(capsys, "try", EXERCISE, path, "--json", "--course", checkout)
    assert code == 0
    assert tuple(json.loads(out)["problems"]) == repaired
    assert len(repaired) == 2
    _, out, _ = run(capsys, "try", EXERCISE, path, "--course", checkout)
    assert all(f"  your notebook: {sentence}" in out for sentence in repaired)


def test_a_link_is_the_file_it_leads_to(capsys: Any, tmp_path: Path, answer: Path) -> None:
    (tmp_path / "link.py").symlink_to(answer)
    assert run(capsys, "try", EXERCISE, tmp_path / "link.py")[0] == 0


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 3}', '{"cells": [{"cell_type": "code"}]}'])
def test_a_file_that_is_no_notebook_gets_one_line(capsys: Any, tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.ipynb"
    path.write_text(content)
    code, _, err = run(capsys, "try", EXERCISE, path)
    assert code == 2
    assert "broken.ipynb is" in err
    assert len(err.strip().splitlines()) == 1


def test_a_text_that_cannot_be_printed_is_no_fault_of_the_grader(capsys: Any, tmp_path: Path) -> None:
    path = tmp_path / "odd.py"
    path.write_text("raise ValueError('\\x1b[2J\\ud800')")
    code, out, _ = run(capsys, "try", EXERCISE, path)
    assert code == 1
    assert r"ValueError in line 1: \x1b[2J" in out
    assert run(capsys, "try", EXERCISE, path, "--json")[0] == 1
