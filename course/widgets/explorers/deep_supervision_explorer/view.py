"""Mean absolute gradients of all layers in one moment, and how first and last layer fare during the training."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import BLUE, INK, ORANGE, QUIET, SOFT, new_figure, polish
from course.widgets.live.controls import Choice, Control, Slider

from .model import (
    ALPHAS,
    CLASSES,
    MOMENTS,
    RATES,
    WINDOW,
    DecayAlpha,
    DeeplySupervised,
    MeanAbsGradients,
    Training,
    train,
)

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

CONSTANT, FADING = "constant", "fading"
EVERY, FIRST = "on every hidden layer", "on the first only"
FEWEST, DEEPEST = 2, 8
SMALLEST, LARGEST = 1e-8, 1.0
WITHOUT = {"color": BLUE, "marker": "o", "linestyle": "-", "linewidth": 2.4, "markersize": 6}
WITH = {"color": ORANGE, "marker": "s", "linestyle": (0, (4, 2)), "linewidth": 1.9, "markersize": 5}


class SupervisionView:
    """Above: every layer's gradient in one moment, weights and biases. Below: the training."""

    def __init__(
        self,
        deeply_supervised_mlp: DeeplySupervised,
        mean_abs_gradients: MeanAbsGradients,
        decay_alpha: DecayAlpha | None,
    ) -> None:
        self._functions, self._decay = (deeply_supervised_mlp, mean_abs_gradients), decay_alpha
        self._trained: dict[tuple[str, tuple[float, ...], str], Training] = {}
        self.controls: tuple[Control, ...] = (
            Choice("activation", "activation", tuple(RATES), "sigmoid"),
            Slider("depth", "hidden layers", FEWEST, DEEPEST, 1, 6),
            Choice("place", "side losses", (EVERY, FIRST), EVERY),
            Choice("alpha", "their alpha", ALPHAS, 1.0),
        )
        if decay_alpha is not None:
            self.controls += (Choice("course", "which is", (CONSTANT, FADING), FADING),)
        self.controls += (Slider("step", "step", 0, (MOMENTS - 1) * WINDOW, WINDOW, 0, play=True),)
        self._depth, self.words = 0, ""
        self.figure = new_figure(7.2, 5.6)
        (weights, biases), (during, right) = self.figure.subplots(2, 2)
        self._panels = (self._draw_layers(weights, "weights"), self._draw_layers(biases, "biases"))
        self.moving = [
            *(line for _, lines in self._panels for line in lines),
            *self._draw_during(during),
            *self._draw_right(right),
        ]
        self._layered = (weights, biases)
        self.layers = [[weights.xaxis, biases.xaxis, weights.get_legend()]]

    def _draw_layers(self, ax: Axes, kind: str) -> tuple[str, list]:
        polish(ax, f"mean |gradient| of the {kind}", "layer, the main classifier last")
        ax.set_yscale("log")
        ax.set_ylim(SMALLEST, LARGEST)
        lines = [ax.plot([], [], **stroke, label=label)[0] for stroke, label in _kinds()]
        if kind == "weights":
            ax.legend(frameon=False, fontsize=9, labelcolor=INK, loc="lower right", handlelength=3.2)
        return kind, lines

    def _draw_during(self, ax: Axes) -> list[Artist]:
        polish(ax, "the weights, during training", "step")
        ax.set_yscale("log")
        ax.set(xlim=(0, MOMENTS * WINDOW), ylim=(SMALLEST, LARGEST))
        self._bands = [ax.fill_between([0, 1], 1e-9, 1e-9, color=colour, alpha=0.15) for colour in (BLUE, ORANGE)]
        self._during = [ax.plot([], [], **_plain(stroke))[0] for stroke, _ in _kinds() for _ in range(2)]
        told = "band: from the first hidden layer to the last"
        ax.text(0.03, 0.02, told, transform=ax.transAxes, fontsize=9, color=SOFT, va="bottom")
        self._now = ax.axvline(0, color=QUIET, linewidth=1.2, linestyle=(0, (2, 2)))
        return [*self._bands, *self._during, self._now]

    def _draw_right(self, ax: Axes) -> list[Artist]:
        polish(ax, "digits not seen before, share right", "step")
        ax.set(xlim=(0, MOMENTS * WINDOW), ylim=(0.0, 1.0))
        ax.axhline(1 / CLASSES, color=SOFT, linewidth=1.2, linestyle=(0, (4, 3)))
        ax.text(MOMENTS * WINDOW, 1 / CLASSES - 0.015, "guessing", color=SOFT, fontsize=9, ha="right", va="top")
        self._right = [ax.plot([], [], **_plain(stroke))[0] for stroke, _ in _kinds()]
        self._now_too = ax.axvline(0, color=QUIET, linewidth=1.2, linestyle=(0, (2, 2)))
        return [*self._right, self._now_too]

    def update(
        self, activation: str, depth: int, place: str, alpha: float, step: int, course: str = CONSTANT
    ) -> Hashable:
        """Show one moment of two trainings; each is run once."""
        plain = self._training(activation, (0.0,) * depth, CONSTANT)
        alphas = (alpha,) * depth if place == EVERY else (alpha, *(0.0,) * (depth - 1))
        sided = self._training(activation, alphas, course)
        moment = min(int(step) // WINDOW, MOMENTS - 1)
        for (_kind, lines), values in zip(self._panels, ("weights", "biases"), strict=True):
            for line, training in zip(lines, (plain, sided), strict=True):
                line.set_data(np.arange(1, depth + 2), _shown(getattr(training, values)[moment]))
        self._show_during(plain, sided, moment)
        chosen = f"{depth} hidden layers of {activation}, side losses {place}, alpha {alpha:g}, {course}"
        self.words = f"{chosen}, step {moment * WINDOW}. {_told(moment, plain, sided)}"
        changed, self._depth = self._depth != depth, depth
        if changed:
            for ax in self._layered:
                ax.set_xlim(0.5, depth + 1.5)
                ax.set_xticks(range(1, depth + 2), [*map(str, range(1, depth + 1)), "main"])
        return changed and (depth,)

    def _training(self, activation: str, alphas: tuple[float, ...], course: str) -> Training:
        key = activation, alphas, course
        if key not in self._trained:
            decay = self._decay if course == FADING else None
            self._trained[key] = train(activation, alphas, *self._functions, decay)
        return self._trained[key]

    def _show_during(self, plain: Training, sided: Training, moment: int) -> None:
        steps = (np.arange(MOMENTS) + 0.5) * WINDOW
        for k, training in enumerate((plain, sided)):
            first, last = _shown(training.weights[:, 0]), _shown(training.weights[:, -2])
            self._during[2 * k].set_data(steps, first)
            self._during[2 * k + 1].set_data(steps, last)
            self._bands[k].set_data(steps, first, last)
            self._right[k].set_data(np.arange(MOMENTS) * WINDOW, training.right)
        for line in (self._now, self._now_too):
            line.set_xdata([moment * WINDOW] * 2)


def _kinds() -> tuple[tuple[dict, str], ...]:
    return (WITHOUT, "without side losses"), (WITH, "with side losses")


def _plain(stroke: dict) -> dict:
    return stroke | {"marker": ""}


def _shown(values: np.ndarray) -> np.ndarray:
    return np.clip(np.nan_to_num(values, nan=LARGEST), SMALLEST, LARGEST)


def _told(moment: int, plain: Training, sided: Training) -> str:
    told = []
    for name, training in (("Without side losses", plain), ("With them", sided)):
        sizes = [f"{kind} {_span(getattr(training, kind)[moment])}" for kind in ("weights", "biases")]
        told.append(f"{name}: {', '.join(sizes)}; {training.right[moment]:.0%} of unseen digits right.")
    return f"Mean absolute gradients, from the first hidden layer to the last. {' '.join(told)}"


def _span(values: np.ndarray) -> str:
    return f"{values[0]:.1e} to {values[-2]:.1e}"
