"""What ReLU meets without the layer and with it, and three curves of the loss."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import numpy as np

from course.plots.style import BLUE, INK, ORANGE, SOFT, TEAL, legend_below, new_figure, polish
from course.widgets.live.controls import Choice, Slider
from course.widgets.live.ridges import Ridges, mark

from .model import (
    BINS,
    CLASSES,
    RATES,
    STARTS,
    STEPS,
    UNITS,
    BatchnormForward,
    BatchnormLoss,
    PlainLoss,
    Trained,
    densities,
    met_normalised,
    met_plain,
    spread,
    train_normalised,
    train_plain,
)

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

REACHES = (0.1, 0.3, 0.6, 1.0, 2.0, 4.0, 10.0, 20.0, 40.0, 100.0)
REACH = 4.0
TOP = 3.2
FAR = 100.0


class BatchnormView:
    """Above: densities of eight hidden units, without the layer and with it. Below: losses."""

    def __init__(
        self, batchnorm_forward: BatchnormForward, batchnorm_mlp_loss: BatchnormLoss, mlp_loss: PlainLoss
    ) -> None:
        self._forward, self._losses = batchnorm_forward, (mlp_loss, batchnorm_mlp_loss)
        self._trained: dict[tuple[float, float], tuple[Trained, Trained]] = {}
        self._reach = 0.0
        self.controls = (
            Choice("rate", "learning rate", RATES, 0.3, slider=True),
            Choice("std", "std of W1 at first", STARTS, 0.1, slider=True),
            Slider("step", "step", 0, STEPS, 1, 20),
        )
        self.words = ""
        self.figure = new_figure(7.2, 5.6)
        grid = self.figure.add_gridspec(2, 2)
        self._panels = tuple(self.figure.add_subplot(grid[0, column]) for column in (0, 1))
        self._plain = self._draw_ridges(self._panels[0], "what ReLU meets without the layer", BLUE)
        self._normalised = self._draw_ridges(self._panels[1], "with it", ORANGE)
        self._panels[1].set_xlim(-REACH, REACH)
        curves = self._draw_losses(self.figure.add_subplot(grid[1, :]))
        self.layers = [[self._panels[0].xaxis]]
        self.moving = [*self._plain.moving, *self._normalised.moving, *curves]

    def _draw_ridges(self, ax: Axes, title: str, colour: str) -> Ridges:
        polish(ax, title, "value before ReLU", "hidden unit", grid=False)
        ax.axvline(0.0, color=SOFT, linewidth=1.0, linestyle=(0, (4, 3)))
        ax.set_ylim(0.0, 1.0)
        ax.locator_params(axis="x", nbins=5)
        mark(ax, UNITS, range(1, UNITS + 1))
        return Ridges(ax, colour)

    def _draw_losses(self, ax: Axes) -> list[Artist]:
        polish(ax, "loss on 500 digits", "step")
        ax.set(xlim=(0, STEPS), ylim=(0.0, TOP))
        ax.axhline(np.log(CLASSES), color=SOFT, linewidth=1.2, linestyle=(0, (4, 3)))
        ax.text(STEPS, np.log(CLASSES) + 0.03, "guessing", color=SOFT, fontsize=9, ha="right", va="bottom")
        styles: dict[str, dict[str, Any]] = {
            "without the layer": {"color": BLUE, "linewidth": 3.0},
            "with it, batch statistics": {"color": ORANGE, "linewidth": 2.4},
            "with it, running statistics": {"color": TEAL, "linewidth": 2.0, "linestyle": (0, (1, 1.3))},
        }
        self._curves = [ax.plot([], [], label=label, **style)[0] for label, style in styles.items()]
        (self._here,) = ax.plot([], [], color=INK, linewidth=1.2)
        self._outside = ax.text(STEPS, 0.06, "", color=BLUE, fontsize=9, ha="right", va="bottom")
        legend_below(ax, 3)
        return [*self._curves, self._here, self._outside]

    def update(self, rate: float, std: float, step: int) -> Hashable:
        """Show both networks after so many steps; they are trained once for each rate and start."""
        if (rate, std) not in self._trained:
            mlp_loss, batchnorm_mlp_loss = self._losses
            self._trained[rate, std] = (
                train_plain(mlp_loss, rate, std),
                train_normalised(batchnorm_mlp_loss, rate, std),
            )
        plain, normalised = self._trained[rate, std]
        curves = (plain.losses, normalised.losses, normalised.tested)
        for line, losses in zip(self._curves, curves, strict=True):
            line.set_data(np.arange(STEPS + 1), np.minimum(losses, 2 * TOP))
        self._here.set_data([step, step], [0.0, TOP])
        outside = not plain.losses[step] < TOP
        self._outside.set_text("without the layer: outside of the picture here" if outside else "")
        left, right = met_plain(plain, step), met_normalised(self._forward, normalised, step)
        reach = _reach(left)
        for ridges, values, far in ((self._plain, left, reach), (self._normalised, right, REACH)):
            ridges.update(_centres(far), densities(values, far))
        told = ", ".join(_loss(losses[step]) for losses in curves)
        self.words = (
            f"Learning rate {rate:g}, first weights with standard deviation {std:g}, after {step} of {STEPS} steps. "
            "Losses without the layer, with it by the statistics of the batch, with it by the running ones: "
            f"{told}. What ReLU meets in {UNITS} units: without the layer the values {spread(left)}; "
            f"with it they {spread(right)}."
        )
        changed, self._reach = self._reach != reach, reach
        if changed:
            self._panels[0].set_xlim(-reach, reach)
        return changed and (reach,)


def _reach(values: np.ndarray) -> float:
    """The smallest picture that holds nearly all of the values."""
    finite = np.abs(values[np.isfinite(values)])
    wanted = np.quantile(finite, 0.99) if finite.size else 0.0
    return next((reach for reach in REACHES if reach >= wanted), REACHES[-1])


def _loss(value: float) -> str:
    return f"{value:.2f}" if value < FAR else "far outside the picture"


def _centres(reach: float) -> np.ndarray:
    edges = np.linspace(-reach, reach, BINS + 1)
    return (edges[1:] + edges[:-1]) / 2
