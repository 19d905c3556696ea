"""The hill from above with all paths, and how high each racer still stands."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from itertools import cycle
from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import INK, MARKERS, QUIET, SOFT, legend_below, new_figure, polish, strokes
from course.widgets.live.controls import Choice, Slider

from .model import HILLS, Racer, Run, run, with_rates, written

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.contour import ContourSet

MOST_STEPS = 200
FACTORS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
LEVELS = np.geomspace(1e-2, 1e2, 13)


class RaceView:
    """Left: contours of the hill, and the paths. Right: the height above the lowest place, step by step."""

    def __init__(self, racers: Mapping[str, Racer] | None, surface: str = "long valley", steps: int = 60) -> None:
        self._racers = written(with_rates(racers))
        self.controls = (
            Choice("hill", "surface", tuple(HILLS), surface),
            Choice("factor", "learning rates ×", FACTORS, 1.0, slider=True),
            Slider("steps", "steps", 5, MOST_STEPS, 5, steps),
            Slider("noise", "noise in the gradient", 0.0, 2.0, 0.1, 0.0),
        )
        self.words = ""
        self.figure = new_figure(7.2, 4.6)
        self._map, self._curves = self.figure.subplots(1, 2, width_ratios=(1.15, 1.0))
        self._shown = ""
        self._contours: ContourSet | None = None
        self._draw_curves(self._curves)
        self.moving: list[Artist] = [*self._draw_paths(self._map), *self._heights.values(), self._note]

    @property
    def layers(self) -> list[list[Artist]]:
        """The map, with its contours and numbers; the numbers of the steps, and what stands on their grid."""
        seen = (self._map.xaxis, self._map.yaxis, self._contours), (self._curves.xaxis,)
        return [[artist for artist in layer if artist is not None] for layer in seen]

    def _draw_paths(self, ax: Axes) -> list[Artist]:
        polish(ax, "the loss from above", "w[0]", "w[1]", grid=False)
        self._paths, self._ends = {}, {}
        for name, look, marker in zip(self._racers, strokes(), cycle(MARKERS), strict=False):
            end = {"color": look["color"], "markeredgecolor": "white", "markersize": 9}
            (self._paths[name],) = ax.plot([], [], marker=".", markersize=5, **look)
            (self._ends[name],) = ax.plot([], [], marker, **end, zorder=5)
        (self._start,) = ax.plot([], [], "x", color=INK, markersize=8, zorder=6)
        return [*self._paths.values(), *self._ends.values(), self._start]

    def _draw_curves(self, ax: Axes) -> None:
        polish(ax, "loss above its lowest value", "step")
        ax.set_yscale("log")
        ax.set(xlim=(0, 60), ylim=(1e-6, 1e2))
        self._heights = {}
        for (name, (_, lr)), look in zip(self._racers.items(), strokes(), strict=False):
            (self._heights[name],) = ax.plot([], [], label=f"{name}, lr {lr:g}", **look)
        legend_below(ax)
        self._note = ax.text(0.98, 0.98, "", transform=ax.transAxes, fontsize=9.5, color=INK, ha="right", va="top")

    def update(self, hill: str, factor: float, steps: int, noise: float) -> Hashable:
        """Run all racers anew, on a hill, with their rates times a factor."""
        runs = {
            name: run(name, step, HILLS[hill], factor * lr, steps, noise) for name, (step, lr) in self._racers.items()
        }
        for name, each in runs.items():
            self._show(name, each)
        self._note.set_text(f"all learning rates × {factor:g}\n{_winner(runs)}")
        left = ", ".join(_left(name, each) for name, each in runs.items())
        self.words = f"{hill.capitalize()}, learning rates × {factor:g}: the loss left after {steps} steps is {left}."
        return self._look_at(hill, steps) and (hill, steps)

    def _show(self, name: str, each: Run) -> None:
        there = np.isfinite(each.heights)
        self._paths[name].set_data(*each.path[there].T)
        self._ends[name].set_data(*each.path[there][-1:].T)
        self._heights[name].set_data(np.arange(len(there))[there], np.maximum(each.heights[there], 1e-9))

    def _look_at(self, hill: str, steps: int) -> bool:
        """True where the limits or the contours have changed."""
        changed = self._curves.get_xlim()[1] != steps
        self._curves.set_xlim(0, steps)
        if hill != self._shown:
            self._draw_hill(hill)
        changed, self._shown = changed or hill != self._shown, hill
        return changed

    def _draw_hill(self, hill: str) -> None:
        if self._contours is not None:
            self._contours.remove()
        x, y, heights = HILLS[hill].grid(120)
        self._contours = self._map.contour(x, y, heights, LEVELS, colors=[SOFT, QUIET, QUIET], linewidths=0.6, zorder=1)
        left, right, bottom, top = HILLS[hill].limits
        self._map.set(xlim=(left, right), ylim=(bottom, top))
        self._start.set_data([HILLS[hill].start[0]], [HILLS[hill].start[1]])


def _left(name: str, each: Run) -> str:
    last = each.heights[-1]
    return f"{last:.2g} with {name}" if np.isfinite(last) else f"out of sight with {name}"


def _winner(runs: Mapping[str, Run]) -> str:
    last = {name: each.heights[-1] for name, each in runs.items() if np.isfinite(each.heights[-1])}
    gone = [name for name in runs if name not in last]
    words = [f"lowest: {min(last, key=last.__getitem__)}"] if len(last) > 1 else []
    return "\n".join([*words, *(f"{name} has flown away" for name in gone)])
