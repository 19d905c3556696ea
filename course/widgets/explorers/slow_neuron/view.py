"""Both learning curves side by side, and the neuron sliding down its sigmoid twice."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import numpy as np

from course.plots.style import BLUE, INK, ORANGE, QUIET, SOFT, new_figure, polish
from course.widgets.live.controls import Choice, Slider

from .model import LOSSES, STEPS, TrainNeuron, train

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

REACH = 9.0
RATES = (0.05, 0.15, 0.5, 1.0, 3.0, 10.0)
HEADROOM = 1.4  # above the highest curve, for what is written there
TOPS = (1.0, 2.0, 5.0, 10.0, 20.0)
NAMES = {"quadratic": "quadratic loss", "cross_entropy": "cross entropy"}
COLOURS = {"quadratic": ORANGE, "cross_entropy": BLUE}
MARKS = {"quadratic": ("s", 11), "cross_entropy": ("o", 7)}


class SlowNeuronView:
    """Above: the loss before each step, a loss for each panel. Below: where both neurons stand."""

    def __init__(self, train_neuron: TrainNeuron) -> None:
        self._train_neuron = train_neuron
        self._drawn: tuple[float, float, int, float] | None = None
        self.controls = (
            Slider("w", "w at the start", -6.0, 6.0, 0.1, 2.0),
            Slider("b", "b at the start", -6.0, 6.0, 0.1, 2.0),
            Choice("y", "target y", (0, 1), 0),
            Choice("lr", "learning rate", RATES, 0.15, slider=True),
            Slider("step", "step", 0, STEPS, 10, 50, play=True),
        )
        self.words = ""
        self.figure = new_figure(7.2, 5.3)
        grid = self.figure.add_gridspec(2, 2, height_ratios=(1.15, 1.0))
        sigmoid = self.figure.add_subplot(grid[1, :])
        self._panels: dict[str, Axes] = {
            loss: self.figure.add_subplot(grid[0, column]) for column, loss in enumerate(LOSSES)
        }
        self._draw_curves()
        self._draw_sigmoid(sigmoid)
        self.layers = [[self._panels["cross_entropy"].yaxis]]
        self.moving = [*self._curves.values(), *self._dots.values(), *self._notes.values()]
        self.moving += [*self._neurons.values(), self._target]

    def _draw_curves(self) -> None:
        for loss, ax in self._panels.items():
            polish(ax, NAMES[loss], "step", "loss before the step")
            ax.set(xlim=(0, STEPS), ylim=(0.0, HEADROOM * 0.5))
        panels = self._panels.items()
        self._curves = {loss: ax.plot([], [], color=COLOURS[loss], linewidth=2.4)[0] for loss, ax in panels}
        self._dots = {loss: _mark(ax, loss) for loss, ax in panels}
        right: dict[str, Any] = {"ha": "right", "va": "top", "fontsize": 9.5, "color": INK}
        self._notes = {loss: ax.text(0.98, 0.97, "", transform=ax.transAxes, **right) for loss, ax in panels}

    def _draw_sigmoid(self, ax: Axes) -> None:
        polish(ax, "where the neuron stands", "z = w x + b, with x = 1", "a = sigmoid(z)")
        z = np.linspace(-REACH, REACH, 181)
        ax.plot(z, 1 / (1 + np.exp(-z)), color=QUIET, linewidth=2.0)
        ax.set(xlim=(-REACH - 0.4, REACH + 0.4), ylim=(-0.08, 1.08))
        self._target = ax.axhline(0.0, color=SOFT, linewidth=1.2, linestyle=(0, (4, 3)), label="target y")
        self._neurons = {loss: _mark(ax, loss) for loss in LOSSES}
        ax.legend(frameon=False, fontsize=9, labelcolor=INK, loc="center left")

    def update(self, w: float, b: float, y: int, lr: float, step: int) -> Hashable:
        """Show both runs at one step; they are trained anew only when the start, the target or the rate changes."""
        full = False
        if self._drawn != (w, b, y, lr):
            self._runs = train(self._train_neuron, w, b, float(y), lr)
            self._drawn = (w, b, y, lr)
            self._target.set_ydata([y, y])
            full = self._show_runs()
        for loss, run in self._runs.items():
            self._dots[loss].set_data([step], run.losses[step : step + 1])
            z, a = run.position(step, REACH)
            self._neurons[loss].set_data([z], [a])
        self.words = " ".join(self._told(loss, step) for loss in LOSSES)
        return full and (self._panels["cross_entropy"].get_ylim(),)

    def _told(self, loss: str, step: int) -> str:
        run = self._runs[loss]
        note = self._notes[loss].get_text().replace("\n", " ")
        return (
            f"{NAMES[loss]}: {note}; at step {step} the loss is {run.losses[step]:.3g} and a is {run.answer(step):.3g}."
        )

    def _show_runs(self) -> bool:
        """True when the axis of the cross entropy, which has no largest value, had to change."""
        for loss, run in self._runs.items():
            self._curves[loss].set_data(np.arange(STEPS + 1), run.losses)
            self._notes[loss].set_text(_note(run.good_after(), run.answer(0)))
        ax, highest = self._panels["cross_entropy"], np.nanmax(self._runs["cross_entropy"].losses)
        top = HEADROOM * next((top for top in TOPS if highest <= top), TOPS[-1])
        changed = ax.get_ylim()[1] != top
        ax.set_ylim(0.0, top)
        return bool(changed)


def _mark(ax: Axes, loss: str) -> Line2D:
    mark, size = MARKS[loss]
    return ax.plot([], [], mark, color=COLOURS[loss], markersize=size, label=NAMES[loss], zorder=4)[0]


def _note(good: int | None, first: float) -> str:
    when = f"not within {STEPS} steps" if good is None else "at the start" if good == 0 else f"at step {good}"
    return f"it begins with a = {first:.3g}\nwithin 0.1 of the target:\n{when}"
