"""Two ways from 0 to the optimum, and the shares that they keep of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import BLUE, INK, ORANGE, QUIET, SOFT, legend, legend_below, new_figure, polish
from course.widgets.live.controls import Choice, Slider

from .model import EIGENVALUES, STEEP, THETA_STAR, EquivalentL2, Factors, compare, contour

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

STEPS = (1, 2, 3, 5, 8, 12, 20, 35, 60, 100, 200, 500)
HEIGHTS = (0.05, 0.2, 0.5, 1.0, 1.8)


class StoppingAndDecayView:
    """Left: the descent, and all optima with a penalty. Right: the share of the optimum for every eigenvalue."""

    def __init__(self, early_stopping_factors: Factors, equivalent_l2: EquivalentL2) -> None:
        self._functions = early_stopping_factors, equivalent_l2
        self.controls = (
            Choice("steps", "steps", STEPS, 12, slider=True),
            Slider("eps", "learning rate ε", 0.02, 0.3, 0.02, 0.1),
            Slider("flat", "flat eigenvalue", 0.05, 3.0, 0.05, 0.3),
        )
        self.words = ""
        self.figure = new_figure(7.2, 4.3)
        plane, shares = self.figure.subplots(1, 2)
        self.moving = [*self._draw_plane(plane), *self._draw_shares(shares)]

    def _draw_plane(self, ax: Axes) -> tuple[Artist, ...]:
        polish(ax, "two ways from 0", "θ₁", "θ₂")
        self._contours = [ax.plot([], [], color=QUIET, linewidth=0.6)[0] for _ in HEIGHTS]
        ax.plot(*THETA_STAR, "+", color=INK, markersize=10, markeredgewidth=1.8, label="θ*")
        ax.plot(0.0, 0.0, "x", color=SOFT, markersize=7)
        (self._ridge,) = ax.plot([], [], color=ORANGE, linewidth=1.6, linestyle=(0, (4, 2)), label="L2, every λ")
        (self._path,) = ax.plot([], [], ".-", color=BLUE, linewidth=1.6, markersize=4, label="descent")
        (self._decayed,) = ax.plot([], [], "s", color=ORANGE, markersize=8)
        (self._stopped,) = ax.plot([], [], "o", color=BLUE, markersize=8)
        ax.set(xlim=(-0.6, 2.4), ylim=(-0.5, 3.4), aspect="equal")
        legend_below(ax, 3)
        return *self._contours, self._ridge, self._path, self._decayed, self._stopped

    def _draw_shares(self, ax: Axes) -> tuple[Artist, ...]:
        polish(ax, "share of the optimum", "eigenvalue", "share")
        (self._reached,) = ax.plot([], [], color=BLUE, linewidth=3.2, label="reached when stopped")
        (self._kept,) = ax.plot([], [], color=ORANGE, linewidth=1.9, linestyle=(0, (4, 2)), label="kept by L2")
        (self._reached_two,) = ax.plot([], [], "o", color=BLUE, markersize=8)
        (self._kept_two,) = ax.plot([], [], "s", color=ORANGE, markersize=8)
        self._note = ax.text(0.98, 0.02, "", transform=ax.transAxes, fontsize=9.5, color=INK, ha="right", va="bottom")
        ax.set_xscale("log")
        ax.set(xlim=(EIGENVALUES[0], EIGENVALUES[-1]), ylim=(-0.3, 1.25))
        legend(ax, "upper left")
        return self._reached, self._kept, self._reached_two, self._kept_two, self._note

    def update(self, steps: int, eps: float, flat: float) -> bool:
        """Show the descent after `steps` steps of size eps, where the flat direction has this eigenvalue."""
        shown = compare(*self._functions, eps, steps, flat)
        for line, height in zip(self._contours, HEIGHTS, strict=True):
            line.set_data(*contour(height, flat))
        self._ridge.set_data(*shown.ridge.T)
        self._path.set_data(*shown.path.T)
        self._stopped.set_data(shown.stopped[:1], shown.stopped[1:])
        self._decayed.set_data(shown.decayed[:1], shown.decayed[1:])
        self._reached.set_data(EIGENVALUES, np.clip(shown.reached, -0.5, 1.5))
        self._kept.set_data(EIGENVALUES, shown.kept)
        self._reached_two.set_data([flat, STEEP], shown.two[0])
        self._kept_two.set_data([flat, STEEP], shown.two[1])
        apart = np.abs(shown.two[0] - shown.two[1])
        self._note.set_text(f"λ = {shown.lam:.3g}\napart by {apart[0]:.2f} (flat), {apart[1]:.2f} (steep)")
        reached, kept = shown.two
        self.words = (
            f"After {steps} {'step' if steps == 1 else 'steps'} with learning rate {eps:g} the descent has reached "
            f"{reached[0]:.0%} of the optimum in the flat direction (eigenvalue {flat:g}) and {reached[1]:.0%} in the "
            f"steep one ({STEEP:g}). L2 with your λ = {shown.lam:.3g} keeps {kept[0]:.0%} and {kept[1]:.0%}."
        )
        return False
