"""Loops over time: moments come one after the other, and are drawn as often as there is time for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any, Protocol

from course.plots.audience import audience
from course.widgets.live.canvas import Canvas
from course.widgets.live.display import Screen, say_not_written
from course.widgets.live.explore import View, show_controls
from course.widgets.live.pace import Pace

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

SHARE_OF_TIME = 0.5


class MovingView(Protocol):
    """A figure that follows a loop.

    `take(moment, seconds)` keeps a moment, at once, and `show()` draws what was taken last; it is true when the picture
    must be redrawn in full. `figure` and `moving` are asked for after the first `show`. One that is a `View` as well
    has controls when the loop has ended, with which a person goes back in it.
    """

    @property
    def figure(self) -> Figure: ...
    @property
    def moving(self) -> Sequence[Artist]: ...
    @property
    def caption(self) -> str: ...
    def take(self, moment: Any, seconds: float) -> None: ...
    def show(self) -> bool: ...


def watch(make_view: Callable[[], MovingView], moments: Iterable[Any]) -> None:
    """Show a loop to a person while it runs, its last moment to a program, and do nothing in grading.

    A function of the student's that is not written yet gives one line of text in place of a traceback.
    """
    if audience() == "nobody":
        return
    loop = WatchedLoop(make_view())
    try:
        for moment in moments:
            loop.take(moment)
        loop.end()
    except NotImplementedError as error:
        say_not_written(error)


class WatchedLoop:
    """The same for a loop that somebody else runs: it hands in its moments, and says when it ends."""

    def __init__(self, view: MovingView, share: float = SHARE_OF_TIME) -> None:
        self._view, self._pace, self._looking = view, Pace(share), audience()
        self._screen = Screen(view.caption)
        self._canvas: Canvas | None = None
        self._taken = False
        self.begin()

    def begin(self) -> None:
        """Count the time from now on."""
        self._began = perf_counter()

    def take(self, moment: Any) -> None:
        """Add a moment, and draw it when it is time."""
        self._view.take(moment, perf_counter() - self._began)
        self._taken = True
        if self._looking == "person" and self._pace.due():
            with self._pace.drawing():
                self._draw()

    def end(self) -> None:
        """Draw the last moment, and offer to a person to go back."""
        if self._looking == "nobody" or not self._taken:
            return
        canvas = self._draw(last=True)
        if self._looking == "person" and isinstance(self._view, View) and self._view.controls:
            show_controls(self._view, canvas, self._screen)

    def _draw(self, last: bool = False) -> Canvas:
        full = self._view.show() or last
        if self._canvas is None:
            self._canvas = Canvas(self._view.figure, self._view.moving)
        self._screen.show(self._canvas.frame(full))
        return self._canvas
