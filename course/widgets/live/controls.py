"""Sliders and choices: what an explorer asks for, and the ipywidgets that it gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ipywidgets import Widget

PLAY_INTERVAL_MS = 900


@dataclass(frozen=True, slots=True)
class Slider:
    """A number from low to high; whole when step is. With `play`, a button moves it on by itself.

    `still` is its value in a picture that nobody can move, where that is another one.
    """

    name: str
    label: str
    low: float
    high: float
    step: float
    value: float
    play: bool = False
    still: float | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several options; in their order along a slider when `slider` is set."""

    name: str
    label: str
    options: tuple[Any, ...]
    value: Any
    slider: bool = False


Control = Slider | Choice


def still_value(control: Control) -> Any:
    """The value of a control in a picture that nobody can move."""
    still = control.still if isinstance(control, Slider) else None
    return control.value if still is None else still


def make_control(control: Control, changed: Callable[[str, Any], None]) -> Widget:
    """The ipywidget of a control, which calls `changed(name, value)`."""
    widget = _choice(control) if isinstance(control, Choice) else _slider(control)
    widget.observe(lambda change: changed(control.name, _meant(control, change["new"])), names="value")
    return _playable(control, widget) if isinstance(control, Slider) and control.play else widget


def _meant(control: Control, value: Any) -> Any:
    """The page says 0.19999999999999998 for 0.2, and says so before anybody has moved anything."""
    return round(value, _decimals(control)) if isinstance(control, Slider) and _decimals(control) else value


def _decimals(control: Slider) -> int:
    """How many the numbers of a slider have; 0 where all are whole."""
    return max(len(f"{number:g}".partition(".")[2]) for number in (control.low, control.step))


def _choice(control: Choice) -> Widget:
    import ipywidgets

    words = {"description": control.label, "value": control.value, "options": control.options}
    if control.slider:
        return ipywidgets.SelectionSlider(**words, style={"description_width": "initial"})
    return ipywidgets.ToggleButtons(**words, style={"button_width": "auto", "description_width": "initial"})


def _slider(control: Slider) -> Widget:
    import ipywidgets

    decimals = _decimals(control)
    kind = ipywidgets.FloatSlider if decimals else ipywidgets.IntSlider
    return kind(
        description=control.label,
        value=control.value,
        min=control.low,
        max=control.high,
        step=control.step,
        readout_format=f".{decimals}f" if decimals else "d",
        style={"description_width": "initial"},
        layout=ipywidgets.Layout(width="300px"),
    )


def _playable(control: Slider, slider: Widget) -> Widget:
    import ipywidgets

    limits = {"min": int(control.low), "max": int(control.high), "step": int(control.step)}
    play = ipywidgets.Play(value=int(control.value), interval=PLAY_INTERVAL_MS, **limits)
    ipywidgets.jslink((play, "value"), (slider, "value"))
    return ipywidgets.HBox([play, slider])
