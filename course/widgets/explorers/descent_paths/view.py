"""Three descents on one surface, and what they have cost."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import numpy as np

from course.plots.style import BLUE, INK, ORANGE, QUIET, SOFT, TEAL, legend_below, new_figure, polish
from course.widgets.live.controls import Choice, Slider

from .model import EXAMPLES, PROBLEMS, Minibatches, Step, descend, examples_seen

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.contour import ContourSet
    from matplotlib.lines import Line2D

SIZES = (2, 4, 8, 16, 32)
MOST_EPOCHS = 16
COLOURS = {"all": BLUE, "some": TEAL, "one": ORANGE}
STROKES = {"all": ("-", 2.6), "some": ((0, (4, 2)), 1.6), "one": ("-", 0.9)}
DOTS = {"all": ".", "some": "", "one": ""}
ENDS = {"all": "o", "some": "^", "one": "s"}
NAMES = {"all": f"all {EXAMPLES} examples", "some": "a mini-batch", "one": "one example"}


class PathsView:
    """Left: the surface with three paths. Right: the loss over all examples against the examples seen."""

    def __init__(self, minibatches: Minibatches, step: Step | None) -> None:
        self._minibatches, self._step = minibatches, step
        self._shown = ""
        self._contours: ContourSet | None = None
        self._known: tuple[str, float, int, int] | None = None
        self._told: dict[str, str] = {}
        self.controls = (
            Choice("problem", "surface", tuple(PROBLEMS), next(iter(PROBLEMS))),
            Choice("size", "mini-batch", SIZES, 8, slider=True),
            Slider("lr", "learning rate", 0.01, 0.3, 0.01, 0.1),
            Slider("epochs", "epochs", 1, MOST_EPOCHS, 1, 8),
            Slider("seed", "draw again", 0, 30, 1, 0),
        )
        self.words = ""
        self.figure = new_figure(7.2, 4.4)
        self._map, self._costs = self.figure.subplots(1, 2, width_ratios=(1.1, 1.0))
        self.moving: list[Artist] = [*self._draw_map(self._map), *self._draw_costs(self._costs)]

    @property
    def layers(self) -> list[list[Artist]]:
        """The map, with its contours and numbers; the numbers of the steps, and what stands on their grid."""
        seen = (self._map.xaxis, self._map.yaxis, self._contours), (self._costs.xaxis,)
        return [[artist for artist in layer if artist is not None] for layer in seen]

    def _draw_map(self, ax: Axes) -> list[Artist]:
        polish(ax, "the loss over all examples, from above", "w[0]", "w[1]", grid=False)
        self._paths, self._ends = {}, {}
        for name in ("one", "some", "all"):
            self._paths[name] = _line(ax, name)
            (self._ends[name],) = ax.plot(
                [], [], ENDS[name], color=COLOURS[name], markeredgecolor="white", markersize=9
            )
        (self._start,) = ax.plot([], [], "x", color=INK, markersize=8)
        return [*self._paths.values(), *self._ends.values(), self._start]

    def _draw_costs(self, ax: Axes) -> list[Artist]:
        polish(ax, "loss above its lowest value", "gradients of single examples")
        ax.set_yscale("log")
        ax.set(xlim=(0, MOST_EPOCHS * EXAMPLES), ylim=(1e-6, 100.0))
        self._losses = {name: _line(ax, name) for name in COLOURS}
        legend_below(ax)
        self._note = ax.text(0.03, 0.03, "", transform=ax.transAxes, fontsize=9.5, color=INK)
        return [*self._losses.values(), self._note]

    def update(self, problem: str, size: int, lr: float, epochs: int, seed: int) -> Hashable:
        """Descend anew, three times."""
        counts = {"all": EXAMPLES, "some": size, "one": 1}
        wanted = problem, lr, epochs, seed
        anew = {name: count for name, count in counts.items() if self._known != wanted or name == "some"}
        paths = {
            name: descend(self._minibatches, self._step, PROBLEMS[problem], count, lr, epochs, seed)
            for name, count in anew.items()
        }
        for name, path in paths.items():
            self._show(name, path, counts[name], problem)
        self._known = wanted
        self._note.set_text(_note({count: epochs * -(-EXAMPLES // count) for count in counts.values()}, epochs))
        told = " ".join(self._told.values())
        self.words = f"On {problem}, with a learning rate of {lr:g}, after {_counted(epochs, 'epoch')}. {told}"
        return self._look_at(problem, epochs) and (problem, epochs)

    def _show(self, name: str, path: np.ndarray, size: int, problem: str) -> None:
        self._paths[name].set_data(*path.T)
        self._ends[name].set_data(*path[-1:].T)
        losses = PROBLEMS[problem].loss(path) - PROBLEMS[problem].lowest
        self._losses[name].set_data(examples_seen(path, size), np.maximum(losses, 1e-6))
        updates = _counted(len(path) - 1, "update")
        self._told[name] = f"{_who(name, size)}: {updates}, and the loss is {losses[-1]:.2g} above its lowest value."

    def _look_at(self, problem: str, epochs: int) -> bool:
        """True where the limits or the contours have changed."""
        last = epochs * EXAMPLES
        changed = problem != self._shown or self._costs.get_xlim()[1] != last
        self._costs.set_xlim(0, last)
        if problem != self._shown:
            self._draw_contours(problem)
        self._shown = problem
        return changed

    def _draw_contours(self, problem: str) -> None:
        if self._contours is not None:
            self._contours.remove()
        chosen = PROBLEMS[problem]
        left, right, bottom, top = chosen.limits
        x, y = np.linspace(left, right, 80), np.linspace(bottom, top, 80)
        heights = chosen.loss(np.stack(np.meshgrid(x, y), axis=-1)) - chosen.lowest
        levels = np.geomspace(0.01, 10.0, 12)
        self._contours = self._map.contour(x, y, heights, levels, colors=[SOFT, QUIET], linewidths=0.6, zorder=1)
        self._map.set(xlim=(left, right), ylim=(bottom, top))
        self._start.set_data([chosen.start[0]], [chosen.start[1]])


def _line(ax: Axes, name: str) -> Line2D:
    stroke, width = STROKES[name]
    look: dict[str, Any] = {"color": COLOURS[name], "linestyle": stroke, "linewidth": width, "marker": DOTS[name]}
    return ax.plot([], [], **look, label=NAMES[name])[0]


def _who(name: str, size: int) -> str:
    return {"all": f"All {EXAMPLES} examples", "some": f"Mini-batches of {size}", "one": "One example at a time"}[name]


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _note(updates: dict[int, int], epochs: int) -> str:
    lines = [f"{count:>2} at a time: {total} updates" for count, total in updates.items()]
    return "\n".join([f"in {_counted(epochs, 'epoch')}", *lines])
