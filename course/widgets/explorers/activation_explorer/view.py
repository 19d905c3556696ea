"""An activation with its tangent, and beside it what a gradient becomes."""

from __future__ import annotations

import numpy as np

from course.plots.style import BLUE, FAINT, INK, MAGENTA, ORANGE, legend, new_figure, polish
from course.widgets.live.controls import Choice, Slider

from .model import DEAD, Activations, Curve, dead_share, measure

REACH = 6.0


class ActivationView:
    """Left: the function with its tangent at x. Right: its slope, and what is left of it after several layers."""

    caption = "An activation function, its slope, and the gradient that is left after several layers."

    def __init__(self, activations: Activations) -> None:
        x = np.linspace(-REACH, REACH, 481)
        self.curves = {name: measure(name, *pair, x) for name, pair in activations.items()}
        names = tuple(self.curves)
        self.controls = (
            Choice("name", "activation", names, names[0]),
            Slider("x", "input x", -REACH, REACH, 0.1, 1.5),
            Slider("depth", "layers", 1, 20, 1, 2),
        )
        self.figure = new_figure(9.2, 3.7)
        self._left, self._right = self.figure.subplots(1, 2)
        self._draw_left()
        self._draw_right()
        self.moving = [self._line, self._tangent, self._point, self._slope, self._left_over, self._dead]
        self.moving += [self._cursor, self._note]

    def _draw_left(self) -> None:
        ax = polish(self._left, "value: h = f(x), and its tangent", "x")
        for other in self.curves.values():
            ax.plot(other.x, other.h, color=FAINT, linewidth=1.5)
        (self._line,) = ax.plot([], [], color=BLUE, linewidth=2.4)
        (self._tangent,) = ax.plot([], [], color=INK, linewidth=1.2, linestyle=(0, (4, 3)))
        (self._point,) = ax.plot([], [], "o", color=ORANGE, markersize=8, zorder=5)
        self._note = ax.text(0.02, 0.97, "", transform=ax.transAxes, fontsize=9.5, color=INK, va="top")
        ax.set(xlim=(-REACH, REACH), ylim=(-1.4, 3.0))

    def _draw_right(self) -> None:
        ax = polish(self._right, "what the backward pass multiplies by", "x")
        self._dead = ax.fill_between([0, 0], 0, 1, color=MAGENTA, alpha=0.1, linewidth=0)
        (self._slope,) = ax.plot([], [], color=ORANGE, linewidth=2.2, label="slope f'(x)")
        (self._left_over,) = ax.plot([], [], color=MAGENTA, linewidth=2.2, label="left after all layers")
        (self._cursor,) = ax.plot([], [], "o", color=MAGENTA, markersize=7, zorder=5)
        ax.set(xlim=(-REACH, REACH), ylim=(-0.03, 1.4), yticks=[0, 0.25, 0.5, 0.75, 1.0])
        legend(ax)

    def update(self, name: str, x: float, depth: int) -> bool:
        """Show one activation at one input, after a number of layers."""
        shown = self.curves[name]
        h, slope = shown.at(x)
        self._line.set_data(shown.x, shown.h)
        self._tangent.set_data([x - 1.5, x + 1.5], [h - 1.5 * slope, h + 1.5 * slope])
        self._point.set_data([x], [h])
        left_over = shown.survival(depth)
        self._slope.set_data(shown.x, shown.slope)
        self._left_over.set_data(shown.x, left_over)
        self._cursor.set_data([x], [abs(slope) ** depth])
        self._shade(shown, left_over)
        self._note.set_text(_note(shown, x, slope, depth))
        return False

    def _shade(self, shown: Curve, left_over: np.ndarray) -> None:
        self._dead.set_data(shown.x, 0.0, np.where(left_over < DEAD, 1.0, 0.0))


def _note(shown: Curve, x: float, slope: float, depth: int) -> str:
    layers = "1 layer" if depth == 1 else f"{depth} layers"
    dead = dead_share(shown.slope, depth)
    return (
        f"at x = {x:.1f} the slope is {slope:.2g}\n"
        f"after {layers} {abs(slope) ** depth:.1%} is left\n"
        f"shaded: under 1% is left\n({dead:.0%} of the axis)"
    )
