"""Plots draw without pyplot, and nothing is shown outside of a notebook."""

import base64
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course import plots
from course.audience import audience
from course.plots.classes import limits_around, region_colours
from course.plots.render import DRAWING
from course.plots.words import in_words
from tests.course.pixels import pixels


@pytest.mark.parametrize("package", ["checks", "data", "plots", "widgets"])
def test_importing_a_package_costs_no_matplotlib(package: str) -> None:
    code = f"import sys, course.{package}; print({{'matplotlib', 'ipywidgets', 'IPython'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_drawing_never_imports_pyplot() -> None:
    code = (
        "import sys, numpy as np; from course import plots;"
        "plots.png(plots.heatmap(np.eye(3)).figure); print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


x, y = np.random.default_rng(0).normal(size=(30, 2)), np.arange(30) % 3


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plots.lines(np.arange(5), {"a": np.ones(5), "b": np.arange(5)}, title="t", logy=True).figure,
        lambda: plots.classes(x, y).figure,
        lambda: plots.decision_regions(lambda points: points @ np.ones((2, 3)), x, y, side=20).figure,
        lambda: plots.decision_regions(lambda points: points[:, :1], x, y, side=20).figure,
        lambda: plots.heatmap(np.zeros((3, 4)), annotate=True).figure,
        lambda: plots.heatmap(np.arange(3.0)).figure,
        lambda: plots.histogram({"a": x, "b": np.array([np.nan, 1.0])}).figure,
        lambda: plots.images(np.zeros((11, 1, 8, 8)), titles=range(11)),
    ],
)
def test_every_plot_draws(draw: Callable[[], Any]) -> None:
    assert pixels(plots.png(draw())).std() > 0


def test_regions_take_the_colour_of_the_largest_score() -> None:
    scores = np.array([[9.0, 0.0], [0.0, 9.0], [1.0, 1.0], [0.0, 9.0]])
    cells = region_colours(scores, 2)
    assert cells.shape == (2, 2, 3)
    assert cells[0, 0, 2] > cells[0, 0, 0]
    assert cells[0, 1, 0] > cells[0, 1, 2]
    np.testing.assert_allclose(cells[1, 0], 1.0)


def test_limits_are_a_square_around_the_points() -> None:
    left, right, bottom, top = limits_around(x)
    assert right - left == pytest.approx(top - bottom)
    assert ((x > [left, bottom]) & (x < [right, top])).all()


@pytest.mark.parametrize(
    ("in_notebook", "variables", "looking"),
    [
        (False, {"JPY_SESSION_NAME": "a.ipynb"}, "nobody"),
        (True, {}, "program"),
        (True, {"JPY_SESSION_NAME": "a.ipynb"}, "person"),
        (True, {"VSCODE_PID": "7"}, "person"),
        (True, {"JPY_SESSION_NAME": "a.ipynb", "NBGRADER_EXECUTION": "autograde"}, "nobody"),
        (True, {"NBGRADER_VALIDATING": "1"}, "nobody"),
    ],
)
def test_who_is_looking(
    in_notebook: bool, variables: dict[str, str], looking: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("JPY_SESSION_NAME", "VSCODE_PID", "NBGRADER_EXECUTION", "NBGRADER_VALIDATING"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("course.audience._in_notebook", lambda: in_notebook)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert audience() == looking


def test_outside_of_a_notebook_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    plots.show(plots.new_axes())
    assert capsys.readouterr().out == ""


def test_a_picture_is_told_in_words() -> None:
    ax = plots.lines(np.arange(3), {"loss": np.array([3.0, 2.0, np.nan])}, xlabel="step", ylabel="J", title="Training")
    assert in_words(ax.figure) == "Training; J over step; loss from 3 to 2."
    assert in_words(plots.histogram({"a": x}, title="t").figure) == "t; density; a."
    assert in_words(plots.images(np.zeros((2, 4, 4)))) == "A picture."


@pytest.mark.parametrize("looking", ["person", "program"])
def test_a_picture_is_fine_and_has_its_words(looking: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []
    monkeypatch.setattr("course.plots.render.audience", lambda: looking)
    monkeypatch.setattr("IPython.display.display", lambda data, **rest: shown.append((data, rest)))
    plots.show(plots.new_axes(3.0, 2.0), "Nothing yet.")
    data, rest = shown[-1]
    assert rest["metadata"]["image/png"] == {"width": 300, "alt": "Nothing yet."}
    assert pixels(base64.b64decode(data["image/png"])).shape == (400, 600, 3)
    assert [html.data.endswith("Nothing yet.</p>") for html, _ in shown[:-1]] == [True] * (looking == "person")


def test_a_plot_waits_for_a_live_picture_that_is_being_drawn_in_a_thread() -> None:
    drawn: list[bytes] = []
    figure = plots.lines(np.arange(3.0), {"a": np.arange(3.0)}).figure
    waiting = threading.Thread(target=lambda: drawn.append(plots.png(figure)))
    with DRAWING:
        waiting.start()
        waiting.join(0.5)
        assert not drawn
    waiting.join(30)
    assert drawn[0].startswith(b"\x89PNG")
