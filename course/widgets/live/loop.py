"""Loops over time: moments come one after the other, and are drawn so that a person can follow them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any, Protocol

from course.audience import audience
from course.widgets.live.canvas import Canvas
from course.widgets.live.demonstration import demonstrate
from course.widgets.live.display import Still
from course.widgets.live.explore import View
from course.widgets.live.pace import Film, Pace
from course.widgets.live.page import STOP
from course.widgets.live.stage import Stage

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure


class MovingView(Protocol):
    """A figure that follows a loop.

    `take(moment, seconds)` keeps a moment, at once, and `show()` draws what was taken last; it is true when the picture
    must be redrawn in full. `figure` and `moving` are asked for after the first `show`, and `words` tell what is seen.
    One that is a `View` as well has controls when the loop has ended, with which a person goes back in it.
    """

    @property
    def figure(self) -> Figure: ...
    @property
    def moving(self) -> Sequence[Artist]: ...
    @property
    def words(self) -> str: ...
    def take(self, moment: Any, seconds: float) -> None: ...
    def show(self) -> bool: ...


def watch(make_view: Callable[[], MovingView], moments: Iterable[Any], total: int, explorer: str) -> None:
    """Show a loop to a person while it runs, its last moment to a program, and do nothing in grading.

    A person may end it early, with its button or with the kernel's.

    Args:
        make_view: makes what shows it.
        moments: what the loop hands over, about `total` times.
        explorer: the package of the explorer, which has a demonstration for functions that are not written yet.
    """
    if audience() == "nobody":
        return
    loop = WatchedLoop(make_view(), Film(total), can_stop=True)
    try:
        for moment in moments:
            loop.take(moment)
            if loop.stopped:
                break
    except KeyboardInterrupt:
        pass
    except NotImplementedError as error:
        demonstrate(explorer, error)
        return
    loop.end()


class WatchedLoop:
    """The same for a loop that somebody else runs: it hands in its moments, and says when it ends.

    `stopped` becomes true when a person has pressed the button that is there with `can_stop`.
    """

    def __init__(self, view: MovingView, pace: Pace, can_stop: bool = False) -> None:
        self._view, self._pace, self._looking, self._can_stop = view, pace, audience(), can_stop
        self._stage: Stage | None = None
        self._taken = self.stopped = False
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
        if self._looking == "program":
            self._view.show()
            canvas = Canvas(self._view.figure, self._view.moving)
            Still(canvas.width).show(canvas.fine(), self._view.words)
            return
        stage = self._draw()
        if isinstance(self._view, View):
            stage.control(self._view.controls, self._view.update)
        else:
            stage.control((), lambda: False)
        stage.rest()

    def _draw(self) -> Stage:
        if self._stage is not None:
            self._stage.draw(self._view.show)
            return self._stage
        self._view.show()
        canvas = Canvas(self._view.figure, self._view.moving)
        self._stage = Stage(canvas, lambda: self._view.words, [self._stop_button()] if self._can_stop else ())
        self._stage.open()
        return self._stage

    def _stop_button(self) -> Any:
        import ipywidgets

        button = ipywidgets.Button(description="stop here", icon="stop")
        button.on_click(lambda _: self._stop())
        button.add_class(STOP)
        return button

    def _stop(self) -> None:
        self.stopped = True
