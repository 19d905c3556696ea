"""The explorers in a real kernel: live for a person, static for a program, nothing in grading."""

import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

SETUP = """
import os, sys
for name in ("NBGRADER_EXECUTION", "NBGRADER_VALIDATING", "JPY_SESSION_NAME", "VSCODE_PID"):
    os.environ.pop(name, None)
import numpy as np
from course import checks, plots, widgets

def starter(x, p, rng, training):
    raise NotImplementedError

def dropout_forward(x, p, rng, training):
    mask = (rng.random(x.shape) >= p) / (1 - p) if training else 1.0
    return x * mask, mask

def mean_loss(params, x, y):
    return float(((params["W1"] - 1) ** 2).sum()), {"W1": 2 * (params["W1"] - 1)}

def dropout_loss(params, x, y, p_input, p_hidden, lam, rng, training):
    return mean_loss(params, x, y)

data = np.random.default_rng(0).normal(size=(9, 2)), np.arange(9) % 3
start = {"W1": np.zeros((3, 2))}

def everything(dropout):
    widgets.dropout_explorer(dropout)
    widgets.graph_stepper()
    widgets.train_mlp_live(mean_loss, start, data, lr=0.1, steps=5, predict=lambda params, x: x @ params["W1"].T)
    widgets.compare_dropout_live(dropout_loss, start, data, data, steps=5)
    with widgets.training_monitor(total=3) as monitor:
        for step in range(3):
            monitor.step(loss=1 / (step + 1), accuracy=0.5)
    plots.show(plots.lines(np.arange(3), {"a": np.arange(3)}))
"""
CELLS = {
    "setup": SETUP,
    "static": "everything(dropout_forward)",
    "starter": "widgets.dropout_explorer(starter)",
    "live": "os.environ['JPY_SESSION_NAME'] = 'a.ipynb'; widgets.dropout_explorer(dropout_forward)",
    "live training": "widgets.train_mlp_live(mean_loss, start, data, lr=0.1, steps=5)",
    "grading": "os.environ['NBGRADER_EXECUTION'] = 'autograde'; everything(starter)",
    "failure": "checks.assert_close(2.0, 1.0, 'loss', lecture='B7')",
    "pyplot": "print('matplotlib.pyplot' in sys.modules)",
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """The outputs of each cell, by its name."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS.values()])
    folder = tmp_path_factory.mktemp("notebook")
    root = str(Path(__file__).parents[2])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")])))
        NotebookClient(
            notebook, timeout=120, allow_errors=True, resources={"metadata": {"path": str(folder)}}
        ).execute()
    return {name: cell.outputs for name, cell in zip(CELLS, notebook.cells, strict=True)}


def kinds(cell: list[Any]) -> list[str]:
    return [kind for output in cell for kind in output.get("data", {}) if kind != "text/plain"]


def test_a_program_gets_one_static_picture_of_each(outputs: dict[str, list[Any]]) -> None:
    assert kinds(outputs["static"]) == ["image/png"] * 6, outputs["static"]


def test_a_starter_gets_a_line_and_no_traceback(outputs: dict[str, list[Any]]) -> None:
    (output,) = outputs["starter"]
    assert output["data"]["text/markdown"].startswith("`starter` is not written yet.")


def test_a_person_gets_controls_and_a_picture(outputs: dict[str, list[Any]]) -> None:
    assert kinds(outputs["live"]) == ["application/vnd.jupyter.widget-view+json", "image/png"]
    assert kinds(outputs["live training"]) == ["image/png", "application/vnd.jupyter.widget-view+json"]


def test_grading_shows_and_runs_nothing(outputs: dict[str, list[Any]]) -> None:
    assert outputs["grading"] == []


def test_a_failed_check_shows_its_message_alone(outputs: dict[str, list[Any]]) -> None:
    (output,) = outputs["failure"]
    assert len(output["traceback"]) == 1
    assert "✗ loss is wrong: expected 1, got 2. It is twice too large. (lectures B7)" in output["traceback"][0]


def test_pyplot_is_never_imported(outputs: dict[str, list[Any]]) -> None:
    assert outputs["pyplot"][0]["text"] == "False\n"
