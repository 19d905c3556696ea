"""No curve runs through a legend, wherever the sliders stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from course.plots.style import legend, legend_below, new_axes
from course.widgets.live.controls import Control, Slider
from tests.course.widgets import demonstrations
from tests.course.widgets.legends import crossings

PLACES, DRAWS = 7, 25


def values(control: Control) -> list[Any]:
    """Places along a control, its ends among them."""
    if not isinstance(control, Slider):
        return list(control.options)
    count = min(PLACES, round((control.high - control.low) / control.step) + 1)
    steps = np.linspace(0, round((control.high - control.low) / control.step), count).round()
    kind = int if control.step == int(control.step) else float
    return [kind(control.low + step * control.step) for step in steps]


def positions(controls: Sequence[Control], rng: np.random.Generator) -> Iterator[dict[str, Any]]:
    """Each control from end to end with the others at rest, then some of all that can be set."""
    rest = {control.name: control.value for control in controls}
    for control in controls:
        yield from ({**rest, control.name: value} for value in values(control))
    choices = {control.name: values(control) for control in controls}
    for _ in range(DRAWS):
        yield {name: few[rng.integers(len(few))] for name, few in choices.items()}


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What runs through a legend of the explorer that is demonstrated, and where the sliders stood then."""
    found: dict[str, Any] = {}

    def album(_: str, view: Any, states: Any) -> None:
        for number, state in enumerate(positions(view.controls, np.random.default_rng(0))):
            view.update(**state)
            look(view.figure, state, is_first=not number)

    def film(view: Any, moments: Iterator[Any], wanted: Sequence[int]) -> None:
        for number, moment in enumerate(moments, 1):
            view.take(moment, 0.0)
            if number in wanted:
                view.show()
                look(view.figure, number, is_first=number == wanted[0])

    def look(figure: Any, state: Any, *, is_first: bool) -> None:
        if is_first:
            figure.canvas.draw()
            figure.set_layout_engine("none")  # as it is shown: whatever changes later, the axes stay in their places
        for name in crossings(figure):
            found.setdefault(name, state)

    monkeypatch.setattr(demonstrations, "album", album)
    monkeypatch.setattr(demonstrations, "film", film)
    return found


@pytest.mark.parametrize("name", demonstrations.MAKERS)
def test_nothing_runs_through_a_legend(name: str, seen: dict[str, Any]) -> None:
    demonstrations.MAKERS[name]()
    assert seen == {}


@pytest.mark.parametrize(
    ("place", "crossed"), [(legend, ["a title: across"]), (lambda ax: legend_below(ax, 1), [])], ids=["in", "below"]
)
def test_what_crosses_a_legend_is_found(place: Callable[[Any], None], crossed: list[str]) -> None:
    """Of the look itself: a line whose two ends lie far outside, and another one that keeps away."""
    ax = new_axes()
    ax.set_title("a title", loc="left")
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.plot([-1e6, 1e6], [0.9, 0.9], label="across")
    ax.plot([0.0, 0.2], [0.1, 0.1], label="away")
    place(ax)
    ax.figure.canvas.draw()
    assert list(crossings(ax.figure)) == crossed
