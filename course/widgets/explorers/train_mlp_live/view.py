"""The loss so far, and the regions of the classes at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from course.plots.classes import classes, grid_points, limits_around, region_colours
from course.plots.style import ORANGE, SOFT, new_figure, polish
from course.widgets.live.controls import Choice
from course.widgets.live.curves import Curves
from course.widgets.live.progress import ProgressBar
from course.widgets.networks import Data, Moment, Params, accuracy

from .model import Predict, TrainingRecord

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIDE = 72


class TrainingView:
    """Left: the loss so far. Right, where `predict` is given: the regions of the classes at one moment."""

    caption = "Loss and regions in training."

    def __init__(self, data: Data, steps: int, predict: Predict | None, title: str) -> None:
        self._data, self._predict, self._record = data, predict, TrainingRecord(steps)
        self._seconds = 0.0
        self.figure = new_figure(9.4 if predict else 5.6, 4.5)
        grid = self.figure.add_gridspec(2, 2 if predict else 1, height_ratios=(1, 15))
        self._progress = ProgressBar(self.figure.add_subplot(grid[0, :]), steps, title)
        self._curves = Curves(polish(self.figure.add_subplot(grid[1, 0]), xlabel="step"), ["loss"], steps)
        (self._cursor,) = self._curves.axes.plot([], [], "o", color=ORANGE, markersize=7, zorder=5, clip_on=False)
        self.moving: list[Any] = [*self._progress.moving, *self._curves.lines.values(), self._cursor]
        if predict:
            self._draw_regions(self.figure.add_subplot(grid[1, 1]))

    def _draw_regions(self, ax: Axes) -> None:
        x, y = self._data
        limits = limits_around(x)
        self._points = grid_points(limits, SIDE)
        self._image = ax.imshow(
            np.ones((SIDE, SIDE, 3)), extent=limits, origin="lower", interpolation="bilinear", aspect="auto"
        )
        classes(x, y, ax=ax)
        ax.set_aspect("equal")
        self._note = ax.text(0.5, -0.03, "", transform=ax.transAxes, fontsize=9.5, color=SOFT, ha="center", va="top")
        self.moving += [self._image, *ax.collections, self._note]

    @property
    def controls(self) -> tuple[Choice, ...]:
        """A slider over the moments that are remembered."""
        steps = tuple(self._record.kept)
        return (Choice("step", "go back to step", steps, steps[-1], slider=True),) if len(steps) > 1 else ()

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
        if self._predict:
            self._show_regions(self._predict, step, params)
        return self._curves.update({"loss": losses})

    def _show_regions(self, predict: Predict, step: int, params: Params) -> None:
        x, y = self._data
        scores = np.nan_to_num(np.asarray(predict(params, self._points), dtype=float))
        self._image.set_data(region_colours(scores, SIDE))
        right = accuracy(np.asarray(predict(params, x)), y)
        self._note.set_text(f"after step {step}: {right:.0%} of the points are right")
