"""The loss so far, and what the network has learned at one moment."""

from __future__ import annotations

from typing import Any

from course.plots.style import INK, ORANGE, new_figure, polish
from course.widgets.live.controls import Choice
from course.widgets.live.curves import Curves
from course.widgets.live.progress import ProgressBar
from course.widgets.networks import Data, Moment, Params

from .model import Predict, TrainingRecord
from .panels import panel


class TrainingView:
    """Left: the loss so far. Right, where `predict` is given: what the network has learned at one moment."""

    def __init__(self, data: Data, steps: int, predict: Predict | None, title: str) -> None:
        self._record, self._seconds, self._title = TrainingRecord(steps), 0.0, title
        self.words = ""
        self.figure = new_figure(7.2, 4.2 if predict else 3.6)
        grid = self.figure.add_gridspec(2, 2 if predict else 1, height_ratios=(1, 14))
        self._progress = ProgressBar(self.figure.add_subplot(grid[0, :]), steps, title)
        self._curves = Curves(polish(self.figure.add_subplot(grid[1, 0]), xlabel="step"), ["loss"], steps)
        (self._cursor,) = self._curves.axes.plot([], [], "o", color=ORANGE, markersize=7, zorder=5)
        self.moving: list[Any] = [*self._progress.moving, *self._curves.lines.values(), self._cursor]
        self._panel = None
        if predict:
            ax = self.figure.add_subplot(grid[1, 1])
            self._panel = panel(ax, data, predict)
            self._note = ax.set_title("", fontsize=9.5, color=INK, loc="left")
            self.moving += [*self._panel.moving, self._note]

    @property
    def controls(self) -> tuple[Choice, ...]:
        """A slider over the moments that are remembered, where there is something to see in them."""
        steps = tuple(self._record.kept)
        if self._panel is None or len(steps) < 2:
            return ()
        return (Choice("step", "go back to step", steps, steps[-1], slider=True),)

    def take(self, moment: Moment, seconds: float) -> None:
        """Remember a moment."""
        self._record.add(moment)
        self._seconds = seconds

    def show(self) -> bool:
        """Show the moment taken last."""
        latest = self._record.latest
        return latest is not None and self._show(latest.step, latest.params)

    def update(self, step: int) -> bool:
        """Show a moment of the past."""
        return self._show(step, self._record.kept[step])

    def _show(self, step: int, params: Params) -> bool:
        losses = self._record.losses
        self._progress.update(len(losses), self._seconds, self._record.warning)
        self._cursor.set_data([step], [losses[step - 1]])
        self.words = f"{self._title}: after step {step} of {len(losses)} the loss is {losses[step - 1]:.3g}"
        self.words += f"; it began at {losses[0]:.3g}."
        if self._panel is not None:
            good = self._panel.show(params)
            self._note.set_text(f"after step {step}: {good}")
            self.words += f" Then {good}."
        return self._curves.update({"loss": losses})
