"""Controls above, picture below: what all explorers share."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from course.audience import audience
from course.widgets.live.canvas import Canvas
from course.widgets.live.controls import Control, still_value
from course.widgets.live.demonstration import demonstrate
from course.widgets.live.display import Still
from course.widgets.live.stage import Stage

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure


@runtime_checkable
class View(Protocol):
    """A figure, what moves in it, and how values of the controls change it.

    `update(**values)` takes a value for each control, and is true when the picture must be redrawn in full; `words`
    tell what is seen then to those who do not see it. One with `layers` names what that redraws; the rest of its figure
    never changes, and `update` may return a tuple of what each layer shows now (see `Canvas`).
    """

    @property
    def figure(self) -> Figure: ...
    @property
    def moving(self) -> Sequence[Artist]: ...
    @property
    def controls(self) -> Sequence[Control]: ...
    @property
    def words(self) -> str: ...
    @property
    def update(self) -> Callable[..., Hashable]: ...


def explore(make_view: Callable[[], View], explorer: str) -> None:
    """Show a view with its controls to a person, its picture to a program, and nothing in grading.

    Args:
        make_view: makes it; where a function of the student's is not written yet, a demonstration stands in.
        explorer: the package of the explorer, which has the demonstration.
    """
    looking = audience()
    if looking == "nobody":
        return
    try:
        view = make_view()
        choose = (lambda control: control.value) if looking == "person" else still_value
        view.update(**{control.name: choose(control) for control in view.controls})
    except NotImplementedError as error:
        demonstrate(explorer, error)
        return
    canvas = Canvas(view.figure, view.moving, lambda: getattr(view, "layers", ()))
    if looking == "program":
        Still(canvas.width).show(canvas.fine(), view.words)
        return
    stage = Stage(canvas, lambda: view.words)
    stage.control(view.controls, view.update)
    stage.open()
