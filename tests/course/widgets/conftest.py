"""A notebook without a notebook: what an explorer displays, kept in lists."""

import base64
from collections.abc import Callable, Iterator
from typing import Any

import ipywidgets
import pytest
from IPython.display import Markdown

VARIABLES = ("NBGRADER_EXECUTION", "NBGRADER_VALIDATING", "JPY_SESSION_NAME", "VSCODE_PID")
CONTROLS = (ipywidgets.IntSlider, ipywidgets.FloatSlider, ipywidgets.SelectionSlider, ipywidgets.ToggleButtons)


class FrontEnd:
    """What is seen below a cell.

    `frames` are the PNGs, one after the other, of all `screens` places; `lines` are texts, `complaints` what stands
    under the controls at the moment.
    """

    def __init__(self) -> None:
        self.frames: list[bytes] = []
        self.captions: list[str] = []
        self.lines: list[str] = []
        self._widgets: list[Any] = []
        self.screens = 0

    def display(self, shown: Any, raw: bool = False, display_id: bool = False) -> "FrontEnd":
        """In place of IPython's display; is its own handle."""
        if raw:
            self.screens += 1
            self.update(shown, raw=True)
        elif isinstance(shown, Markdown):
            self.lines.append(shown.data)
        else:
            self._widgets.append(shown)
        return self

    def update(self, bundle: dict[str, str], raw: bool) -> None:
        """In place of a DisplayHandle's update."""
        self.frames.append(base64.b64decode(bundle["image/png"]))
        self.captions.append(bundle["text/plain"])

    @property
    def controls(self) -> list[Any]:
        return [widget for widget in _flat(self._widgets) if isinstance(widget, CONTROLS)]

    @property
    def complaints(self) -> str:
        return "".join(widget.value for widget in _flat(self._widgets) if isinstance(widget, ipywidgets.HTML))


def _flat(shown: Any) -> Iterator[Any]:
    for widget in shown:
        yield widget
        yield from _flat(getattr(widget, "children", ()))


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], FrontEnd]:
    """Let a person, a program or nobody look; returns what they see."""

    def see(audience: str) -> FrontEnd:
        front_end = FrontEnd()
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        if audience == "person":
            monkeypatch.setenv("JPY_SESSION_NAME", "a.ipynb")
        monkeypatch.setattr("course.plots.audience._in_notebook", lambda: audience != "nobody")
        monkeypatch.setattr("IPython.display.display", front_end.display)
        return front_end

    return see
