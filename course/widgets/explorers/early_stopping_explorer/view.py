"""Where a run stops, and what every patience would have kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import BLUE, INK, ORANGE, PURPLE, QUIET, SOFT, TEAL, legend, legend_below, new_figure, polish
from course.widgets.live.controls import Slider

from .model import EPOCHS, LONGEST_PATIENCE, MakeStopper, Stop, make_run, watch_all

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

TOP = 1.3


class StoppingView:
    """Left: the run, as far as it was let go. Right: the loss of what was kept, and the length of the run."""

    def __init__(self, EarlyStopping: MakeStopper) -> None:
        self._stopper = EarlyStopping
        self._drawn: tuple[float, int] | None = None
        self.controls = (
            Slider("patience", "patience", 1, LONGEST_PATIENCE, 1, 4),
            Slider("noise", "noise", 0.0, 0.1, 0.01, 0.03),
            Slider("seed", "another run", 0, 30, 1, 1),
        )
        self.words = ""
        self.figure = new_figure(7.2, 4.3)
        run, bought = self.figure.subplots(1, 2, width_ratios=(1.5, 1.0))
        self.moving = [*self._draw_run(run), *self._draw_bought(bought)]

    def _draw_run(self, ax: Axes) -> tuple[Artist, ...]:
        polish(ax, "your class on watch", "epoch", "loss")
        (self._rest,) = ax.plot([], [], color=QUIET, linewidth=1.2, label="had it gone on")
        (self._training,) = ax.plot([], [], color=BLUE, linewidth=2.6, label="training")
        (self._validation,) = ax.plot([], [], color=ORANGE, linewidth=1.9, linestyle=(0, (4, 2)), label="validation")
        (self._last,) = ax.plot([], [], color=PURPLE, linewidth=1.7, linestyle=(0, (8, 2, 2, 2)), label="stop")
        (self._best,) = ax.plot([], [], "o", color=TEAL, markersize=9, label="kept")
        self._note = ax.text(0.98, 0.97, "", transform=ax.transAxes, fontsize=9.5, color=INK, ha="right", va="top")
        ax.set(xlim=(0, EPOCHS), ylim=(0.0, TOP))
        legend_below(ax, 3)
        return self._rest, self._training, self._validation, self._last, self._best, self._note

    def _draw_bought(self, ax: Axes) -> tuple[Artist, ...]:
        polish(ax, "what patience buys", "patience", "loss of what is kept, without noise")
        (self._losses,) = ax.plot([], [], "o-", color=TEAL, linewidth=1.6, markersize=3.5, label="kept by your class")
        (self._lowest,) = ax.plot(
            [], [], color=SOFT, linewidth=1.2, linestyle=(0, (4, 3)), label="best of the whole run"
        )
        (self._cursor,) = ax.plot([], [], "D", color=PURPLE, markersize=7)
        ax.set(xlim=(0, LONGEST_PATIENCE + 1), ylim=(0.3, 1.2))
        legend(ax)
        return self._losses, self._lowest, self._cursor

    def update(self, patience: int, noise: float, seed: int) -> bool:
        """Show one patience; the class is asked about all of them when the run changes."""
        if self._drawn != (noise, seed):
            run = make_run(noise, seed)
            self._stops, self._run = watch_all(self._stopper, run), run
            self._kept = np.array([self._run.expected[stop.kept] for stop in self._stops])
            self._losses.set_data(np.arange(1, LONGEST_PATIENCE + 1), self._kept)
            self._lowest.set_data([0, LONGEST_PATIENCE + 1], [self._run.expected.min()] * 2)
            self._drawn = (noise, seed)
        stop = self._stops[patience - 1]
        self._show_run(stop)
        self._cursor.set_data([patience], [self._kept[patience - 1]])
        self.words = (
            f"Patience {patience}, noise {noise:g}: {_ended(stop)}; {_said(stop)}. "
            f"What is kept has a loss of {self._kept[patience - 1]:.3f} without noise; "
            f"the best of the whole run is {self._run.expected.min():.3f}."
        )
        return False

    def _show_run(self, stop: Stop) -> None:
        run, epochs = self._run, np.arange(EPOCHS)
        self._rest.set_data(epochs[stop.last :], run.validation[stop.last :])
        self._training.set_data(epochs[: stop.last + 1], run.training[: stop.last + 1])
        self._validation.set_data(epochs[: stop.last + 1], run.validation[: stop.last + 1])
        self._last.set_data(([stop.last] * 2, [0.0, TOP]) if stop.stopped else ([], []))
        self._best.set_data([stop.kept], [run.validation[stop.kept]])
        self._note.set_text(_note(stop))


def _note(stop: Stop) -> str:
    doubt = "" if stop.best_epoch == stop.kept else "\nThese are not the same: is it a copy?"
    return f"{_ended(stop)}\n{_said(stop)}{doubt}"


def _ended(stop: Stop) -> str:
    return f"stopped after epoch {stop.last}" if stop.stopped else "never stopped"


def _said(stop: Stop) -> str:
    return f"best_epoch {stop.best_epoch}, best_params of epoch {stop.kept}"
