"""A graph of circles and arrows, with its values and gradients."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from course.plots.style import BLUE, INK, ORANGE, PAPER, QUIET, SOFT, bare, new_figure
from course.widgets.live.controls import Slider

from .model import Graph, Node, Step, Values, backward, compare, forward, number, steps

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

COLUMN, ROW, RADIUS = 2.0, 1.2, 0.3
SIZE, BOTTOM, LINE = (7.2, 5.0), 0.21, 84


class GraphView:
    """Circles and arrows: values in blue above the circles, gradients in orange below."""

    def __init__(self, graph: Graph, function: Callable[..., object] | None) -> None:
        self._graph, self._function = graph, function
        last = 2 * len(graph.inner) + 1
        inputs = [Slider(name, name, -6.0, 6.0, _step(value), value) for name, value in graph.sliders.items()]
        self.controls = (Slider("step", "step", 0, last, 1, 0, play=True, still=last), *inputs)
        self.words = ""
        self.figure = new_figure(*SIZE)
        self.figure.set_layout_engine("none")
        ax = bare(self.figure.add_axes((0.0, BOTTOM, 1.0, 1.0 - BOTTOM)))
        width, height = SIZE[0], (1.0 - BOTTOM) * SIZE[1]
        middle = COLUMN * max(node.at[0] for node in graph.nodes) / 2
        ax.set(xlim=(middle - width / 2, middle + width / 2), ylim=(ROW - height / 2, ROW + height / 2))
        self._draw(ax)
        self.figure.text(0.97, 0.94, "values, forward", fontsize=9.5, color=BLUE, ha="right")
        self.figure.text(0.97, 0.89, "gradients, backward", fontsize=9.5, color=ORANGE, ha="right")
        self._text = self.figure.text(0.05, 0.16, "", fontsize=10.5, color=INK, va="center")
        self._verdict = self.figure.text(0.05, 0.06, "", fontsize=10, color=INK, va="center")
        self.moving = [*self._circles.values(), *self._names, *self._values.values(), *self._grads.values()]
        self.moving += [self._text, self._verdict]

    def _draw(self, ax: Axes) -> None:
        from matplotlib.patches import Circle

        centres = {node.name: _centre(node) for node in self._graph.nodes}
        for node in self._graph.inner:
            for parent in node.parents:
                _arrow(ax, centres[parent], centres[node.name])
        self._circles = {
            name: ax.add_patch(Circle(at, RADIUS, linewidth=1.6, zorder=3)) for name, at in centres.items()
        }
        self._names = [_label(ax, node) for node in self._graph.nodes]
        self._values = {name: _number(ax, at, 0.36, BLUE) for name, at in centres.items()}
        self._grads = {name: _number(ax, at, -0.36, ORANGE) for name, at in centres.items()}

    def update(self, step: int, **numbers: float) -> bool:
        """Show both passes up to a step, for the inputs' numbers."""
        values = forward(self._graph, self._graph.assemble(numbers))
        grads = backward(self._graph, values)
        now = steps(self._graph, values, grads)[int(step)]
        for node in self._graph.nodes:
            self._show(node.name, now)
            self._values[node.name].set_text(_lines(values[node.name]) if node.name in now.known_values else "")
            self._grads[node.name].set_text(_lines(grads[node.name]) if node.name in now.known_grads else "")
        self._text.set_text("\n".join(textwrap.wrap(now.text, LINE)))
        verdict = self._compare(values, grads)
        self._verdict.set_text("\n".join(textwrap.wrap(verdict, LINE)))
        self.words = f"{now.text} {self._told(values, grads, now)}{f' {verdict}.' if verdict else ''}"
        return False

    def _told(self, values: Values, grads: Values, now: Step) -> str:
        result = self._graph.nodes[-1].name
        names = [node.name for node in self._graph.nodes]
        known = [f"{name} = {number(values[name])}" for name in names if name in now.known_values]
        known += [f"d{result}/d{name} = {number(grads[name])}" for name in names if name in now.known_grads]
        return f"Known now: {', '.join(known)}."

    def _show(self, name: str, now: Step) -> None:
        colour = {"forward": BLUE, "backward": ORANGE}.get(now.phase, INK)
        circle = self._circles[name]
        circle.set_facecolor(PAPER if name != now.node else "#e3f0fa" if now.phase == "forward" else "#fdebdd")
        circle.set_edgecolor(colour if name == now.node else SOFT if name in now.known_values else QUIET)

    def _compare(self, values: Values, grads: Values) -> str:
        if self._function is None:
            return ""
        name = self._function.__name__
        try:
            results = compare(self._graph, self._function, values, grads)
        except NotImplementedError:
            return f"your {name} is not written yet: all numbers here are the course's own"
        told = ",  ".join(f"{entry} = {got} {'✓' if right else '✗'}" if got else entry for entry, right, got in results)
        return f"your {name}:  {told}"


def _step(value: float) -> float:
    return 0.5 if float(2 * value).is_integer() else 0.1


def _centre(node: Node) -> tuple[float, float]:
    return COLUMN * node.at[0], ROW * node.at[1]


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    style = {"arrowstyle": "-|>", "color": QUIET, "linewidth": 1.6, "shrinkA": 22, "shrinkB": 22, "mutation_scale": 14}
    ax.annotate("", xy=end, xytext=start, arrowprops=style, zorder=1)


def _label(ax: Axes, node: Node) -> Text:
    inside = node.name if node.operation is None else node.operation.symbol
    x, y = _centre(node)
    if node.operation is not None:
        ax.text(x + 0.26, y + 0.22, node.name, fontsize=11, color=SOFT, style="italic")
    return ax.text(x, y, inside, fontsize=12, color=INK, ha="center", va="center", zorder=4)


def _number(ax: Axes, at: tuple[float, float], below: float, colour: str) -> Text:
    side = "bottom" if below > 0 else "top"
    return ax.text(at[0], at[1] + below, "", fontsize=9.5, color=colour, ha="center", va=side, weight="bold", zorder=5)


def _lines(value: Any) -> str:
    text = number(value)
    return text.replace("], [", "],\n[") if text.startswith("[[") else text
