"""Curves that grow with a loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import legend, strokes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

MOST_POINTS = 1500
CEILING = 20
FAR = 1e12  # what lies further away is no place on a screen


class Curves:
    """Named curves on one axes; the vertical limits grow with the numbers.

    They grow to twenty times the first number and no further: a loss that explodes leaves the picture, and what it was
    before can still be seen.
    """

    def __init__(self, ax: Axes, names: Sequence[str], last: int, shares: bool = False, fit: bool = True) -> None:
        self.axes, self._shares = ax, shares
        self.lines: dict[str, Line2D] = {}
        for name, stroke in zip(names, strokes(), strict=False):
            (self.lines[name],) = ax.plot([], [], **stroke, label=name.replace("_", " "))
        ax.set(xlim=(0, 1.02 * max(last, 1)), ylim=(0.0, 1.04 if shares else 1.0))
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
            line.set_data(at[::stride], np.clip(values[::stride], -FAR, FAR))
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
        ceiling = ceiling_of(finite)
        top = min(float(finite.max(initial=0.0)), ceiling)
        low = max(float(finite.min(initial=0.0)), -ceiling)
        bottom, highest = self.axes.get_ylim()
        if self._shares or not len(finite) or (bottom <= low and top <= highest and not self._fresh):
            return False
        self.axes.set_ylim(min(bottom, 1.3 * low), 1.3 * (top or 1.0))
        self._fresh = False
        return True


def ceiling_of(numbers: Sequence[float] | np.ndarray) -> float:
    """The largest size that is still drawn, of numbers of which the first is a usual one."""
    return CEILING * max(abs(float(numbers[0])), 1e-3) if len(numbers) else np.inf
