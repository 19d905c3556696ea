"""Curves that grow: the picture of training_monitor and the left half of the training experiments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import BLUE, FAINT, INK, SOFT, bare, colours, legend, new_figure, polish
from course.widgets.monitor import first_not_finite, is_loss, progress

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

MOST_POINTS = 1500


class Curves:
    """Named curves on one axes; the vertical limits grow with the numbers."""

    def __init__(self, ax: Axes, names: Sequence[str], last: int, shares: bool = False, fit: bool = True) -> None:
        self.axes, self._shares = ax, shares
        self.lines: dict[str, Line2D] = {}
        for name, colour in zip(names, colours(), strict=False):
            (self.lines[name],) = ax.plot([], [], color=colour, linewidth=1.9, label=name.replace("_", " "))
        ax.set(xlim=(0, max(last, 1)), ylim=(0.0, 1.04 if shares else 1.0))
        self._fresh = fit and not shares
        legend(ax, loc="lower right" if shares else "upper right")

    def update(self, history: Mapping[str, Sequence[float]], steps: Mapping[str, np.ndarray] | None = None) -> bool:
        """Show the curves so far; True when the limits had to grow.

        Args:
            history: name -> numbers so far.
            steps: name -> the step of each number; 1, 2, 3, … when not given.
        """
        for name, line in self.lines.items():
            values = np.asarray(history.get(name, ()), dtype=float)
            at = np.arange(1, len(values) + 1) if steps is None else steps[name]
            stride = -(-len(values) // MOST_POINTS) or 1
            line.set_data(at[::stride], values[::stride])
        return self._grow(history, steps)

    def _grow(self, history: Mapping[str, Sequence[float]], steps: Mapping[str, np.ndarray] | None) -> bool:
        longest = max((len(history.get(name, ())) for name in self.lines), default=0)
        wider = steps is None and longest > self.axes.get_xlim()[1]
        if wider:
            self.axes.set_xlim(0, 1.5 * longest)
        return self._grow_up(history) or wider

    def _grow_up(self, history: Mapping[str, Sequence[float]]) -> bool:
        numbers = np.concatenate([np.asarray(history.get(name, ()), dtype=float) for name in self.lines])
        finite = numbers[np.isfinite(numbers)]
        top = float(finite.max(initial=0.0))
        low = float(finite.min(initial=0.0))
        bottom, highest = self.axes.get_ylim()
        if self._shares or not len(finite) or (bottom <= low and top <= highest and not self._fresh):
            return False
        self.axes.set_ylim(min(bottom, 1.3 * low), (1.08 if self._fresh else 1.3) * (top or 1.0))
        self._fresh = False
        return True


class CurvesView:
    """A bar of progress above one or two panels of curves."""

    def __init__(self, names: Sequence[str], total: int, title: str) -> None:
        losses = [name for name in names if is_loss(name)]
        shares = [name for name in names if not is_loss(name)]
        panels = [(group, group is shares) for group in (losses, shares) if group]
        self.figure = new_figure(5.2 * max(len(panels), 1), 3.7)
        grid = self.figure.add_gridspec(2, max(len(panels), 1), height_ratios=(1, 14))
        self.header = Header(self.figure.add_subplot(grid[0, :]), total, title)
        self.panels = []
        for column, (group, is_share) in enumerate(panels):
            ax = polish(self.figure.add_subplot(grid[1, column]), xlabel="step")
            self.panels.append(Curves(ax, group, total, is_share))
        lines = [line for panel in self.panels for line in panel.lines.values()]
        self.moving: list[Artist] = [*self.header.moving, *lines]

    def update(self, history: Mapping[str, Sequence[float]], steps: int, seconds: float) -> bool:
        """Show all curves after `steps` steps and `seconds`; True when the picture must be redrawn in full."""
        self.header.update(steps, seconds, warning(history))
        grown = [panel.update(history) for panel in self.panels]
        return any(grown)


class Header:
    """A thin bar of progress with a line of text above it."""

    def __init__(self, ax: Axes, total: int, title: str) -> None:
        bare(ax)
        ax.set(xlim=(0, 1), ylim=(0, 1))
        self._total = total
        ax.text(0, 0.55, title, fontsize=10.5, color=INK, va="bottom", weight="bold")
        ax.plot([0, 1], [0.15, 0.15], color=FAINT, linewidth=4, solid_capstyle="butt")
        (self._bar,) = ax.plot([], [], color=BLUE, linewidth=4, solid_capstyle="butt")
        self._text = ax.text(1, 0.55, "", fontsize=9.5, color=SOFT, ha="right", va="bottom")
        self.moving: list[Artist] = [self._bar, self._text]

    def update(self, steps: int, seconds: float, note: str = "") -> None:
        """Show how far it is, and a note."""
        self._bar.set_data([0, min(steps / max(self._total, 1), 1.0)], [0.15, 0.15])
        text = progress(steps, max(self._total, steps), seconds)
        self._text.set_text(f"{note} · {text}" if note else text)


def warning(history: Mapping[str, Sequence[float]]) -> str:
    """What to say when a curve has left the finite numbers."""
    for name, values in history.items():
        step = first_not_finite(list(values[-1:]))
        if step is not None:
            began = first_not_finite(list(values))
            return f"{name} is {values[-1]} since step {began}"
    return ""
