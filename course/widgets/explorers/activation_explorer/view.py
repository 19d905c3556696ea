"""An activation with its tangent, and beside it what a gradient becomes."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.plots.style import BLUE, INK, ORANGE, PURPLE, QUIET, legend, new_figure, polish
from course.widgets.live.controls import Choice, Slider

from .model import FADED, Activations, Curve, measure

REACH = 6.0
LEAST, MOST = 1e-12, 30.0


class ActivationView:
    """Left: the function with its tangent at x. Right: its slope, and what is left of it after several layers."""

    def __init__(self, activations: Activations) -> None:
        x = np.linspace(-REACH, REACH, 481)
        self.curves = {name: measure(name, *pair, x) for name, pair in activations.items()}
        names = tuple(self.curves)
        self.controls = (
            Choice("name", "activation", names, names[0]),
            Slider("x", "input x", -REACH, REACH, 0.1, 1.5),
            Slider("depth", "layers", 1, 20, 1, 2),
        )
        self.words = ""
        self.figure = new_figure(7.2, 3.9)
        self._left, self._right = self.figure.subplots(1, 2)
        self._draw_left()
        self._draw_right()
        self.moving: list[Any] = [self._line, self._tangent, self._point, self._slope, self._left_over]
        self.moving += [self._faded, self._dead, self._cursor, self._note]

    def _draw_left(self) -> None:
        ax = polish(self._left, "value: h = f(x), and its tangent", "x")
        for other in self.curves.values():
            ax.plot(other.x, other.h, color=QUIET, linewidth=1.0)
        (self._line,) = ax.plot([], [], color=BLUE, linewidth=2.6)
        (self._tangent,) = ax.plot([], [], color=INK, linewidth=1.4, linestyle=(0, (4, 3)))
        (self._point,) = ax.plot([], [], "o", color=ORANGE, markersize=8, zorder=5)
        self._note = ax.text(0.02, 0.97, "", transform=ax.transAxes, fontsize=9.5, color=INK, va="top")
        ax.set(xlim=(-REACH, REACH), ylim=(-1.4, 4.2))

    def _draw_right(self) -> None:
        ax = polish(self._right, "what the backward pass multiplies by", "x")
        bottom = [LEAST, LEAST]
        self._faded = ax.fill_between([0, 0], bottom, 1, color=PURPLE, alpha=0.1, linewidth=0, label="under 1% is left")
        self._dead = ax.fill_between(
            [0, 0], bottom, 1, facecolor="none", edgecolor=QUIET, hatch="///", linewidth=0, label="dead: exactly 0"
        )
        (self._slope,) = ax.plot([], [], color=ORANGE, linewidth=1.7, linestyle=(0, (4, 2)), label="slope f'(x)")
        (self._left_over,) = ax.plot([], [], color=PURPLE, linewidth=2.6, label="left after all layers")
        (self._cursor,) = ax.plot([], [], "o", color=PURPLE, markersize=7, zorder=5)
        ax.set_yscale("log")
        powers = range(-12, 1, 3)
        ax.set_yticks(
            [10.0**power for power in powers], ["100%" if not power else f"$10^{{{power}}}$" for power in powers]
        )
        ax.set_yticks([], minor=True)
        ax.set(xlim=(-REACH, REACH), ylim=(LEAST, 1e5))
        legend(ax)

    def update(self, name: str, x: float, depth: int) -> bool:
        """Show one activation at one input, after a number of layers."""
        shown = self.curves[name]
        h, slope = shown.at(x)
        self._line.set_data(shown.x, shown.h)
        self._tangent.set_data([x - 1.5, x + 1.5], [h - 1.5 * slope, h + 1.5 * slope])
        self._point.set_data([x], [h])
        left_over = shown.survival(depth)
        self._slope.set_data(shown.x, _drawn(np.abs(shown.slope)))
        self._left_over.set_data(shown.x, _drawn(left_over))
        self._cursor.set_data([x], np.maximum([abs(slope) ** depth], LEAST))
        for shade, here in ((self._faded, left_over < FADED), (self._dead, left_over == 0)):
            shade.set_data(shown.x, LEAST, np.where(here, 1.0, LEAST))
        self._note.set_text(_note(shown, x, slope, depth))
        told = self._note.get_text().replace("\n", ", ")
        self.words = f"{name}: f({x:.1f}) = {h:.3g}; {told}."
        return False


def _drawn(left_over: np.ndarray) -> np.ndarray:
    """A logarithmic axis has no 0: no line is drawn there."""
    return np.where(left_over > 0, left_over, np.nan)


def _note(shown: Curve, x: float, slope: float, depth: int) -> str:
    layers = "1 layer" if depth == 1 else f"{depth} layers"
    faded, dead = shown.faded(depth), shown.dead()
    return (
        f"at x = {x:.1f} the slope is {slope:.2g}\n"
        f"after {layers} {_share(abs(slope) ** depth)} is left\n"
        f"under 1% is left on {faded:.0%} of the axis\n"
        f"exactly nothing on {dead:.0%}"
    )


def _share(left: float) -> str:
    """A share in per cent; a tiny one as a power of ten.

    >>> _share(0.25), _share(1e-10), _share(0.0)
    ('25.0%', '1e-10', 'nothing')
    """
    if not left:
        return "nothing"
    return f"{left:.1%}" if left >= 0.0005 else f"{left:.0e}"
