"""Controls above, picture below: what all explorers share."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from course.plots.audience import audience
from course.widgets.live.canvas import Canvas
from course.widgets.live.controls import Control, make_control
from course.widgets.live.display import Screen, say_not_written, show_widget

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure


@runtime_checkable
class View(Protocol):
    """A figure, what moves in it, and how values of the controls change it.

    `update(**values)` takes a value for each control, and is true when the picture must be redrawn in full.
    """

    @property
    def figure(self) -> Figure: ...
    @property
    def moving(self) -> Sequence[Artist]: ...
    @property
    def controls(self) -> Sequence[Control]: ...
    @property
    def caption(self) -> str: ...
    @property
    def update(self) -> Callable[..., bool]: ...


def explore(make_view: Callable[[], View]) -> None:
    """Show a view with its controls to a person, its picture to a program, and nothing in grading.

    A function of the student's that is not written yet gives one line of text in place of a traceback.
    """
    looking = audience()
    if looking == "nobody":
        return
    try:
        view = make_view()
        view.update(**{control.name: control.value for control in view.controls})
    except NotImplementedError as error:
        say_not_written(error)
        return
    canvas, screen = Canvas(view.figure, view.moving), Screen(view.caption)
    if looking == "person":
        show_controls(view, canvas, screen)
    screen.show(canvas.frame())


def show_controls(view: View, canvas: Canvas, screen: Screen) -> None:
    """Display a view's controls; moving one brings a new frame, or a complaint about the student's function."""
    import ipywidgets

    values = {control.name: control.value for control in view.controls}
    message = ipywidgets.HTML()

    def changed(name: str, value: Any) -> None:
        values[name] = value
        try:
            full = view.update(**values)
        except Exception as error:
            message.value = _complaint(error)
            return
        message.value = ""
        screen.show(canvas.frame(full))

    boxes = [make_control(control, changed) for control in view.controls]
    layout = ipywidgets.Layout(flex_flow="row wrap", margin="4px 0")
    show_widget(ipywidgets.VBox([ipywidgets.HBox(boxes, layout=layout), message]))


def _complaint(error: Exception) -> str:
    text = html.escape(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)
    return f'<span style="color: #CC3311">Your function raised {text}</span>'
