"""The densities of all layers below each other, and beside them spread and gradient norm."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import BLUE, INK, ORANGE, SOFT, legend_below, new_figure, polish
from course.widgets.live.controls import Choice, Slider
from course.widgets.live.ridges import Ridges, mark

from .model import RANGES, ActivationStd, GradientNorms, Initialisers, Signals, factor_per_layer, measure

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

DEEPEST = 20
LOWEST, HIGHEST = 1e-10, 1e10


class SignalView:
    """Left: a density for each layer, the first on top. Right: spread of activations and norm of gradients."""

    def __init__(
        self, initialisers: Initialisers, activation_std: ActivationStd, gradient_norms: GradientNorms
    ) -> None:
        self._initialisers, self._std, self._norms = initialisers, activation_std, gradient_norms
        names = tuple(initialisers)
        self.controls = (
            Choice("start", "start", names, "xavier" if "xavier" in names else names[0]),
            Choice("activation", "activation", tuple(RANGES), "tanh"),
            Slider("depth", "layers", 2, DEEPEST, 1, 10),
            Slider("seed", "draw again", 0, 20, 1, 0),
        )
        self._limits: tuple[str, int] | None = None
        self.words = ""
        self.figure = new_figure(7.2, 4.2)
        left, right = self.figure.subplots(1, 2, width_ratios=(1.0, 1.2))
        self.moving = [*self._draw_densities(left), *self._draw_sizes(right)]
        self.layers = [[left.xaxis], [left.yaxis, right.xaxis, self._one]]

    def _draw_densities(self, ax: Axes) -> list[Artist]:
        self._left = polish(ax, "density of the activations", "h, activation", "layer", grid=False)
        ax.set_ylim(0.0, 1.0)
        self._ridges = Ridges(ax, BLUE)
        return self._ridges.moving

    def _draw_sizes(self, ax: Axes) -> list[Artist]:
        self._right = polish(ax, "how signal and gradient fare", "layer")
        ax.set_yscale("log")
        ax.set_ylim(LOWEST, HIGHEST)
        self._one = ax.axhline(1.0, color=SOFT, linewidth=1.2, linestyle=(0, (4, 3)))
        (self._spread,) = ax.plot([], [], "o-", color=BLUE, linewidth=2.6, markersize=6, label="spread of activations")
        (self._gradient,) = ax.plot(
            [], [], "s--", color=ORANGE, linewidth=1.7, markersize=5, label="norm of the weights' gradient"
        )
        legend_below(ax, 1)
        self._note = ax.text(0.98, 0.84, "", transform=ax.transAxes, fontsize=9, color=INK, ha="right", va="top")
        return [self._spread, self._gradient, self._note]

    def update(self, start: str, activation: str, depth: int, seed: int) -> Hashable:
        """Show one network; redrawn in full when the axes change."""
        found = measure(start, self._initialisers[start], activation, depth, seed, self._std, self._norms)
        self._ridges.update(found.centres, found.densities)
        notes = self._show_sizes(found)
        self.words = (
            f"{depth} layers of {activation}, start {start}. Spread of the activations: {_ends(found.stds)}; "
            f"norm of the weights' gradient: {_ends(found.norms)}. {'; '.join(notes)}."
        )
        changed, self._limits = self._limits != (activation, depth), (activation, depth)
        if changed:
            self._fit(activation, depth)
        return changed and self._limits

    def _fit(self, activation: str, depth: int) -> None:
        low, high = RANGES[activation]
        margin = 0.03 * (high - low)
        self._left.set_xlim(low - margin, high + margin)
        shown = range(1, depth + 1) if depth <= 10 else range(2, depth + 1, 2)
        mark(self._left, depth, shown)
        self._right.set_xlim(0.5, depth + 0.5)
        self._right.set_xticks(list(shown))

    def _show_sizes(self, found: Signals) -> list[str]:
        steps = np.arange(1, len(found.stds) + 1)
        for line, values in ((self._spread, found.stds), (self._gradient, found.norms)):
            line.set_data(steps, np.clip(np.nan_to_num(values, nan=HIGHEST, posinf=HIGHEST), LOWEST, HIGHEST))
        forward, back = factor_per_layer(found.stds), factor_per_layer(found.norms[::-1])
        notes = [_told("forward", forward), _told("back", back)]
        if found.zeros[-1] > 0.01:
            notes.append(f"last layer: {found.zeros[-1]:.0%} exactly 0")
        self._note.set_text("\n".join(notes))
        return notes


def _ends(values: np.ndarray) -> str:
    return f"{values[0]:.2g} in the first layer, {values[-1]:.2g} in the last"


def _told(way: str, factor: float) -> str:
    return f"{way}: × {factor:.2g} a layer" if np.isfinite(factor) else f"{way}: nothing left"
