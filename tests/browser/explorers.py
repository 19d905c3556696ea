"""A notebook with a cell for each explorer, and keys that move the first control of an explorer on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat

from course import widgets

NAMES = tuple(widgets.registry())
SETUP = """
from importlib import import_module
from course import widgets

def opened(name):
    sample = import_module(f"course.widgets.explorers.{name}.sample")
    returned = getattr(widgets, name)(**sample.arguments())
    if returned is not None:
        sample.use(returned)
"""
SLIDER, CHOICE, STOP = ".course-live .noUi-handle", ".course-live .widget-toggle-buttons", ".course-stop"


def opening(name: str) -> str:
    """The cell that opens an explorer with the arguments of its sample."""
    return f"opened({name!r})"


def write_notebook(path: Path, sources: list[str]) -> None:
    """A notebook of these cells."""
    written = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    written.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(written, path)


def await_end(output: Any) -> None:
    """Wait for the picture, and for the end of its loop where it has one."""
    output.locator(".course-live img.widget-image").wait_for()
    output.locator(STOP).wait_for(state="detached")


def presses(output: Any) -> Iterator[Callable[[], None]]:
    """Endless keys or clicks that give the first slider, or choice, one value after the other; none without a control.

    A slider goes to its upper end and back again, a choice from option to option.
    """
    keyboard = output.page.keyboard
    slider = output.locator(SLIDER).first
    options = output.locator(CHOICE).first.locator("button")
    if slider.count():
        slider.focus()
        key = "ArrowRight"
        while True:
            low, now, high = (float(slider.get_attribute(f"aria-value{part}")) for part in ("min", "now", "max"))
            key = {low: "ArrowRight", high: "ArrowLeft"}.get(now, key)
            yield lambda key=key: keyboard.press(key)  # type: ignore[misc]
    while options.count():
        pressed = [option.get_attribute("aria-pressed") == "true" for option in options.all()]
        yield options.nth((pressed.index(True) + 1) % len(pressed)).click
