"""Controls and the frames they bring."""

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
import pytest

from course.plots.style import new_figure
from course.widgets.live.canvas import Canvas
from course.widgets.live.controls import Choice, Slider, make_control
from course.widgets.live.explore import explore
from tests.course.pixels import pixels


class Cross:
    """A marker that moves, in axes that grow with `reach`."""

    words = "A cross."
    controls = (Slider("x", "x", 0.0, 1.0, 0.1, 0.5), Choice("reach", "reach", (1, 2), 1))

    def __init__(self) -> None:
        self.figure = new_figure(2.0, 2.0)
        self._ax = self.figure.add_subplot(xlim=(0, 1), ylim=(0, 1))
        (self._cross,) = self._ax.plot([], [], "x")
        self.moving = [self._cross]

    def update(self, x: float, reach: int) -> bool:
        if x == 0.0:
            raise ZeroDivisionError("x < 1 & x = 0")
        self._cross.set_data([x], [0.5])
        grown = self._ax.get_xlim()[1] != reach
        self._ax.set_xlim(0, reach)
        return grown


def test_a_frame_over_the_kept_background_is_the_one_drawn_in_full() -> None:
    view = Cross()
    canvas = Canvas(view.figure, view.moving)
    view.update(0.3, 1)
    canvas.frame()
    view.update(0.8, 1)
    np.testing.assert_array_equal(pixels(canvas.frame()), pixels(canvas.frame(full=True)))
    assert canvas.frame(full=view.update(0.8, 2)) != canvas.frame(full=view.update(0.8, 1))


def test_a_layer_is_drawn_once_for_each_thing_that_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    view, drawn = Cross(), []
    axis = view.figure.axes[0].xaxis
    draw = type(axis).draw
    monkeypatch.setattr(type(axis), "draw", lambda self, renderer: (drawn.append(self), draw(self, renderer)))
    canvas = Canvas(view.figure, view.moving, lambda: [[axis]])
    seen = {}
    for reach in (1, 2, 1, 2):
        view.update(0.5, reach)
        seen.setdefault(reach, set()).add(canvas.frame((reach,)))
    assert [len(frames) for frames in seen.values()] == [1, 1]
    assert seen[1] != seen[2]
    assert len([one for one in drawn if one is axis]) == 2
    view.figure.axes[0].set_title("another")
    assert {canvas.frame(full=True)} == seen[2], "the rest is not drawn again"


def test_a_layer_is_kept_where_one_above_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    view, drawn = Cross(), []
    axis, other = view.figure.axes[0].xaxis, view.figure.axes[0].yaxis
    draw = type(axis).draw
    monkeypatch.setattr(type(axis), "draw", lambda self, renderer: (drawn.append("x"), draw(self, renderer)))
    monkeypatch.setattr(type(other), "draw", lambda self, renderer: drawn.append("y"))
    canvas = Canvas(view.figure, view.moving, lambda: [[axis], [other]])
    for lower, upper in ((1, 1), (1, 2), (2, 2), (1, 1)):
        drawn.append(f"{lower}{upper}")
        canvas.frame((lower, upper))
    assert drawn == ["11", "x", "y", "12", "y", "22", "x", "y", "11"]


def test_a_picture_that_shows_1_is_not_the_one_of_before() -> None:
    view = Cross()
    canvas = Canvas(view.figure, view.moving, lambda: [[view.figure.axes[0].xaxis]])
    view.update(0.5, 1)
    before = canvas.frame()
    view.update(0.5, 2)
    assert canvas.frame(full=(1,)) != before


def test_what_a_students_function_raises_stands_under_the_controls(look: Callable[[str], Any]) -> None:
    seen = look("person")
    explore(Cross, "course.widgets.live")
    x, reach = seen.controls
    x.value = 0.0
    assert "Your function raised ZeroDivisionError: x &lt; 1 &amp; x = 0" in seen.complaints
    assert len(seen.frames) == 1
    x.value = 0.2
    reach.value = 2
    assert seen.complaints == ""
    assert len(seen.frames) == 3


@pytest.mark.parametrize(
    ("control", "kind"),
    [
        (Slider("n", "n", 0, 9, 1, 3), "IntSlider"),
        (Slider("p", "p", 0.0, 0.9, 0.1, 0.3), "FloatSlider"),
        (Slider("step", "step", 0, 9, 1, 3, play=True), "HBox"),
        (Choice("f", "f", ("relu", "tanh"), "tanh"), "ToggleButtons"),
        (Choice("n", "n", (1, 10, 100), 10, slider=True), "SelectionSlider"),
    ],
)
def test_each_control_has_its_widget(control: Slider | Choice, kind: str) -> None:
    widget = make_control(control, lambda name, value: None)
    assert type(widget).__name__ == kind
    assert [
        part for part in (widget, *getattr(widget, "children", ())) if getattr(part, "value", None) == control.value
    ]


@pytest.mark.parametrize(
    ("slider", "text"),
    [(Slider("x", "x", -6.0, 6.0, 0.1, -1.0), ".1f"), (Slider("p", "p", 0.0, 0.9, 0.05, 0.5), ".2f")],
)
def test_a_slider_says_its_value_with_the_digits_of_its_step(slider: Slider, text: str) -> None:
    assert make_control(slider, lambda name, value: None).readout_format == text


def test_a_value_that_the_page_writes_otherwise_is_the_same_and_brings_no_frame(look: Callable[[str], Any]) -> None:
    class Twice(Cross):
        told: ClassVar[list[float]] = []

        def update(self, x: float, reach: int) -> bool:
            self.told.append(x)
            return super().update(x, reach)

    seen = look("person")
    explore(Twice, "course.widgets.live")
    seen.controls[0].value = 0.49999999999999994
    assert len(seen.frames) == 1
    seen.controls[0].value = 0.1 + 0.2
    assert (Twice.told, len(seen.frames)) == ([0.5, 0.3], 2)


def test_a_program_sees_the_still_value_and_a_person_the_first(look: Callable[[str], Any]) -> None:
    class Still(Cross):
        controls = (Slider("x", "x", 0.0, 1.0, 0.1, 0.5, still=0.9), Choice("reach", "reach", (1, 2), 1))
        at = 0.0

        def update(self, x: float, reach: int) -> bool:
            Still.at = x
            return super().update(x, reach)

    for audience, value in (("program", 0.9), ("person", 0.5)):
        look(audience)
        explore(Still, "course.widgets.live")
        assert Still.at == value
