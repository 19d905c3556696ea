"""Two descents in a valley, and the speed on an even slope."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import BLUE, INK, ORANGE, QUIET, SOFT, legend_below, new_figure, polish
from course.widgets.live.controls import Choice, Slider

from .model import START, MomentumStep, height, speeds, terminal_speed, valley_path

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.contour import ContourSet

ALPHAS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98)
CURVATURES = (1, 5, 10, 25, 50, 100)
LEVELS = np.geomspace(0.01, 100.0, 14)
UNIFORM_STEPS = 100


class ValleyView:
    """Left: the valley from above, with and without velocity. Right: the length of the steps on an even slope."""

    def __init__(self, momentum_step: MomentumStep) -> None:
        self._step = momentum_step
        self._curvature = 0
        self.controls = (
            Choice("alpha", "alpha", ALPHAS, 0.8, slider=True),
            Slider("lr", "learning rate", 0.002, 0.06, 0.002, 0.036),
            Choice("curvature", "walls / floor", CURVATURES, 50, slider=True),
            Slider("steps", "steps", 5, 150, 5, 40),
        )
        self.words = ""
        self.figure = new_figure(7.2, 4.3)
        self._map, speed = self.figure.subplots(1, 2, width_ratios=(1.5, 1.0))
        self._contours: ContourSet | None = None
        self.moving: list[Artist] = [*self._draw_valley(self._map), *self._draw_speed(speed)]

    @property
    def layers(self) -> list[list[Artist]]:
        """The contours, and what stands on them."""
        return [[artist for artist in (self._contours, self._place) if artist is not None]]

    def _draw_valley(self, ax: Axes) -> list[Artist]:
        polish(ax, "a valley from above", "w[0], along the floor", "w[1], up the walls", grid=False)
        ax.set(xlim=(-4.6, 2.6), ylim=(-2.2, 3.4))
        (self._plain,) = ax.plot([], [], "s--", color=ORANGE, linewidth=1.2, markersize=3, label="alpha = 0")
        (self._fast,) = ax.plot([], [], "o-", color=BLUE, linewidth=1.8, markersize=3, label="with alpha")
        (self._ends,) = ax.plot([], [], "o", color=INK, markersize=5, zorder=5)
        (self._place,) = ax.plot(*START, "x", color=INK, markersize=8)
        legend_below(ax)
        self._note = ax.text(0.02, 0.98, "", transform=ax.transAxes, fontsize=9.5, color=INK, va="top")
        return [self._plain, self._fast, self._ends, self._note]

    def _draw_speed(self, ax: Axes) -> list[Artist]:
        polish(ax, "on an even slope with |g| = 1", "step", "length of the step, divided by lr")
        ax.set_yscale("log")
        ax.set(xlim=(0, UNIFORM_STEPS), ylim=(0.5, 100.0))
        ax.set_yticks([1, 2, 5, 10, 20, 50], ["1", "2", "5", "10", "20", "50"])
        ax.set_yticks([], minor=True)
        (self._limit,) = ax.plot(
            [], [], color=INK, linewidth=1.6, linestyle=(0, (4, 2)), label="1 / (1 - alpha)", zorder=3
        )
        (self._speed,) = ax.plot([], [], color=BLUE, linewidth=3.2, label="your steps")
        legend_below(ax, 1)
        return [self._limit, self._speed]

    def update(self, alpha: float, lr: float, curvature: int, steps: int) -> Hashable:
        """Descend anew; the contours change with the curvature alone."""
        plain = valley_path(self._step, lr, 0.0, curvature, steps)
        fast = valley_path(self._step, lr, alpha, curvature, steps)
        self._plain.set_data(*plain.T)
        self._fast.set_data(*fast.T)
        self._ends.set_data(*np.stack([plain[-1], fast[-1]]).T)
        left = [_share(height(path[-1], curvature) / height(START, curvature)) for path in (plain, fast)]
        self._note.set_text(f"height left\n{left[0]} without,\n{left[1]} with alpha = {alpha:g}")
        lengths, limit = speeds(self._step, lr, alpha, UNIFORM_STEPS) / lr, terminal_speed(lr, alpha) / lr
        self._speed.set_data(np.arange(1, UNIFORM_STEPS + 1), lengths)
        self._limit.set_data([0, UNIFORM_STEPS], [limit] * 2)
        self.words = (
            f"In a valley whose walls are {curvature} times as steep as its floor, with a learning rate of {lr:g}: "
            f"after {steps} steps the height left is {left[0]} without momentum and {left[1]} with alpha = {alpha:g}. "
            f"On an even slope the steps grow from {lengths[0]:.3g} to {lengths[-1]:.3g} times the learning rate; "
            f"1 / (1 - alpha) is {limit:.3g}."
        )
        changed, self._curvature = curvature != self._curvature, curvature
        if changed:
            self._draw_contours(curvature)
        return changed and (curvature,)

    def _draw_contours(self, curvature: int) -> None:
        if self._contours is not None:
            self._contours.remove()
        x, y = np.linspace(-4.6, 2.6, 90), np.linspace(-2.2, 2.6, 90)
        heights = height(np.stack(np.meshgrid(x, y), axis=-1), curvature)
        self._contours = self._map.contour(x, y, heights, LEVELS, colors=[SOFT, QUIET], linewidths=0.6, zorder=1)


def _share(share: float) -> str:
    return f"{share:.2%}" if share < 1 else "over 100%"
