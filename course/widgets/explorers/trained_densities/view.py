"""Training curves from every start, and the layers of one network before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import BLUE, FAINT, INK, ORANGE, SOFT, colours, new_figure, polish
from course.widgets.live.controls import Choice

from .model import BINS, DEPTH, RANGES, RATE, STEPS, DeepBackward, DeepForward, Initialisers, Training, train

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

LAYERS = DEPTH - 1
STYLES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))
TRY = "Try: for each activation, say which start will learn before you look; then look for the reason in the densities."


class TrainedView:
    """Left: losses from each start. Middle and right: the densities of one network before and after training."""

    caption = "Training curves from several starts, and the density of each layer before and after training."

    def __init__(self, initialisers: Initialisers, deep_forward: DeepForward, deep_backward: DeepBackward) -> None:
        self._initialisers, self._network = initialisers, (deep_forward, deep_backward)
        self._trained: dict[tuple[str, str], Training] = {}
        self._shown = ""
        names = tuple(initialisers)
        self.controls = (
            Choice("activation", "activation", tuple(RANGES), "tanh"),
            Choice("start", "look into", names, "xavier" if "xavier" in names else names[0]),
        )
        self.figure = new_figure(10.4, 4.1)
        self.figure.supxlabel(TRY, color=SOFT, fontsize=9.5)
        left, middle, right = self.figure.subplots(1, 3, width_ratios=(1.35, 1.0, 1.0))
        self._panels = (middle, right)
        self.moving = [
            *self._draw_losses(left),
            *self._draw_ridges(middle, "before training"),
            *self._draw_ridges(right, "after training"),
        ]

    def _draw_losses(self, ax: Axes) -> list[Artist]:
        polish(ax, f"loss on digits, learning rate {RATE:g}", "step")
        ax.set(xlim=(0, STEPS), ylim=(0.0, 3.6))
        ax.axhline(np.log(10), color=FAINT, linewidth=1.4)
        ax.text(STEPS, np.log(10) + 0.03, "guessing", color=SOFT, fontsize=9, ha="right", va="bottom")
        self._curves = {}
        for k, (name, colour) in enumerate(zip(self._initialisers, colours(), strict=False)):
            style = STYLES[k % len(STYLES)]
            (self._curves[name],) = ax.plot([], [], color=colour, linewidth=2.0, linestyle=style, label=name)
        ax.legend(frameon=False, fontsize=9, labelcolor=INK, loc="upper right", ncols=2)
        return list(self._curves.values())

    def _draw_ridges(self, ax: Axes, title: str) -> list[Artist]:
        polish(ax, title, "h, activation", "hidden layer", grid=False)
        ax.set_ylim(0.0, 1.0)
        ax.set_yticks([1 - layer / LAYERS for layer in range(1, LAYERS + 1)], [str(k) for k in range(1, LAYERS + 1)])
        colour = BLUE if title.startswith("before") else ORANGE
        ridges = [ax.plot([], [], color=colour, linewidth=1.3)[0] for _ in range(LAYERS)]
        fills = [ax.fill_between([0, 0], 0, 0, color=colour, alpha=0.22, linewidth=0) for _ in range(LAYERS)]
        setattr(self, f"_{title.split()[0]}", (ridges, fills))
        return [*fills, *ridges]

    _before: tuple[list, list]
    _after: tuple[list, list]

    def update(self, activation: str, start: str) -> bool:
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
        _show(*self._before, centres, chosen.before)
        _show(*self._after, centres, chosen.after)
        changed, self._shown = self._shown != activation, activation
        if changed:
            for ax in self._panels:
                ax.set_xlim(low - 0.03 * (high - low), high + 0.03 * (high - low))
        return changed


def _show(ridges: list, fills: list, centres: np.ndarray, densities: np.ndarray) -> None:
    for layer, (ridge, fill, density) in enumerate(zip(ridges, fills, densities, strict=True), start=1):
        base = 1 - layer / LAYERS
        heights = base + 0.85 * density / LAYERS
        ridge.set_data(centres, heights)
        fill.set_data(centres, base, heights)
