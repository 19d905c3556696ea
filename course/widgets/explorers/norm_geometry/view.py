"""The optimum where an ellipse of the loss touches a ball of the penalty, and its way as the penalty grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import BLUE, INK, ORANGE, PURPLE, QUIET, SOFT, TEAL, legend_below, new_figure, polish
from course.widgets.live.controls import Choice, Slider

from .model import LAMS, THETA_STAR, L1Optimum, L2Optimum, Landscape, ball, optimum, path

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

HEIGHTS = (0.25, 1.0, 2.25, 4.0, 6.25)
SHOWN = tuple(round(float(lam), 2) for lam in LAMS[::5])


class NormView:
    """Left: loss and penalty in the plane of the weights. Right: both weights for every strength of the penalty."""

    def __init__(self, l2_optimum: L2Optimum, l1_optimum: L1Optimum) -> None:
        self._functions = l2_optimum, l1_optimum
        self._drawn: tuple[str, float] | None = None
        self.controls = (
            Choice("penalty", "penalty", ("L2", "L1", "elastic net"), "L1"),
            Choice("lam", "strength λ", SHOWN, SHOWN[7], slider=True),
            Slider("angle", "angle (L2 only)", -60, 60, 5, 0),
        )
        self.words = ""
        self.figure = new_figure(7.2, 4.3)
        plane, weights = self.figure.subplots(1, 2)
        self.moving = [*self._draw_plane(plane), *self._draw_weights(weights)]

    def _draw_plane(self, ax: Axes) -> tuple[Artist, ...]:
        polish(ax, "loss and penalty", "θ₁", "θ₂")
        ax.axhline(0.0, color=SOFT, linewidth=0.8)
        ax.axvline(0.0, color=SOFT, linewidth=0.8)
        ax.plot(*THETA_STAR, "+", color=INK, markersize=10, markeredgewidth=1.8, label="θ*, without penalty")
        self._contours = [ax.plot([], [], color=QUIET, linewidth=0.6)[0] for _ in HEIGHTS]
        (self._ellipse,) = ax.plot([], [], color=BLUE, linewidth=2.2, label="same loss")
        (self._ball,) = ax.plot([], [], color=ORANGE, linewidth=1.6, linestyle=(0, (8, 2, 2, 2)), label="same penalty")
        (self._path,) = ax.plot([], [], color=PURPLE, linewidth=1.2, linestyle=(0, (3, 2)), label="optima for all λ")
        (self._optimum,) = ax.plot([], [], "o", color=PURPLE, markersize=8)
        ax.set(xlim=(-1.6, 3.0), ylim=(-2.6, 2.9), aspect="equal")
        legend_below(ax)
        return *self._contours, self._ellipse, self._ball, self._path, self._optimum

    def _draw_weights(self, ax: Axes) -> tuple[Artist, ...]:
        polish(ax, "the weights at the optimum", "penalty λ", "weight")
        ax.axhline(0.0, color=SOFT, linewidth=0.8)
        (self._first,) = ax.plot([], [], color=BLUE, linewidth=3.2, label="θ₁")
        (self._second,) = ax.plot([], [], color=TEAL, linewidth=1.9, linestyle=(0, (4, 2)), label="θ₂")
        (self._cursor,) = ax.plot([], [], color=PURPLE, linewidth=1.4, linestyle=(0, (2, 2)))
        self._note = ax.text(0.03, 0.03, "", transform=ax.transAxes, fontsize=9.5, color=INK)
        ax.set_xscale("log")
        ax.set(xlim=(LAMS[0], LAMS[-1]), ylim=(-1.2, 1.9))
        legend_below(ax)
        return self._first, self._second, self._cursor, self._note

    def update(self, penalty: str, lam: float, angle: float) -> bool:
        """Show one penalty at one strength."""
        landscape = Landscape(np.deg2rad(angle) if penalty == "L2" else 0.0)
        if self._drawn != (penalty, landscape.angle):
            self._show_landscape(landscape, path(penalty, landscape, *self._functions))
            self._drawn = (penalty, landscape.angle)
        theta = optimum(penalty, landscape, lam, *self._functions)
        self._ellipse.set_data(*landscape.contour(landscape.height(theta)))
        self._ball.set_data(*ball(penalty, theta))
        self._optimum.set_data(theta[:1], theta[1:])
        self._cursor.set_data([lam, lam], [-1.2, 1.9])
        unused = penalty != "L2" and angle != 0
        self._note.set_text(_note(landscape, theta) + ("\nthe angle is for L2 alone" if unused else ""))
        self.words = _told(penalty, lam, landscape, theta) + (" The angle is for L2 alone." if unused else "")
        return False

    def _show_landscape(self, landscape: Landscape, optima: np.ndarray) -> None:
        for line, height in zip(self._contours, HEIGHTS, strict=True):
            line.set_data(*landscape.contour(height))
        self._path.set_data(*optima.T)
        self._first.set_data(LAMS, optima[:, 0])
        self._second.set_data(LAMS, optima[:, 1])


def _kept(landscape: Landscape, theta: np.ndarray) -> np.ndarray:
    """The share of theta* along the flat axis, and along the steep one."""
    return (landscape.axes.T @ theta) / (landscape.axes.T @ THETA_STAR)


def _told(penalty: str, lam: float, landscape: Landscape, theta: np.ndarray) -> str:
    flat, steep = _kept(landscape, theta)
    return (
        f"{penalty[0].upper()}{penalty[1:]} with strength {lam:g}, the axes of the loss turned by "
        f"{np.rad2deg(landscape.angle):.0f}°: the optimum moves from ({THETA_STAR[0]:g}, {THETA_STAR[1]:g}) to "
        f"({theta[0]:.2f}, {theta[1]:.2f}), and keeps {flat:.0%} along the flat axis and {steep:.0%} along the steep."
    )


def _note(landscape: Landscape, theta: np.ndarray) -> str:
    flat, steep = _kept(landscape, theta)
    return (
        f"θ = ({theta[0]:.2f}, {theta[1]:.2f})\nkept along the flat axis {flat:.0%}\nalong the steep axis {steep:.0%}"
    )
