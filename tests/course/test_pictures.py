"""Plots and views draw without pyplot, and move when their values do."""

import io
import subprocess
import sys
from collections.abc import Callable
from itertools import zip_longest
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from course import plots, widgets
from course.plots.classes import region_colours
from course.widgets.canvas import Canvas
from course.widgets.models.graphs import GRAPHS
from course.widgets.models.networks import Comparison, Moment
from course.widgets.views.activations import ActivationView
from course.widgets.views.comparison import ComparisonView
from course.widgets.views.curves import MOST_POINTS, CurvesView
from course.widgets.views.dropout import DropoutView
from course.widgets.views.graph import GraphView
from course.widgets.views.training import TrainingView


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)))


def test_importing_the_package_costs_no_matplotlib() -> None:
    code = "import sys, course.checks, course.plots, course.widgets; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


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


def activations(student: SimpleNamespace) -> dict[str, Any]:
    return {"sigmoid": (student.sigmoid_forward, student.sigmoid_backward)}


VIEWS: dict[str, tuple[Callable[[SimpleNamespace], Any], dict[str, float]]] = {
    "activation": (
        lambda student: ActivationView({"sigmoid": (student.sigmoid_forward, student.sigmoid_backward)}),
        {"x": -3.0},
    ),
    "dropout": (lambda student: DropoutView(student.dropout_forward), {"p": 0.8}),
    "product": (lambda student: GraphView(GRAPHS["product"], student.toy_graph), {"step": 2}),
    "quadratic": (lambda student: GraphView(GRAPHS["quadratic"], None), {"x1": 3.0}),
    "neuron": (lambda student: GraphView(GRAPHS["neuron"], None), {"b": -3.0}),
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_moved_slider_changes_the_picture_and_moving_back_restores_it(name: str, student: SimpleNamespace) -> None:
    make, moved = VIEWS[name]
    view: Any = make(student)
    values = {control.name: control.value for control in view.controls}
    view.update(**values)
    canvas = Canvas(view.figure, view.moving)
    first = canvas.frame()
    assert canvas.frame(view.update(**{**values, **moved})) != first
    assert canvas.frame(view.update(**values)) == first


def test_the_blitted_picture_is_the_full_one(student: SimpleNamespace) -> None:
    view = DropoutView(student.dropout_forward)
    view.update(p=0.5, count=100, seed=0)
    canvas = Canvas(view.figure, view.moving)
    canvas.frame()
    view.update(p=0.3, count=10, seed=2)
    np.testing.assert_array_equal(pixels(canvas.frame()), pixels(canvas.frame(full=True)))


def test_one_mask_for_the_whole_batch_is_seen() -> None:
    def one_mask(x: np.ndarray, p: float, rng: np.random.Generator, training: bool) -> tuple[np.ndarray, None]:
        return (x * (rng.random(x.shape[1]) >= p) / (1 - p) if training else x), None

    view = DropoutView(one_mask)
    view.update(p=0.5, count=10, seed=0)
    shown = np.ma.filled(view._image.get_array(), 0.0)
    assert (shown == shown[0]).all()


def test_curves_grow_with_their_numbers() -> None:
    view = CurvesView(("loss", "accuracy"), total=10, title="t")
    assert view.update({"loss": [2.0], "accuracy": [0.1]}, 1, 0.1)
    assert not view.update({"loss": [2.0, 1.0], "accuracy": [0.1, 0.9]}, 2, 0.2)
    assert view.update({"loss": [2.0, 1.0, 30.0], "accuracy": [0.1]}, 3, 0.3)
    assert view.update({"loss": [1.0] * 20, "accuracy": []}, 20, 0.3)
    assert not view.update({"loss": [1.0, np.nan], "accuracy": []}, 2, 0.3)
    assert "loss is nan since step 2" in view.header._text.get_text()


def test_long_curves_are_thinned() -> None:
    view = CurvesView(("loss",), total=10, title="t")
    view.update({"loss": [1.0] * 100_000}, 100_000, 1.0)
    assert len(view.panels[0].lines["loss"].get_xdata()) <= MOST_POINTS


def test_the_training_picture_goes_back_in_time() -> None:
    view = TrainingView((x, y), 2, lambda params, points: points @ params["W1"].T, "spirals")
    for step in (1, 2):
        view.take(Moment(step, 1.0 / step, {"W1": np.full((3, 2), float(step)) * np.arange(3)[:, None]}), 0.1)
    canvas = Canvas(view.figure, view.moving)
    view.show_latest()
    latest = canvas.frame()
    view.show_moment(1)
    assert canvas.frame() != latest


def test_both_losses_of_a_comparison_stand_in_their_panels() -> None:
    view = ComparisonView(10, "p_hidden = 0.5")
    without = [Comparison(1, 1.0, 1.2), Comparison(2, 0.5, 0.9)]
    for pair in zip_longest(without, [Comparison(1, 1.1, 1.3)]):
        view.take(pair, 0.1)
    notes = [note.get_text() for note in view._notes]
    assert notes == ["best validation loss 0.900 at step 2", "best validation loss 1.300 at step 1"]
    assert pixels(Canvas(view.figure, view.moving).frame()).std() > 0


def test_outside_of_a_notebook_everything_is_quiet(student: SimpleNamespace) -> None:
    widgets.dropout_explorer(student.starter)
    widgets.activation_explorer({"sigmoid": (student.starter, student.starter)})
    widgets.graph_stepper(student.starter)
    with pytest.raises(ValueError, match="graph must be one of product, quadratic, neuron"):
        widgets.graph_stepper(graph="cube")
    plots.show(plots.new_axes())
    with widgets.training_monitor(total=3) as monitor:
        monitor.step(loss=0.5)
    assert monitor.history == {"loss": [0.5]}
