"""What appears below a cell: pictures that can be replaced, widgets, a line of text."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from course.checks.failure import not_written, raised_in

if TYPE_CHECKING:
    from IPython.core.display_functions import DisplayHandle
    from ipywidgets import Widget


class Screen:
    """A place for frames below the cell; the last one stays in the notebook's file as an ordinary output."""

    def __init__(self, caption: str) -> None:
        self._caption = caption
        self._handle: DisplayHandle | None = None

    def show(self, png: bytes) -> None:
        """Display a frame at the first call, replace it from then on."""
        from IPython.display import display

        bundle = {"image/png": base64.b64encode(png).decode("ascii"), "text/plain": self._caption}
        if self._handle is None:
            self._handle = display(bundle, raw=True, display_id=True)
        else:
            self._handle.update(bundle, raw=True)


def show_widget(widget: Widget) -> None:
    """Display an ipywidget."""
    from IPython.display import display

    display(widget)


def say_not_written(error: NotImplementedError) -> None:
    """Say which function is still the starter."""
    from IPython.display import Markdown, display

    display(Markdown(not_written(f"`{raised_in(error)}`")))
