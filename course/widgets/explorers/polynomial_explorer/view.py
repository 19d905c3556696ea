"""The fit of one degree, and beside it the errors of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import BLUE, INK, ORANGE, PURPLE, SOFT, legend_below, new_figure, polish
from course.widgets.live.controls import Choice, Slider

from .model import GRID, MOST, PolynomialFeatures, RidgeFit, draw, fit_all, truth

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

PENALTIES = (0.0, 1e-9, 1e-6, 1e-4, 1e-3, 1e-2, 0.1, 1.0)
EXAMPLES = (8, 15, 30, 60, 150, 500)
LOWEST, HIGHEST = 1e-3, 1e2


class PolynomialView:
    """Left: points and the polynomial through them. Right: training and validation error of every degree."""

    def __init__(self, polynomial_features: PolynomialFeatures, ridge_fit: RidgeFit) -> None:
        self._features, self._fit = polynomial_features, ridge_fit
        self._drawn: tuple[float, ...] | None = None
        self.controls = (
            Slider("degree", "degree", 0, MOST, 1, 9),
            Choice("lam", "penalty λ", PENALTIES, 0.0, slider=True),
            Choice("examples", "examples", EXAMPLES, 15, slider=True),
            Slider("noise", "noise", 0.0, 0.5, 0.05, 0.25),
            Slider("seed", "draw again", 0, 30, 1, 3),
        )
        self.words = ""
        self.figure = new_figure(7.2, 4.3)
        left, right = self.figure.subplots(1, 2)
        self.moving = [*self._draw_fit(left), *self._draw_errors(right)]

    def _draw_fit(self, ax: Axes) -> tuple[Artist, ...]:
        polish(ax, "the points, and your polynomial", "x", "y")
        ax.plot(GRID, truth(GRID), color=SOFT, linewidth=1.2, linestyle=(0, (4, 3)), label="the truth")
        (self._points,) = ax.plot([], [], "o", color=INK, markersize=4, label="training points")
        (self._curve,) = ax.plot([], [], color=BLUE, linewidth=2.2, label="fit")
        self._note = ax.text(0.02, 0.03, "", transform=ax.transAxes, fontsize=9.5, color=INK, va="bottom")
        ax.set(xlim=(0.0, 1.0), ylim=(-3.0, 3.4))
        legend_below(ax)
        return self._points, self._curve, self._note

    def _draw_errors(self, ax: Axes) -> tuple[Artist, ...]:
        polish(ax, "errors of every degree", "degree", "mean squared error")
        (self._training,) = ax.plot([], [], "o-", color=BLUE, linewidth=2.6, markersize=4, label="training")
        (self._validation,) = ax.plot([], [], "s--", color=ORANGE, linewidth=1.6, markersize=5, label="400 new points")
        (self._cursor,) = ax.plot([], [], color=PURPLE, linewidth=1.4, linestyle=(0, (2, 2)))
        ax.set_yscale("log")
        ax.set(xlim=(-0.4, MOST + 0.4), ylim=(LOWEST, HIGHEST), xticks=range(0, MOST + 1, 2))
        legend_below(ax)
        return self._cursor, self._training, self._validation

    def update(self, degree: int, lam: float, examples: int, noise: float, seed: int) -> bool:
        """Show one degree; all degrees are fitted anew when anything else changes."""
        if self._drawn != (lam, examples, noise, seed):
            points = draw(examples, noise, seed)
            self._fits = fit_all(self._features, self._fit, points, lam)
            self._points.set_data(points.x, points.y)
            self._show_errors()
            self._drawn = (lam, examples, noise, seed)
        self._curve.set_data(GRID, np.clip(self._fits.curves[degree], -50.0, 50.0))
        self._cursor.set_data([degree, degree], [LOWEST, HIGHEST])
        training, validation = self._fits.training[degree], self._fits.validation[degree]
        largest = self._fits.largest[degree]
        self._note.set_text(f"training {training:.2g}   new {validation:.2g}\nlargest weight {largest:.3g}")
        self.words = (
            f"A polynomial of degree {degree} through {examples} points with noise {noise:g}, penalty {lam:g}: "
            f"the mean squared error is {training:.2g} on these points and {validation:.2g} on 400 new ones, "
            f"and the largest weight is {largest:.3g}. "
            f"Of the degrees 0 to {MOST}, {self._fits.validation.argmin()} has the lowest error on the new points."
        )
        return False

    def _show_errors(self) -> None:
        degrees = np.arange(MOST + 1)
        for line, errors in ((self._training, self._fits.training), (self._validation, self._fits.validation)):
            line.set_data(degrees, np.clip(errors, LOWEST, HIGHEST))
