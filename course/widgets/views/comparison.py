"""compare_dropout_live: the same network without and with dropout, through the student's own loss (lectures R8, R9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from course.plots.frontend import where
from course.plots.style import INK, new_figure, polish
from course.widgets.canvas import Canvas, Picture
from course.widgets.explore import not_written_yet
from course.widgets.models.networks import Comparison, Data, DropoutLoss, Rates, train_with_dropout
from course.widgets.pace import Pace
from course.widgets.views.curves import Curves, Header

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

SHARE_OF_TIME = 0.5
MEASUREMENTS = 80


def compare_dropout_live(
    dropout_mlp_loss: DropoutLoss,
    params: Mapping[str, np.ndarray],
    train: Data,
    validation: Data,
    p_input: float = 0.2,
    p_hidden: float = 0.5,
    lr: float = 0.5,
    steps: int = 600,
    lam: float = 0.0,
    seed: int = 0,
) -> None:
    """Train the same network without and with dropout, and watch training and validation loss.

    Args:
        dropout_mlp_loss: (params, x, y, p_input, p_hidden, lam, rng, training) -> (loss, grads)
        params: where both start, see `small_mlp`; never changed.
        train, validation: x (N, D), y (N,) integer labels.
        p_input, p_hidden: what the second of the two networks drops.
        lr, steps, lam, seed: of gradient descent on all training examples at once.
    """
    if where() == "nowhere":
        return
    settings = {"lr": lr, "steps": steps, "lam": lam, "seed": seed, "every": max(steps // MEASUREMENTS, 1)}
    runs = [
        train_with_dropout(dropout_mlp_loss, params, train, validation, rates, **settings)  # type: ignore[arg-type]
        for rates in (Rates(0.0, 0.0), Rates(p_input, p_hidden))
    ]
    _compare(ComparisonView(steps, f"p_input = {p_input:g}, p_hidden = {p_hidden:g}"), *runs)


def _compare(view: ComparisonView, without: Iterator[Comparison], dropped: Iterator[Comparison]) -> None:
    canvas, picture, live = (
        Canvas(view.figure, view.moving),
        Picture("Losses without and with dropout."),
        where() == "live",
    )
    pace, began = Pace(SHARE_OF_TIME), perf_counter()
    try:
        for pair in zip_longest(without, dropped):
            full = view.take(pair, perf_counter() - began)
            if live and (pace.due() or full):
                frame_began = perf_counter()
                picture.show(canvas.frame(full))
                pace.drawn(frame_began)
    except NotImplementedError as error:
        not_written_yet(error)
        return
    picture.show(canvas.frame(full=True))


class ComparisonView:
    """Two panels with the same limits: training and validation loss without dropout, and with it."""

    NAMES = ("training", "validation")

    def __init__(self, steps: int, rates: str) -> None:
        self.figure = new_figure(9.4, 3.9)
        grid = self.figure.add_gridspec(2, 2, height_ratios=(1, 14))
        self._header = Header(self.figure.add_subplot(grid[0, :]), steps, "the same network, twice")
        left = polish(self.figure.add_subplot(grid[1, 0]), "without dropout", "step", "loss of the whole network")
        right = polish(self.figure.add_subplot(grid[1, 1], sharey=left), f"with dropout, {rates}", "step")
        self._panels = [Curves(ax, self.NAMES, steps, fit=ax is left) for ax in (left, right)]
        self._notes = [_note(ax) for ax in (left, right)]
        self._taken: list[list[Comparison]] = [[], []]
        lines = [line for panel in self._panels for line in panel.lines.values()]
        self.moving: list[Any] = [*self._header.moving, *lines, *self._notes]

    def take(self, pair: tuple[Comparison | None, Comparison | None], seconds: float) -> bool:
        """Add one measurement of each run; True when the picture must be redrawn in full."""
        for taken, now in zip(self._taken, pair, strict=True):
            if now is not None:
                taken.append(now)
        self._header.update(max(taken[-1].step for taken in self._taken if taken), seconds)
        grown = [self._show(*run) for run in zip(self._panels, self._notes, self._taken, strict=True)]
        return any(grown)

    def _show(self, panel: Curves, note: Any, taken: list[Comparison]) -> bool:
        steps = np.array([now.step for now in taken])
        curves = {"training": [now.training for now in taken], "validation": [now.validation for now in taken]}
        if curves["validation"]:
            best = int(np.nanargmin(curves["validation"]))
            note.set_text(f"best validation loss {curves['validation'][best]:.3f} at step {steps[best]}")
        return panel.update(curves, dict.fromkeys(self.NAMES, steps))


def _note(ax: Axes) -> Text:
    return ax.text(0.97, 0.76, "", transform=ax.transAxes, fontsize=9.5, color=INK, ha="right")
