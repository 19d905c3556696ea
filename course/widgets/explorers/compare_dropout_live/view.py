"""Two panels with the same limits: training and validation loss without dropout, and with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from course.plots.style import INK, new_figure, polish
from course.widgets.live.curves import Curves
from course.widgets.live.progress import ProgressBar

from .model import Measurement, Pair, Rates, best

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

NAMES = ("training", "validation")


class ComparisonView:
    """The losses of both networks so far, and the best validation loss of each."""

    def __init__(self, steps: int, rates: Rates) -> None:
        self.figure = new_figure(7.2, 4.1)
        grid = self.figure.add_gridspec(2, 2, height_ratios=(1, 14))
        self._progress = ProgressBar(self.figure.add_subplot(grid[0, :]), steps, "the same network, twice")
        dropped = f"with: p_input {rates.p_input:g}, p_hidden {rates.p_hidden:g}"
        left = polish(self.figure.add_subplot(grid[1, 0]), "without dropout", "step", "loss of the whole network")
        right = polish(self.figure.add_subplot(grid[1, 1], sharey=left), dropped, "step")
        self._panels = [Curves(ax, NAMES, steps, fit=ax is left) for ax in (left, right)]
        self.notes = [_note(ax) for ax in (left, right)]
        self._taken: tuple[list[Measurement], list[Measurement]] = ([], [])
        self._seconds = 0.0
        lines = [line for panel in self._panels for line in panel.lines.values()]
        self.moving: list[Any] = [*self._progress.moving, *lines, *self.notes]

    @property
    def words(self) -> str:
        """The best validation loss of each network, and its losses now."""
        told = [_told(name, taken) for name, taken in zip(("Without", "With"), self._taken, strict=True)]
        return " ".join(told)

    def take(self, moment: Pair, seconds: float) -> None:
        """Add one measurement of each network."""
        self._seconds = seconds
        for taken, now in zip(self._taken, moment, strict=True):
            if now is not None:
                taken.append(now)

    def show(self) -> bool:
        """Draw all measurements so far."""
        self._progress.update(max(taken[-1].step for taken in self._taken if taken), self._seconds)
        grown = [_show(*run) for run in zip(self._panels, self.notes, self._taken, strict=True)]
        return any(grown)


def _show(panel: Curves, note: Text, taken: list[Measurement]) -> bool:
    if taken:
        lowest = best(taken)
        note.set_text(f"best validation loss {lowest.validation:.3f} at step {lowest.step}")
    steps = np.array([now.step for now in taken])
    curves = {name: [getattr(now, name) for now in taken] for name in NAMES}
    return panel.update(curves, dict.fromkeys(NAMES, steps))


def _told(name: str, taken: list[Measurement]) -> str:
    if not taken:
        return f"{name} dropout: nothing yet."
    now, lowest = taken[-1], best(taken)
    return (
        f"{name} dropout: at step {now.step} the training loss is {now.training:.3f} and the validation loss "
        f"{now.validation:.3f}; the lowest validation loss is {lowest.validation:.3f}, at step {lowest.step}."
    )


def _note(ax: Axes) -> Text:
    return ax.text(0.97, 0.76, "", transform=ax.transAxes, fontsize=9.5, color=INK, ha="right")
