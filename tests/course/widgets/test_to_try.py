"""What the notebooks ask a student to try is there to be seen: their own cells, run with the suggestion put in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

from course import checks, data, plots, widgets
from course.widgets.explorers.dropout_explorer.view import DropoutView
from course.widgets.live import loop

SOURCE = Path(__file__).parents[3] / "source"

Look = Callable[[str], Any]


class Notebook:
    """The solved functions of a notebook, and its experiments by a text that is in their cell."""

    def __init__(self, name: str) -> None:
        cells = nbformat.read(SOURCE / name / f"{name}.ipynb", as_version=4).cells
        self._code = [cell for cell in cells if cell.cell_type == "code"]
        self.names: dict[str, Any] = {"np": np, "data": data, "plots": plots, "widgets": widgets}
        for cell in self._code:
            if cell.metadata.get("nbgrader", {}).get("solution"):
                exec(cell.source, self.names)

    def run(self, marker: str, *changes: tuple[str, str]) -> None:
        """Run the first experiment that holds the marker, with texts of it replaced."""
        source = next(cell.source for cell in self._code if marker in cell.source and "nbgrader" not in cell.metadata)
        for old, new in changes:
            assert old in source, f"{old!r} is not in the cell any more: change this test along with the notebook"
            source = source.replace(old, new)
        exec(source, self.names)


@pytest.fixture(scope="module")
def backprop() -> Notebook:
    return Notebook("backprop")


@pytest.fixture(scope="module")
def dropout() -> Notebook:
    return Notebook("dropout")


@pytest.fixture(scope="module")
def batchnorm() -> Notebook:
    """With the cells that others build on: the digits, and networks of any layers."""
    notebook = Notebook("batchnorm")
    for cell in notebook._code:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "given":
            exec(cell.source, notebook.names)
    notebook.names["checks"] = checks
    notebook.run("def small(images)")
    notebook.run("def promise_kept")
    return notebook


@pytest.fixture
def views(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The views of the loops that are watched."""
    made: list[Any] = []
    original = loop.WatchedLoop.__init__

    def keep(self: Any, view: Any, *rest: Any, **keywords: Any) -> None:
        made.append(view)
        original(self, view, *rest, **keywords)

    monkeypatch.setattr(loop.WatchedLoop, "__init__", keep)
    return made


WAVE, SPIRALS = "wave_loss, start", "widgets.train_mlp_live(\n"


def test_a_wave_learned_too_fast_leaves_the_picture_and_says_so(
    backprop: Notebook, views: list[Any], look: Look
) -> None:
    look("program")
    backprop.run(WAVE, ("lr=0.1", "lr=0.2"))
    (view,) = views
    top = view._curves.axes.get_ylim()[1]
    assert top < 100 < max(view._record.losses)
    assert view._record.warning == "the loss explodes: a smaller lr?"
    assert len(view._record.losses) < 800


def test_a_wave_can_be_seen_before_it_was_learned(backprop: Notebook, views: list[Any], look: Look) -> None:
    seen = look("person")
    backprop.run(WAVE)
    (view,), (past,) = views, seen.controls
    learned = view.words
    past.value = past.options[0]
    assert "off by 0.1" in learned
    assert "off by 0.5" in view.words


def test_few_units_and_a_step_are_learned_to_a_point(backprop: Notebook, views: list[Any], look: Look) -> None:
    look("program")
    backprop.run(WAVE)
    three = [("normal(0, 2, (20, 1))", "normal(0, 2, (3, 1))"), ("uniform(-4, 4, 20)", "uniform(-4, 4, 3)")]
    backprop.run(WAVE, *three, ("(1, 20)", "(1, 3)"))
    backprop.run(WAVE, ("np.sin(2 * x)", "np.sign(x)"))
    sine, few, step = (view._record.losses[-1] for view in views)
    assert sine < few
    assert sine < step


@pytest.mark.parametrize(
    ("change", "right", "lowest_loss"),
    [
        (("lr=1.0", "lr=1.0"), 1.0, 0.1),
        (("hidden=32", "hidden=3"), 0.7, 0.5),
        (("lam=1e-4", "lam=0.03"), 0.7, 0.8),
        (("lr=1.0", "lr=10.0"), 0.4, 1.0),
        (
            ("seed=0)\nwidgets", "seed=0)\nparams = {name: 0 * value for name, value in params.items()}\nwidgets"),
            0.4,
            1.0,
        ),
    ],
)
def test_each_change_to_the_spirals_shows(
    change: tuple[str, str], right: float, lowest_loss: float, backprop: Notebook, views: list[Any], look: Look
) -> None:
    seen = look("program")
    backprop.run(SPIRALS, change)
    (view,) = views
    assert min(view._record.losses) > lowest_loss or right == 1.0
    share = int(seen.words[0].rpartition("Then ")[2].partition("%")[0]) / 100
    assert share <= right
    assert (share == 1.0) == (right == 1.0)


