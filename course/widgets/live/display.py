"""What appears below a cell: a picture that stays in the file, widgets, a line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.plots.render import output

if TYPE_CHECKING:
    from IPython.core.display_functions import DisplayHandle
    from ipywidgets import Widget


class Still:
    """The picture that stays in the notebook's file as an ordinary PNG, for pages on which nothing moves."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._handle: DisplayHandle | None = None

    def show(self, png: bytes, words: str) -> None:
        """Display it at the first call, replace it from then on."""
        from IPython.display import display

        data, metadata = output(png, self._width, words)
        if self._handle is None:
            self._handle = display(data, metadata=metadata, raw=True, display_id=True)
        else:
            self._handle.update(data, metadata=metadata, raw=True)


def show_widget(widget: Widget) -> None:
    """Display an ipywidget."""
    from IPython.display import display

    display(widget)


def say(text: str) -> None:
    """A line of Markdown."""
    from IPython.display import Markdown, display

    display(Markdown(text))


def note(text: str) -> None:
    """A line of HTML."""
    from IPython.display import HTML, display

    display(HTML(text))
