"""A thinned batch, the mean of many passes, and the neuron behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import BLUE, INK, ORANGE, QUIET, SOFT, bare, legend, new_figure, polish
from course.widgets.live.controls import Choice, Slider

from .model import PASSES, UNITS, DropoutForward, run_passes

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

ROWS = 10
LARGEST = 16.0
COUNTS = (1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1000, PASSES)
BINS = np.linspace(-3.0, 6.0, 55)


class DropoutView:
    """Top left: a batch after dropout. Top right: what a neuron behind it gives. Below: the mean of many passes."""

    def __init__(self, dropout_forward: DropoutForward) -> None:
        self._forward = dropout_forward
        self._drawn: tuple[float, int] | None = None
        self.controls = (
            Slider("p", "p, dropped", 0.0, 0.9, 0.05, 0.5),
            Choice("count", "passes", COUNTS, 100, slider=True),
            Slider("seed", "draw again", 0, 30, 1, 0),
        )
        self.words = ""
        self.figure = new_figure(7.2, 5.3)
        grid = self.figure.add_gridspec(2, 2)
        self.moving = [
            *self._draw_masks(self.figure.add_subplot(grid[0, 0])),
            *self._draw_neuron(self.figure.add_subplot(grid[0, 1])),
            *self._draw_means(self.figure.add_subplot(grid[1, :])),
        ]

    def _draw_masks(self, ax: Axes) -> tuple[Artist, ...]:
        from matplotlib.colors import PowerNorm

        bare(ax, f"one example, {ROWS} times in a batch")
        scale = PowerNorm(0.5, vmin=0.0, vmax=LARGEST)
        self._image = ax.imshow(
            np.zeros((ROWS, UNITS)), cmap="Blues", norm=scale, aspect="auto", interpolation="nearest"
        )
        bar = self.figure.colorbar(self._image, ax=ax, ticks=[0, 1, 4, 9, 16], pad=0.02)
        bar.outline.set_visible(False)
        bar.ax.tick_params(colors=SOFT, labelsize=9, length=0)
        ax.set_xlabel("\n", fontsize=9.5)  # room for the words
        self._kept = ax.text(0.0, -0.03, "", transform=ax.transAxes, fontsize=9.5, color=INK, va="top")
        self._crosses = ax.scatter([], [], marker="x", s=14, color=ORANGE, linewidths=0.9)
        return self._image, self._crosses, self._kept

    def _draw_neuron(self, ax: Axes) -> tuple[Artist, ...]:
        polish(ax, "a neuron behind it, over the passes", "w · out")
        ax.set(xlim=(BINS[0], BINS[-1]), ylim=(0.0, 1.9), yticks=[])
        self._bars = ax.stairs(np.zeros(len(BINS) - 1), BINS, fill=True, color=BLUE, alpha=0.3)
        (self._average,) = ax.plot([], [], color=BLUE, linewidth=4.0, label="average of the passes")
        (self._tested,) = ax.plot(
            [], [], color=ORANGE, linewidth=1.8, linestyle=(0, (4, 2)), label="one test-time pass"
        )
        self._outside = ax.text(0.98, 0.66, "", transform=ax.transAxes, fontsize=9, color=INK, ha="right")
        legend(ax)
        return self._bars, self._average, self._tested, self._outside

    def _draw_means(self, ax: Axes) -> tuple[Artist, ...]:
        polish(ax, "mean of the passes, divided by x", "passes")
        ax.axhline(1.0, color=INK, linewidth=1.2, linestyle=(0, (4, 3)), zorder=2.5)
        ax.set_xscale("log")
        ax.set(xlim=(1, 1.15 * PASSES), ylim=(0.0, 2.5))
        ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
        ax.set_xticks([], minor=True)
        self._units = [ax.plot([], [], color=QUIET, linewidth=1.0)[0] for _ in range(UNITS)]
        (self._all,) = ax.plot([], [], color=BLUE, linewidth=2.6, label="mean over all units", zorder=3)
        (self._end,) = ax.plot([], [], "o", color=BLUE, markersize=6, zorder=4)
        self._units[0].set_label("each unit")
        legend(ax)
        return *self._units, self._all, self._end

    def update(self, p: float, count: int, seed: int) -> bool:
        """Show `count` passes with rate p; passes are run anew only when p or the seed changes."""
        if self._drawn != (p, seed):
            self._passes = run_passes(self._forward, p, seed)
            self._means = self._passes.running_mean()
            self._drawn = (p, seed)
            self._show_masks()
        self._show_means(count)
        self._show_neuron(count)
        self.words = self._told(p, count)
        return False

    def _show_masks(self) -> None:
        shown = self._passes.out[:ROWS]
        self._image.set_data(np.ma.masked_equal(shown, 0.0))
        rows, columns = np.nonzero(shown == 0)
        self._crosses.set_offsets(np.column_stack([columns, rows]))
        survivors = f"survivors: {self._passes.factor} times x"
        self._kept.set_text(f"× dropped. {self._passes.share_kept:.1%} of all units survive\n{survivors}")

    def _show_means(self, count: int) -> None:
        steps = np.arange(1, count + 1)
        for line, mean in zip(self._units, self._means.T, strict=True):
            line.set_data(steps, mean[:count])
        overall = self._means[:count].mean(axis=1)
        self._all.set_data(steps, overall)
        self._end.set_data(steps[-1:], overall[-1:])

    def _show_neuron(self, count: int) -> None:
        values = self._passes.neuron()[:count]
        heights, _ = np.histogram(values, BINS)
        self._bars.set_data(heights / max(heights.max(), 1))
        self._average.set_data([values.mean()] * 2, [0.0, 1.08])
        self._tested.set_data([self._passes.neuron_tested()] * 2, [0.0, 1.08])
        outside = count - int(heights.sum())
        self._outside.set_text(f"{outside} of {count} passes lie outside" if outside else "")

    def _told(self, p: float, count: int) -> str:
        passes, mean = self._passes, float(self._means[count - 1].mean())
        return (
            f"With p = {p:g}, {passes.share_kept:.1%} of the units survive, {passes.factor} times as large as x. "
            f"After {count} passes the mean of all units is {mean:.2f} times x. A neuron behind them gives "
            f"{passes.neuron()[:count].mean():.2f} on average, and {passes.neuron_tested():.2f} in one test-time pass."
        )
