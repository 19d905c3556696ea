"""Three descents over one landscape, and their losses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import BLUE, INK, ORANGE, PAPER, PURPLE, SOFT, legend_below, new_figure, polish
from course.widgets.live.controls import Choice, Slider

from .model import START, STEPS, ClipByNorm, ClipByValue, Descent, descents, loss

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

LOOKS = {"unclipped": (ORANGE, "o--"), "by value": (BLUE, "s-"), "by norm": (PURPLE, "^:")}
LEFT, RIGHT, BOTTOM, TOP = -5.5, 2.0, -2.2, 2.6
THRESHOLDS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)


class CliffView:
    """Left: the paths, over lines of equal loss. Right: the loss at each step."""

    def __init__(self, clip_by_value: ClipByValue, clip_by_norm: ClipByNorm) -> None:
        self._rules = (clip_by_value, clip_by_norm)
        self.controls = (
            Choice("threshold", "threshold", THRESHOLDS, 1.0, slider=True),
            Slider("rate", "learning rate", 0.02, 0.4, 0.02, 0.2),
            Slider("steps", "steps", 1, STEPS, 1, STEPS),
        )
        self.words = ""
        self.figure = new_figure(7.2, 3.9)
        left, right = self.figure.subplots(1, 2, width_ratios=(1.4, 1.0))
        self.moving = [*self._draw_paths(left), *self._draw_losses(right)]

    def _draw_paths(self, ax: Axes) -> list[Artist]:
        polish(ax, "where it goes; lines of equal loss", "w_1", "w_2", grid=False)
        across, up = np.meshgrid(np.linspace(LEFT, RIGHT, 200), np.linspace(BOTTOM, TOP, 120))
        heights = loss(np.stack([across, up], axis=-1))
        ax.contourf(across, up, heights, levels=np.linspace(0, 14, 15), cmap="Greys", alpha=0.35)
        ax.contour(
            across, up, heights, levels=(0.1, 0.3, 0.6, 1, 1.5, 2, 2.5, 3, 4, 6, 8, 10), colors=SOFT, linewidths=0.5
        )
        ax.set(xlim=(LEFT, RIGHT), ylim=(BOTTOM, TOP))
        (start,) = ax.plot(*START, "*", color=INK, markersize=13, markeredgecolor=PAPER, zorder=6)
        ax.text(START[0] + 0.12, START[1] - 0.1, "start", color=INK, fontsize=9.5, va="top")
        self._paths = {
            name: ax.plot([], [], look, color=colour, markersize=4.5, linewidth=1.6, label=name, zorder=4)[0]
            for name, (colour, look) in LOOKS.items()
        }
        self._gone = ax.text(0.02, 0.04, "", transform=ax.transAxes, fontsize=9.5, color=ORANGE)
        legend_below(ax, 3)
        return [*self._paths.values(), start, self._gone]

    def _draw_losses(self, ax: Axes) -> list[Artist]:
        polish(ax, "loss at each step", "step")
        ax.set_yscale("log")
        ax.set(xlim=(0, STEPS), ylim=(3e-3, 30))
        self._losses = {
            name: ax.plot([], [], look[1:], color=colour, linewidth=2.0, label=name)[0]
            for name, (colour, look) in LOOKS.items()
        }
        self._note = ax.text(0.98, 0.97, "", transform=ax.transAxes, fontsize=9.5, color=INK, ha="right", va="top")
        return [*self._losses.values(), self._note]

    def update(self, threshold: float, rate: float, steps: int) -> bool:
        """Run the three descents, and show their first steps."""
        runs = descents(*self._rules, threshold, rate)
        for name, run in runs.items():
            path = np.clip(run.path[: steps + 1], -1e6, 1e6)
            self._paths[name].set_data(path[:, 0], path[:, 1])
            self._losses[name].set_data(np.arange(steps + 1), np.clip(run.losses[: steps + 1], 3e-3, 30))
        furthest = runs["unclipped"].path[1]
        self._gone.set_text(f"the first unclipped step ends at w_1 = {furthest[0]:.1f}")
        self._note.set_text("\n".join(f"{name}: {run.losses[steps]:.3g}" for name, run in runs.items()))
        told = [_told(name, run, steps) for name, run in runs.items()]
        self.words = f"Threshold {threshold:g}, learning rate {rate:g}, step {steps}. {' '.join(told)}"
        return False


def _told(name: str, run: Descent, step: int) -> str:
    w_1, w_2 = run.path[step]
    return f"{name}: at w_1 = {w_1:.1f}, w_2 = {w_2:.1f}, with the loss {run.losses[step]:.3g}."