def test_going_back_shows_what_the_network_knew(backprop: Notebook, views: list[Any], look: Look) -> None:
    seen = look("person")
    backprop.run(SPIRALS)
    (past,) = seen.controls
    past.value = past.options[0]
    assert "after step 1 of 600" in views[0].words
    assert "100% of the points" not in views[0].words


def test_the_survivors_of_a_high_rate_can_be_read_off(dropout: Notebook) -> None:
    view = DropoutView(dropout.names["dropout_forward"])
    for p, factor in ((0.5, "2.00"), (0.9, "10.00")):
        view.update(p=p, count=1000, seed=0)
        assert f"survivors: {factor} times x" in view._kept.get_text()
        assert view._passes.out.max() < view._image.norm.vmax
        assert view._passes.running_mean()[999].mean() == pytest.approx(1, abs=0.1)


def test_tails_are_counted_and_make_no_peaks(dropout: Notebook) -> None:
    view = DropoutView(dropout.names["dropout_forward"])
    view.update(p=0.9, count=1000, seed=0)
    heights = view._bars.get_data().values
    assert heights[0] < 0.2 > heights[-1]
    assert view._outside.get_text().endswith("of 1000 passes lie outside")
    view.update(p=0.2, count=1000, seed=0)
    assert view._outside.get_text() == ""


def test_the_average_and_the_test_pass_are_both_seen_where_they_meet(dropout: Notebook) -> None:
    view = DropoutView(dropout.names["dropout_forward"])
    view.update(p=0.2, count=2000, seed=0)
    assert view._average.get_linewidth() > 2 * view._tested.get_linewidth()
    assert view._average.get_linestyle() != view._tested.get_linestyle()


def test_the_walk_begins_at_its_beginning(backprop: Notebook, look: Look) -> None:
    seen = look("person")
    backprop.run("widgets.graph_stepper(toy_graph)")
    step = seen.controls[0]
    assert (step.description, step.value) == ("step", 0)
    step.value = step.max
    x, y, z = seen.controls[1:]
    x.value = -y.value
    assert "df/dz = 0" in seen.said
    x.value, z.value = 1.0, 0.0
    assert "df/dx = 0, df/dy = 0" in seen.said


def test_a_promise_breaks_at_far_smaller_rates_where_weights_are_too_large_and_the_layer_is_missing(
    batchnorm: Notebook,
) -> None:
    kept, plain, normed = (batchnorm.names[name] for name in ("promise_kept", "plain", "normed"))
    rates = [0.006, 0.3]
    assert kept(plain, 1.0, rates)[1] > kept(plain, 2.0, rates)[0]
    assert kept(plain, 2.0, rates)[1] < 0
    assert min(kept(normed, 2.0, rates)) > 0.75


def test_the_place_matters_less_than_the_presence(batchnorm: Notebook) -> None:
    descend, x, y = (batchnorm.names[name] for name in ("descend", "x", "y"))
    block = ("linear", "relu") * 2 + ("linear",)
    kinds = {"none": block, "input": ("norm", *block)}
    kinds |= {
        "before": ("linear", "norm", "relu") * 2 + ("linear",),
        "behind": ("linear", "relu", "norm") * 2 + ("linear",),
    }
    ends = {
        place: [np.mean(descend(each, x, y, rate, 100)[2][-10:]) for rate in (0.1, 2.0)]
        for place, each in kinds.items()
    }
    assert max(ends["before"][1], ends["behind"][1]) < 0.5
    assert min(ends["none"][1], ends["input"][1]) > 1.5
    assert ends["input"][0] < 0.5 * ends["none"][0]


def test_five_layers_of_sigmoids_do_not_leave_the_ground_alone_and_small_batches_cost_them(batchnorm: Notebook) -> None:
    batchnorm.run("def folded")
    names = batchnorm.names
    given = names["many"], names["many_labels"]

    def seen(kinds: tuple[str, ...], steps: int, batch: int) -> tuple[float, float]:
        params, running, losses = names["descend"](kinds, *given, 1.0, steps, batch)
        scores = names["forward"](params, running, names["unseen"], kinds, False)[0]
        return float(np.mean(losses[-20:])), float(np.mean(scores.argmax(axis=1) == names["unseen_labels"]))

    assert seen(names["plain"], 2000, 50)[0] > 2.2
    (loss, right), (small_loss, small_right) = seen(names["normed"], 200, 50), seen(names["normed"], 200, 4)
    assert loss < 0.6
    assert right > 0.75
    assert small_loss > 1.5
    assert small_right < 0.65
