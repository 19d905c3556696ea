"""A bar of progress above one or two panels of curves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from course.plots.style import new_figure, polish
from course.widgets.live.curves import Curves
from course.widgets.live.progress import ProgressBar

from .model import History, add, panels, warning

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure


class MonitorView:
    """Draws what was reported; its panels depend on the names that are known when it is drawn first."""

    figure: Figure
    moving: list[Artist]

    def __init__(self, total: int, title: str) -> None:
        self.history: History = {}
        self.curves: list[Curves] = []
        self._total, self._title = total, title
        self._steps, self._seconds = 0, 0.0

    @property
    def words(self) -> str:
        """The last number of each curve."""
        now = ", ".join(f"{name.replace('_', ' ')} {values[-1]:.3g}" for name, values in self.history.items() if values)
        return f"{self._title}: after {self._steps} of {self._total} steps {now or 'nothing yet'}."

    def take(self, moment: Mapping[str, float], seconds: float) -> None:
        """Keep the numbers of one step."""
        add(self.history, moment)
        self._steps += 1
        self._seconds = seconds

    def show(self) -> bool:
        """Draw all curves so far."""
        if not self.curves:
            self._lay_out()
        self.progress.update(self._steps, self._seconds, warning(self.history))
        grown = [curves.update(self.history) for curves in self.curves]
        return any(grown)

    def _lay_out(self) -> None:
        wanted = panels(self.history)
        self.figure = new_figure(3.6 * max(len(wanted), 1.5), 3.7)
        grid = self.figure.add_gridspec(2, max(len(wanted), 1), height_ratios=(1, 14))
        self.progress = ProgressBar(self.figure.add_subplot(grid[0, :]), self._total, self._title)
        for column, (names, are_shares) in enumerate(wanted):
            ax = polish(self.figure.add_subplot(grid[1, column]), xlabel="step")
            self.curves.append(Curves(ax, names, self._total, are_shares))
        lines = [line for curves in self.curves for line in curves.lines.values()]
        self.moving = [*self.progress.moving, *lines]
