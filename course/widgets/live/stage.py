"""A live picture with its controls, for a person: quick frames while it moves, a fine one when it rests."""

from __future__ import annotations

import html
import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol

from course.widgets.live.controls import Control, make_control
from course.widgets.live.display import Still, note, show_widget
from course.widgets.live.page import BUSY, LIVE, SAID, STILL, head

if TYPE_CHECKING:
    from ipywidgets import Widget

REST_S, PREPARE_S = 0.4, 0.3
SLOW_S = 0.15  # who waits longer is told why
COMPUTING = "computing …"


class Picture(Protocol):
    """What can be drawn, `width` pixels across: quickly, and finely (see `Canvas`)."""

    @property
    def width(self) -> int: ...
    def frame(self, full: Hashable = False) -> bytes: ...
    def fine(self) -> bytes: ...


class Stage:
    """Shows a picture in a widget, whose state a page that is loaded anew asks for, and keeps it in the file as well.

    Args:
        picture: what is drawn.
        words: what is seen now, for those who do not see it.
        buttons: what stands above the picture at first.
    """

    def __init__(self, picture: Picture, words: Callable[[], str], buttons: Sequence[Widget] = ()) -> None:
        import ipywidgets

        self._picture, self._words = picture, words
        self._image = ipywidgets.Image(format="png", layout={"width": f"{picture.width}px"})
        self._said, self._message = ipywidgets.HTML(), ipywidgets.HTML()
        self._said.add_class(SAID)
        self._controls = ipywidgets.HBox(buttons, layout={"flex_flow": "row wrap", "margin": "4px 0"})
        page = ipywidgets.HTML(head(), layout={"display": "none"})
        self._box = ipywidgets.VBox([page, self._controls, self._message, self._image, self._said])
        self._box.add_class(LIVE)
        self._still = Still(picture.width)
        self._lock = threading.RLock()
        self._rest: threading.Timer | None = None

    def open(self) -> None:
        """Display it all."""
        self._paint(picture := self._picture.fine(), "png")
        show_widget(self._box)
        note(STILL)
        self._still.show(picture, self._words())
        _later(PREPARE_S, self._prepare)

    def control(self, controls: Sequence[Control], update: Callable[..., Hashable]) -> None:
        """Put controls above the picture; moving one brings a new frame, or a complaint about a student's function."""
        values = {control.name: control.value for control in controls}

        def changed(name: str, value: Any) -> None:
            if values[name] == value:
                return
            values[name] = value
            with self._complaining(), self._computing():
                self.draw(lambda: update(**values))

        self._controls.children = [make_control(control, changed) for control in controls]

    def draw(self, update: Callable[[], Hashable]) -> None:
        """Change the picture, and show it; what `update` returns is for `Picture.frame`."""
        with self._lock:
            self._paint(self._picture.frame(update()), "jpeg")
        self._rest_soon()

    def rest(self) -> None:
        """Show the picture in fine pixels, here and in the file."""
        with self._lock:
            self._paint(picture := self._picture.fine(), "png")
            self._still.show(picture, self._words())

    def _paint(self, picture: bytes, kind: str) -> None:
        self._said.value = html.escape(self._words())  # first: who sees the new picture is to hear of it
        with self._image.hold_sync():
            self._image.format, self._image.value = kind, picture

    def _rest_soon(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
        self._rest = _later(REST_S, self._come_to_rest)

    def _come_to_rest(self) -> None:
        self.rest()
        self._prepare()

    def _prepare(self) -> None:
        """Draw what the next quick frame needs and does not change, while nobody waits."""
        with self._lock, suppress(Exception):  # what cannot be drawn is said by the frame that needs it
            self._picture.frame()

    @contextmanager
    def _computing(self) -> Iterator[None]:
        """Say so when it takes longer than a moment."""
        words = f'<span class="{BUSY}">{COMPUTING}</span>'  # beside the picture, which stays where it is
        waiting = _later(SLOW_S, lambda: setattr(self._message, "value", words))
        try:
            yield
        finally:
            waiting.cancel()
            waiting.join()

    @contextmanager
    def _complaining(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            self._message.value = f"<b>✗ Your function raised {html.escape(text)}</b>"
        else:
            self._message.value = ""


def _later(seconds: float, act: Callable[[], None]) -> threading.Timer:
    """Act in so many seconds, in a thread."""
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()
    return timer
