"""Explorers and checks in a real kernel: live for a person, static for a program, no explorer in grading."""

import os
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from course import widgets

SETUP = """
import os, sys
from importlib import import_module
for name in ("NBGRADER_EXECUTION", "NBGRADER_VALIDATING", "JPY_SESSION_NAME", "VSCODE_PID"):
    os.environ.pop(name, None)
import numpy as np
from course import checks, plots, widgets

def starter(x, p, rng, training):
    raise NotImplementedError

def dropout_forward(x, p, rng, training):
    mask = (rng.random(x.shape) >= p) / (1 - p) if training else 1.0
    return x * mask, mask

def no_return(x):
    x + 1

def inside(x):
    return {}["deep"]

def everything():
    for name in widgets.registry():
        sample = import_module(f"course.widgets.explorers.{name}.sample")
        returned = getattr(widgets, name)(**sample.arguments())
        if returned is not None:
            sample.use(returned)
    plots.show(plots.lines(np.arange(3), {"a": np.arange(3)}))
"""
CHECK = "@checks.check_cell('Title')\ndef check_it():\n    {}"
CELLS = {
    "setup": SETUP,
    "static": "everything()",
    "starter": "widgets.dropout_explorer(starter)",
    "live": "os.environ['JPY_SESSION_NAME'] = 'a.ipynb'; widgets.dropout_explorer(dropout_forward)",
    "live training": """
from course.widgets.explorers.train_mlp_live.sample import arguments
widgets.train_mlp_live(**arguments())
""",
    "failure": "checks.assert_close(2.0, 1.0, 'loss', lecture='B7')",
    "passes": CHECK.format("checks.assert_close(1.0, 1.0)"),
    "again": "check_it()",
    "not written": CHECK.format("starter(1, 2, 3, 4)"),
    "first mistake": CHECK.format("out, cache = no_return(1)"),
    "inside": CHECK.format("inside(1)"),
    "experiment": "with checks.when_written():\n    starter(1, 2, 3, 4)",
    "summary": "from course.summary import summary\nsummary(by_hand=['Question A'])",
    "index": "from course import lectures\nlectures.index('B7', 'R8')",
    "validating": "os.environ['NBGRADER_VALIDATING'] = '1'\n" + CHECK.format("starter(1, 2, 3, 4)"),
    "validating an experiment": "with checks.when_written():\n    starter(1, 2, 3, 4)",
    "grading": "os.environ['NBGRADER_EXECUTION'] = 'autograde'; everything(); summary()",
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
    assert kinds(outputs["static"]) == ["image/png"] * (len(widgets.registry()) + 1), outputs["static"]


def test_a_starter_gets_a_line_a_demonstration_and_no_traceback(outputs: dict[str, list[Any]]) -> None:
    line, picture = outputs["starter"]
    assert line["data"]["text/markdown"].startswith("**`starter` is not written yet, so this is a demonstration**")
    assert picture["data"]["text/plain"].startswith("Demonstration")


def test_a_person_gets_controls_and_a_picture(outputs: dict[str, list[Any]]) -> None:
    for cell in ("live", "live training"):
        assert kinds(outputs[cell]) == ["application/vnd.jupyter.widget-view+json", "text/html", "image/png"]
        assert "Run the cell to move it." in outputs[cell][1]["data"]["text/html"]


def test_grading_shows_and_runs_nothing(outputs: dict[str, list[Any]]) -> None:
    assert outputs["grading"] == []


def test_a_failed_check_shows_its_message_alone(outputs: dict[str, list[Any]]) -> None:
    (output,) = outputs["failure"]
    shown = " ".join(re.sub("\x1b.*?m", "", line).strip() for line in output["traceback"])
    title = "B7: Backward through a classification network"
    assert shown == f"✗ loss is wrong: expected 1, got 2. It is twice too large. (lectures {title})"
    assert output["evalue"].endswith("(lectures B7)")


def test_no_line_of_a_message_is_coloured(outputs: dict[str, list[Any]]) -> None:
    codes = re.findall("\x1b\\[(.*?)m", "".join(outputs["failure"][0]["traceback"]))
    assert codes == ["1", "0"]


def test_a_check_cell_prints_a_line_when_it_passes(outputs: dict[str, list[Any]]) -> None:
    (output,) = outputs["passes"]
    assert output["text"] == "✓ Title: the visible checks pass\n"
    assert outputs["again"] == outputs["passes"]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("validating", "✗ starter is not written yet. Write it, run its cell, then run this one again."),
        ("first mistake", "✗ no_return should return 2 values (out, cache), but returned None."),
    ],
)
def test_a_first_mistake_shows_words_and_no_traceback(cell: str, words: str, outputs: dict[str, list[Any]]) -> None:
    (output,) = outputs[cell]
    assert words in output["traceback"][0]
    assert not any("Traceback" in line for line in output["traceback"])


@pytest.mark.parametrize(("cell", "about"), [("not written", "Title: "), ("experiment", "")])
def test_what_is_not_written_lets_the_next_cell_run(cell: str, about: str, outputs: dict[str, list[Any]]) -> None:
    (output,) = outputs[cell]
    assert output["output_type"] == "stream"
    assert output["text"] == f"○ {about}starter is not written yet. Write it, run its cell, then run this one again.\n"


def test_a_program_that_validates_can_tell(outputs: dict[str, list[Any]]) -> None:
    assert [outputs[cell][0]["ename"] for cell in ("validating", "validating an experiment")] == [
        "NotWrittenYet",
        "NotImplementedError",
    ]


def test_the_summary_shows_what_was_said_last(outputs: dict[str, list[Any]]) -> None:
    (output,) = outputs["summary"]
    assert output["data"]["text/plain"].splitlines() == [
        "0 of 1 checks pass.",
        "✗ fails           Title: KeyError: 'deep'",
        "✎ graded by hand  Question A",
    ]
    assert "<td" in output["data"]["text/html"]


def test_the_index_is_a_table(outputs: dict[str, list[Any]]) -> None:
    (output,) = outputs["index"]
    assert "<th>R8</th>" in output["data"]["text/html"]
    assert output["data"]["text/plain"].splitlines()[1] == "R8   Dropout (EE628: Dropout in Practice)"


def test_a_mistake_inside_a_function_shows_its_line_and_none_of_ours(outputs: dict[str, list[Any]]) -> None:
    (output,) = outputs["inside"]
    shown = re.sub("\x1b.*?m", "", "\n".join(output["traceback"]))
    assert 'return {}["deep"]' in shown
    assert "cell.py" not in shown


def test_pyplot_is_never_imported(outputs: dict[str, list[Any]]) -> None:
    assert outputs["pyplot"][0]["text"] == "False\n"
