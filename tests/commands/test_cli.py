"""The command as people and machines use it: one line for what is wrong, an exit code, no traceback."""

from __future__ import annotations

import json
import shutil

import pytest

from autograder.cli import main

RIGHT = "autograder/exercises/backprop/toy_graph/accepted"


def run(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


@pytest.fixture
def answer(checkout):
    return sorted((checkout / RIGHT).glob("*.py"))[0]


def test_try_prints_a_report(capsys, answer):
    code, out, _ = run(capsys, "try", "backprop/toy_graph", answer)
    assert code == 0
    assert "✓" in out


def test_try_speaks_json_and_repeats_a_seed(capsys, answer):
    code, out, _ = run(capsys, "try", "backprop/toy_graph", answer, "--json", "--seed", "5")
    report = json.loads(out)
    assert code == 0
    assert report["seed"] == 5
    assert report["score"] == report["max_score"] > 0
    assert report["diagnosis"] is None
    assert {"name", "title", "status", "points", "max_points", "message"} <= report["criteria"][0].keys()
    assert report["seconds"] >= 0


def test_a_wrong_answer_ends_with_1_and_its_name(capsys, tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text("def toy_graph(x, y, z):\n    return (x + y) * z, (1.0, 1.0, x + y)\n")
    code, out, _ = run(capsys, "try", "backprop/toy_graph", wrong, "--json")
    report = json.loads(out)
    assert code == 1
    assert 0 < report["score"] < report["max_score"]


def test_a_notebook_is_graded_too(capsys, tmp_path, answer):
    notebook = {
        "cells": [
            {"cell_type": "code", "metadata": {}, "source": ["import numpy as np"], "outputs": []},
            {"cell_type": "code", "metadata": {}, "source": answer.read_text(), "outputs": []},
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path = tmp_path / "mine.ipynb"
    path.write_text(json.dumps(notebook))
    assert run(capsys, "try", "backprop/toy_graph", path)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["try", "toy_graph", "x.py"], "ASSIGNMENT/EXERCISE"),
        (["try", "backprop/toy_grap", "x.py"], "did you mean toy_graph?"),
        (["try", "backprop/toy_graph", "no_such_file.py"], "no such file"),
        (["try", "backprop/toy_graph", "README.md"], "a .py file or a .ipynb notebook"),
        (["verify", "backprob"], "did you mean backprop?"),
        (["grade", "backprop", "--course", "/"], "not a course folder"),
        (["grade", "drop"], "did you mean dropout?"),
        (["grade", "dropout"], "nobody has handed in"),
        (["sync", "--course", "/", "--check"], "not a course folder"),
        (["new", "backprop/toy_graph"], "there already"),
        (["new", "no/../way"], "letters, digits and underscores"),
        (["new", "backprop/not-a-name"], "letters, digits and underscores"),
        (["verify", "--seed", "-1"], "--seed -1"),
    ],
)
def test_a_bad_command_gets_one_line(capsys, monkeypatch, checkout, arguments, says):
    monkeypatch.chdir(checkout)
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert says in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 3}', '{"cells": [{"cell_type": "code"}]}'])
def test_a_file_that_is_no_notebook_gets_one_line(capsys, tmp_path, content):
    path = tmp_path / "broken.ipynb"
    path.write_text(content)
    code, _, err = run(capsys, "try", "backprop/toy_graph", path)
    assert code == 2
    assert "not a notebook that Jupyter could open" in err


def test_new_makes_a_folder_that_verifies(capsys, tmp_path):
    exercises = tmp_path / "autograder" / "exercises"
    exercises.mkdir(parents=True)
    assert run(capsys, "new", "sample/mine", "--course", tmp_path)[0] == 0
    assert (exercises / "sample" / "mine" / "accepted").is_dir()
    code, out, _ = run(capsys, "verify", "sample/mine", "--course", tmp_path)
    assert code == 0
    assert "holds" in out


def test_verify_names_what_fails(capsys, tmp_path, folder):
    (tmp_path / "autograder").mkdir()
    shutil.move(folder.parent.parent, tmp_path / "autograder" / "exercises")
    shutil.rmtree(tmp_path / "autograder" / "exercises" / "sample" / "leaky" / "accepted")
    code, out, _ = run(capsys, "verify", "sample/leaky", "--course", tmp_path)
    assert code == 1
    assert "0 accepted solutions, three are wanted" in out


def test_every_command_has_help_with_an_example(capsys):
    for command in ("new", "sync", "verify", "try", "grade", "demo", "kit", "coverage"):
        with pytest.raises(SystemExit) as raised:
            main([command, "--help"])
        assert raised.value.code == 0
        assert f"chainrule {command}" in capsys.readouterr().out.split("examples:")[1]
