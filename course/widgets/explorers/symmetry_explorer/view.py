"""Units as dots and as rows, their gap, and what the network says about the plane."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from course.plots.classes import classes, grid_points, limits_around, region_colours
from course.plots.style import BLUE, INK, PAPER, PURPLE, QUIET, SOFT, bare, new_figure, polish
from course.widgets.live.controls import Choice, Slider

from .model import (
    DROPOUT,
    EQUAL,
    HIDDEN,
    MOMENTS,
    NOISE,
    LossAndGrads,
    PermuteHidden,
    TrainFromConstant,
    Training,
    UnitGap,
    groups,
    points,
    scores,
    train,
    turned,
)

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

REACH, SIDE, SMALLEST = 4.0, 60, 1e-17


class SymmetryView:
    """Above: the rows of W1, and the units in the plane of their weights. Below: their gap, and the plane."""

    def __init__(
        self,
        train_from_constant: TrainFromConstant,
        hidden_unit_gap: UnitGap,
        permute_hidden: PermuteHidden | None,
        mlp_loss: LossAndGrads | None,
    ) -> None:
        self._functions = (train_from_constant, hidden_unit_gap, mlp_loss)
        self._permute = permute_hidden
        self._trained: dict[tuple[str, float], Training] = {}
        starts = (EQUAL, DROPOUT) if mlp_loss is None else (NOISE, EQUAL, DROPOUT)
        self.controls: tuple[Choice | Slider, ...] = (
            Choice("start", "start", starts, starts[0]),
            Slider("value", "value", -0.3, 0.9, 0.1, 0.5),
            Choice("steps", "steps", MOMENTS, MOMENTS[-1], slider=True),
        )
        if permute_hidden is not None:
            self.controls += (Slider("places", "turn the units by", 0, HIDDEN - 1, 1, 0),)
        self.words = ""
        self.figure = new_figure(7.2, 5.6)
        (rows, plane), (gaps, regions) = self.figure.subplots(2, 2)
        self.moving = [
            *self._draw_rows(rows),
            *self._draw_units(plane),
            *self._draw_gaps(gaps),
            *self._draw_regions(regions),
        ]

    def _draw_rows(self, ax: Axes) -> list[Artist]:
        bare(ax, "rows of W1")
        ax.set_yticks(range(HIDDEN), [f"{unit}" for unit in range(HIDDEN)])
        ax.set_xticks([0, 1], ["w_1", "w_2"])
        ax.set_ylabel("hidden unit", color=SOFT, fontsize=9.5)
        self._rows = ax.imshow(np.zeros((HIDDEN, 2)), cmap="PuOr", vmin=-REACH, vmax=REACH, aspect="auto")
        numbers = [
            [ax.text(k, unit, "", ha="center", va="center", fontsize=8.5, color=INK) for k in range(2)]
            for unit in range(HIDDEN)
        ]
        self._numbers = numbers
        return [self._rows, *(text for row in numbers for text in row)]

    def _draw_units(self, ax: Axes) -> list[Artist]:
        polish(ax, "each unit, by its weights", "w_1", "w_2")
        ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH))
        self._paths = [ax.plot([], [], color=QUIET, linewidth=1.0)[0] for _ in range(HIDDEN)]
        (self._units,) = ax.plot([], [], "o", color=BLUE, markersize=9, markeredgecolor=PAPER)
        self._count = ax.text(0.03, 0.97, "", transform=ax.transAxes, fontsize=9.5, color=INK, va="top")
        return [*self._paths, self._units, self._count]

    def _draw_gaps(self, ax: Axes) -> list[Artist]:
        polish(ax, "gap between the units", "step")
        ax.set_xscale("symlog", linthresh=1)
        ax.set_yscale("log")
        ax.set(xlim=(-0.2, 1.3 * MOMENTS[-1]), ylim=(SMALLEST / 3, 30))
        ax.set_xticks([0, 1, 10, 100, 1000], ["0", "1", "10", "100", "1000"])
        ax.set_yticks([SMALLEST, 1e-12, 1e-6, 1.0], ["0", "1e-12", "1e-6", "1"])
        ax.set_yticks([], minor=True)
        (self._curve,) = ax.plot([], [], "-", color=PURPLE, linewidth=2.0)
        (self._now,) = ax.plot([], [], "o", color=PURPLE, markersize=8)
        return [self._curve, self._now]

    def _draw_regions(self, ax: Axes) -> list[Artist]:
        self._x, self._y = points()
        limits = limits_around(self._x)
        self._grid = grid_points(limits, SIDE)
        blank = np.ones((SIDE, SIDE, 3))
        self._image = ax.imshow(blank, extent=limits, origin="lower", interpolation="bilinear", aspect="auto")
        classes(self._x, self._y, title="what the network says", ax=ax)
        self._right = ax.text(0.0, -0.03, "", transform=ax.transAxes, fontsize=9.5, color=INK, va="top")
        return [self._image, *ax.collections, self._right]

    def update(self, start: str, value: float, steps: int, places: int = 0) -> bool:
        """Show one moment of one training; trained anew only for another start or value."""
        key = (start, round(value, 1))
        if key not in self._trained:
            train_from_constant, gap, mlp_loss = self._functions
            self._trained[key] = train(start, key[1], train_from_constant, gap, mlp_loss)
        training, moment = self._trained[key], MOMENTS.index(steps)
        params = turned(training.params[moment], places, self._permute)
        self._show_units(training, moment, params["W1"])
        self._curve.set_data(MOMENTS, np.maximum(training.gaps, SMALLEST))
        self._now.set_data([steps], np.maximum(training.gaps[[moment]], SMALLEST))
        said = scores(params, self._grid)
        self._image.set_data(region_colours(said, SIDE))
        right = np.mean(scores(params, self._x).argmax(axis=1) == self._y)
        self._right.set_text(f"right for {right:.0%} of the points")
        self.words = (
            f"Start: {start}, value {key[1]:g}. After {steps} steps the {HIDDEN} hidden units amount to "
            f"{self._count.get_text()}, their gap is {training.gaps[moment]:.2g}, "
            f"and the network is {self._right.get_text()}."
        )
        return False

    def _show_units(self, training: Training, moment: int, W1: np.ndarray) -> None:
        self._rows.set_data(W1)
        for row, texts in zip(W1, self._numbers, strict=True):
            for weight, text in zip(row, texts, strict=True):
                text.set_text(f"{weight:.2f}")
                text.set_color(PAPER if abs(weight) > 0.6 * REACH else INK)
        so_far = np.stack([params["W1"] for params in training.params[: moment + 1]])
        for unit, path in enumerate(self._paths):
            path.set_data(so_far[:, unit, 0], so_far[:, unit, 1])
        self._units.set_data(W1[:, 0], W1[:, 1])
        different = groups(W1)
        self._count.set_text(f"{different} different unit{'' if different == 1 else 's'}")
