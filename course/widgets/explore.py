"""Controls above, picture below: what all explorers share."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from course.plots.frontend import where
from course.widgets.canvas import Canvas, Picture

if TYPE_CHECKING:
    from ipywidgets import Widget
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

PLAY_INTERVAL_MS = 900


@dataclass(frozen=True, slots=True)
class Slider:
    """A number from low to high; whole when step is. With `play`, a button moves it on by itself."""

    name: str
    label: str
    low: float
    high: float
    step: float
    value: float
    play: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several options; in their order along a slider when `slider` is set."""

    name: str
    label: str
    options: tuple[Any, ...]
    value: Any
    slider: bool = False


Control = Slider | Choice


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
    place = where()
    if place == "nowhere":
        return
    try:
        view = make_view()
        values = {control.name: control.value for control in view.controls}
        view.update(**values)
    except NotImplementedError as error:
        not_written_yet(error)
        return
    canvas, picture = Canvas(view.figure, view.moving), Picture(view.caption)
    if place == "live":
        _show_controls(view, values, canvas, picture)
    picture.show(canvas.frame())


def not_written_yet(error: NotImplementedError) -> None:
    """Say which function is still the starter."""
    from IPython.display import Markdown, display

    trace, name = error.__traceback__, ""
    while trace is not None:
        name, trace = trace.tb_frame.f_code.co_name, trace.tb_next
    display(Markdown(f"`{name}` is not written yet. Write it, run its cell, then run this cell again."))


def _show_controls(view: View, values: dict[str, Any], canvas: Canvas, picture: Picture) -> None:
    import ipywidgets
    from IPython.display import display

    message = ipywidgets.HTML()

    def changed(name: str, value: Any) -> None:
        values[name] = value
        try:
            full = view.update(**values)
        except Exception as error:
            message.value = _complaint(error)
            return
        message.value = ""
        picture.show(canvas.frame(full))

    boxes = [make_control(control, changed) for control in view.controls]
    layout = ipywidgets.Layout(flex_flow="row wrap", margin="4px 0")
    display(ipywidgets.VBox([ipywidgets.HBox(boxes, layout=layout), message]))


def _complaint(error: Exception) -> str:
    text = html.escape(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)
    return f'<span style="color: #CC3311">Your function raised {text}</span>'


def make_control(control: Control, changed: Callable[[str, Any], None]) -> Widget:
    """The ipywidget of a control, which calls `changed(name, value)`."""
    widget = _widget(control)
    widget.observe(lambda change: changed(control.name, change["new"]), names="value")
    return _playable(control, widget) if isinstance(control, Slider) and control.play else widget


def _widget(control: Control) -> Any:
    import ipywidgets

    style = {"description_width": "initial"}
    common: dict[str, Any] = {"description": control.label, "value": control.value, "style": style}
    if isinstance(control, Choice):
        kind = ipywidgets.SelectionSlider if control.slider else ipywidgets.ToggleButtons
        if not control.slider:
            common["style"] = {"button_width": "auto", "description_width": "initial"}
        return kind(options=control.options, **common)
    whole = all(float(number).is_integer() for number in (control.low, control.step))
    kind = ipywidgets.IntSlider if whole else ipywidgets.FloatSlider
    limits = {"min": control.low, "max": control.high, "step": control.step}
    return kind(**limits, **common, layout=ipywidgets.Layout(width="300px"))


def _playable(control: Slider, slider: Widget) -> Widget:
    import ipywidgets

    limits = {"min": int(control.low), "max": int(control.high), "step": int(control.step)}
    play = ipywidgets.Play(value=int(control.value), interval=PLAY_INTERVAL_MS, **limits)
    ipywidgets.jslink((play, "value"), (slider, "value"))
    return ipywidgets.HBox([play, slider])
