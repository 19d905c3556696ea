"""A cut through the loss along the gradient, and what becomes of a descent with such steps."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import BLUE, INK, ORANGE, SOFT, TEAL, legend_below, new_figure, polish
from course.widgets.live.controls import Choice, Slider

from .model import GROUNDS, BestStep, Cut, PredictedChange, best_or, cut, descent

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

STEPS = 20
DECIMALS = 12  # of what is told: of 0 rounding leaves something else on each machine


class StepView:
    """Left: the change of the loss along -g, true and as the model has it. Right: twenty steps of one size."""

    def __init__(self, predicted_change: PredictedChange, best_step: BestStep) -> None:
        self._cuts = {name: cut(predicted_change, best_step, ground) for name, ground in GROUNDS.items()}
        self._adapted = {
            name: descent(ground, best_or(best_step, ground.longest / 8), STEPS) for name, ground in GROUNDS.items()
        }
        self._shown = ""
        self.controls = (
            Choice("ground", "loss", tuple(GROUNDS), next(iter(GROUNDS))),
            Slider("share", "eps, % of the axis", 0, 100, 1, 20),
        )
        self.words = ""
        self.figure = new_figure(7.2, 4.4)
        self.figure.set_layout_engine("constrained", rect=(0.015, 0.0, 0.985, 1.0), wspace=0.09)
        self._left, self._right = self.figure.subplots(1, 2, width_ratios=(1.2, 1.0))
        self.moving: list[Artist] = [*self._draw_cut(self._left), *self._draw_descent(self._right)]
        self.layers = [[self._left.xaxis, self._left.yaxis, self._nothing, self._right.yaxis]]

    def _draw_cut(self, ax: Axes) -> list[Artist]:
        polish(ax, "change of the loss by a step of size eps", "eps")
        self._nothing = ax.axhline(0.0, color=SOFT, linewidth=0.8)
        (self._line,) = ax.plot([], [], color=SOFT, linewidth=1.4, linestyle=(0, (8, 2, 2, 2)), label="first order")
        (self._model,) = ax.plot([], [], color=BLUE, linewidth=3.2, label="your predicted_change")
        (self._true,) = ax.plot([], [], color=INK, linewidth=1.9, linestyle=(0, (4, 2)), label="true")
        (self._best,) = ax.plot([], [], color=TEAL, linewidth=2.4, linestyle=(0, (1, 1.3)), label="your best_step")
        (self._points,) = ax.plot([], [], "o", color=ORANGE, markersize=7, zorder=5)
        legend_below(ax)
        self._note = ax.text(0.98, 0.02, "", transform=ax.transAxes, fontsize=9.5, color=INK, ha="right", va="bottom")
        return [self._line, self._model, self._true, self._best, self._points, self._note]

    def _draw_descent(self, ax: Axes) -> list[Artist]:
        polish(ax, "the loss in twenty steps", "step")
        ax.set(xlim=(0, STEPS), xticks=range(0, STEPS + 1, 5))
        (self._adaptive,) = ax.plot(
            [], [], "s-", color=TEAL, linewidth=2.8, markersize=6, label="your best_step each time"
        )
        (self._fixed,) = ax.plot([], [], "o--", color=ORANGE, linewidth=1.6, markersize=4, label="always this eps")
        legend_below(ax, 1)
        return [self._adaptive, self._fixed]

    def update(self, ground: str, share: float) -> Hashable:
        """Show one loss, and a step whose size is a share of the axis."""
        shown, eps = self._cuts[ground], share / 100 * GROUNDS[ground].longest
        self._show_cut(shown, eps)
        losses = descent(GROUNDS[ground], lambda g, H: eps, STEPS)
        self._fixed.set_data(np.arange(len(losses)), losses)
        self._adaptive.set_data(np.arange(len(self._adapted[ground])), self._adapted[ground])
        told = (
            _promise(ground, shown, eps),
            _after(losses, "steps of this size"),
            _after(self._adapted[ground], "best steps"),
        )
        self.words = " ".join(told)
        changed, self._shown = ground != self._shown, ground
        if changed:
            self._look_at(shown, self._adapted[ground])
        return changed and (ground,)

    def _show_cut(self, shown: Cut, eps: float) -> None:
        for line, values in ((self._line, shown.line), (self._model, shown.model), (self._true, shown.true)):
            line.set_data(shown.eps, values)
        model, true = shown.at(eps)
        self._points.set_data([eps, eps], [model, true])
        inside = np.isfinite(shown.best) and 0 <= shown.best <= shown.eps[-1]
        self._best.set_data([shown.best] * 2 if inside else [], [-1e9, 1e9] if inside else [])
        self._note.set_text(f"eps = {eps:.3g}: promised {model:+.3g}, really {true:+.3g}\n{_best(shown)}")

    def _look_at(self, shown: Cut, losses: np.ndarray) -> None:
        values = np.concatenate([shown.true, shown.model])
        deep = max(-float(values.min()), 1e-3)
        self._left.set(xlim=(0, shown.eps[-1]), ylim=(-1.5 * deep, 1.6 * deep))
        top, low = float(losses[0]), float(losses.min())
        self._right.set_ylim(low - 0.1 * (top - low), top + 1.2 * (top - low))


def _best(shown: Cut) -> str:
    return f"best step {shown.best:.3g}" if np.isfinite(shown.best) else "no finite step is best"


def _promise(ground: str, shown: Cut, eps: float) -> str:
    model, true = shown.at(eps)
    return (
        f"{ground.capitalize()}: a step of size {eps:.3g} promises a change of the loss of {model:+.3g}, and makes "
        f"one of {true:+.3g}; {_best(shown)}."
    )


def _after(losses: np.ndarray, what: str) -> str:
    flown = "" if len(losses) > STEPS else ", and then it has flown away"
    first, last = np.round(losses[[0, -1]], DECIMALS)
    return f"In {len(losses) - 1} {what} the loss goes from {first:.3g} to {last:.3g}{flown}."
