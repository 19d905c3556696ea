"""Training curves from every start, and the layers of one network before and after."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import BLUE, INK, ORANGE, SOFT, new_figure, polish, strokes
from course.widgets.live.controls import Choice
from course.widgets.live.ridges import Ridges, mark

from .model import BINS, DEPTH, RANGES, RATE, STEPS, DeepBackward, DeepForward, Initialisers, Training, train

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

LAYERS = DEPTH - 1
OUTSIDE = 100.0


class TrainedView:
    """Above: losses from each start. Below: the densities of one network, before training and after it."""

    def __init__(self, initialisers: Initialisers, deep_forward: DeepForward, deep_backward: DeepBackward) -> None:
        self._initialisers, self._network = initialisers, (deep_forward, deep_backward)
        self._trained: dict[tuple[str, str], Training] = {}
        self._shown = ""
        names = tuple(initialisers)
        self.controls = (
            Choice("activation", "activation", tuple(RANGES), "tanh"),
            Choice("start", "look into", names, "xavier" if "xavier" in names else names[0]),
        )
        self.words = ""
        self.figure = new_figure(7.2, 5.6)
        grid = self.figure.add_gridspec(2, 2)
        self._panels = tuple(self.figure.add_subplot(grid[1, column]) for column in (0, 1))
        curves = self._draw_losses(self.figure.add_subplot(grid[0, :]))
        self._before = self._draw_ridges(self._panels[0], "before training", BLUE)
        self._after = self._draw_ridges(self._panels[1], "after training", ORANGE)
        self.moving = [*curves, *self._before.moving, *self._after.moving]
        self.layers = [[ax.xaxis for ax in self._panels]]

    def _draw_losses(self, ax: Axes) -> list[Artist]:
        polish(ax, f"loss on digits, learning rate {RATE:g}", "step")
        ax.set(xlim=(0, STEPS), ylim=(0.0, 3.6))
        ax.axhline(np.log(10), color=SOFT, linewidth=1.2, linestyle=(0, (4, 3)))
        ax.text(STEPS, np.log(10) + 0.03, "guessing", color=SOFT, fontsize=9, ha="right", va="bottom")
        self._curves = {}
        for name, stroke in zip(self._initialisers, strokes(), strict=False):
            (self._curves[name],) = ax.plot([], [], **stroke, label=name)
        ax.legend(frameon=False, fontsize=9, labelcolor=INK, loc="upper right", ncols=3, handlelength=3.2)
        return list(self._curves.values())

    def _draw_ridges(self, ax: Axes, title: str, colour: str) -> Ridges:
        polish(ax, title, "h, activation", "hidden layer", grid=False)
        ax.set_ylim(0.0, 1.0)
        mark(ax, LAYERS, range(1, LAYERS + 1))
        return Ridges(ax, colour)

    def update(self, activation: str, start: str) -> Hashable:
        """Show the curves of one activation and the layers from one start; trained once for each pair."""
        for name, draw in self._initialisers.items():
            if (name, activation) not in self._trained:
                self._trained[name, activation] = train(name, draw, activation, *self._network)
            losses = self._trained[name, activation].losses
            self._curves[name].set_data(np.arange(1, len(losses) + 1), losses)
        low, high = RANGES[activation]
        edges = np.linspace(low, high, BINS + 1)
        centres = (edges[1:] + edges[:-1]) / 2
        chosen = self._trained[start, activation]
        self._before.update(centres, chosen.before)
        self._after.update(centres, chosen.after)
        self.words = self._told(activation, start)
        changed, self._shown = self._shown != activation, activation
        if changed:
            for ax in self._panels:
                ax.set_xlim(low - 0.03 * (high - low), high + 0.03 * (high - low))
        return changed and (activation,)

    def _told(self, activation: str, start: str) -> str:
        ends = {name: self._trained[name, activation].losses[[0, -1]] for name in self._initialisers}
        curves = "; ".join(f"{name} from {_loss(first)} to {_loss(last)}" for name, (first, last) in ends.items())
        chosen = self._trained[start, activation]
        moved = ", ".join(f"{change:.0%}" for change in np.abs(chosen.after - chosen.before).max(axis=1))
        return (
            f"Losses on digits with {activation}, over {STEPS} steps: {curves}. "
            f"From {start}, training has changed the densities of the {LAYERS} hidden layers by up to {moved}."
        )


def _loss(value: float) -> str:
    return f"{value:.2f}" if value < OUTSIDE else "far outside the picture"
