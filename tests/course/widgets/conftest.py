"""A notebook without a notebook: what an explorer displays, kept in lists."""

import base64
from collections.abc import Callable, Iterator
from typing import Any

import ipywidgets
import pytest
from IPython.display import Markdown

from course.plots.look import SAID

VARIABLES = ("NBGRADER_EXECUTION", "NBGRADER_VALIDATING", "JPY_SESSION_NAME", "VSCODE_PID")
CONTROLS = (ipywidgets.IntSlider, ipywidgets.FloatSlider, ipywidgets.SelectionSlider, ipywidgets.ToggleButtons)


class FrontEnd:
    """What is seen below a cell.

    `frames` are the PNGs of live pictures, one after the other, and `stills` those that stay in the file, with their
    `words`; `lines` are texts, `complaints` what stands under the controls at the moment.
    """

    def __init__(self) -> None:
        self.frames: list[bytes] = []
        self.stills: list[bytes] = []
        self.words: list[str] = []
        self.lines: list[str] = []
        self._widgets: list[Any] = []
        self.places = 0

    def display(self, shown: Any, metadata: Any = None, raw: bool = False, display_id: bool = False) -> "FrontEnd":
        """In place of IPython's display; is its own handle."""
        if raw:
            self.places += 1
            self.update(shown, metadata, raw=True)
        elif isinstance(shown, Markdown):
            self.lines.append(shown.data)
        elif isinstance(shown, ipywidgets.Widget):
            self._widgets.append(shown)
            for image in self.images:
                self.frames.append(image.value)
                image.observe(lambda change: self.frames.append(change["new"]), names="value")
        return self

    def update(self, bundle: dict[str, str], metadata: Any, raw: bool) -> None:
        """In place of a DisplayHandle's update."""
        self.stills.append(base64.b64decode(bundle["image/png"]))
        self.words.append(bundle["text/plain"])
        assert metadata["image/png"]["alt"] == bundle["text/plain"]

    @property
    def controls(self) -> list[Any]:
        return [widget for widget in _flat(self._widgets) if isinstance(widget, CONTROLS)]

    @property
    def buttons(self) -> list[Any]:
        return [widget for widget in _flat(self._widgets) if isinstance(widget, ipywidgets.Button)]

    @property
    def images(self) -> list[Any]:
        return [widget for widget in _flat(self._widgets) if isinstance(widget, ipywidgets.Image)]

    @property
    def said(self) -> str:
        """What a screen reader says of the picture."""
        return "".join(text.value for text in _flat(self._widgets) if SAID in getattr(text, "_dom_classes", ()))

    @property
    def texts(self) -> list[str]:
        """What stands in HTML around the picture at the moment."""
        return [widget.value for widget in _flat(self._widgets) if isinstance(widget, ipywidgets.HTML)]

    @property
    def complaints(self) -> str:
        return "".join(text for text in self.texts if "Your function" in text)


def _flat(shown: Any) -> Iterator[Any]:
    for widget in shown:
        yield widget
        yield from _flat(getattr(widget, "children", ()))


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], FrontEnd]:
    """Let a person, a program or nobody look; returns what they see."""
    return lambda audience: see(audience, monkeypatch)


def see(audience: str, patch: pytest.MonkeyPatch) -> FrontEnd:
    """What a person, a program or nobody sees from now on."""
    front_end = FrontEnd()
    for name in VARIABLES:
        patch.delenv(name, raising=False)
    if audience == "person":
        patch.setenv("JPY_SESSION_NAME", "a.ipynb")
    patch.setattr("course.audience._in_notebook", lambda: audience != "nobody")
    patch.setattr("course.widgets.live.pace.SECONDS", 0.0)
    patch.setattr("course.widgets.live.stage.REST_S", 3600.0)
    patch.setattr("IPython.display.display", front_end.display)
    return front_end
