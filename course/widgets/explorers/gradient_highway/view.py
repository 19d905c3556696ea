"""The factor of each neuron, and what is left of the gradient at each weight."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import BLUE, INK, ORANGE, SOFT, new_figure, polish
from course.widgets.live.controls import Choice, Slider

from .model import ChainGradients, measure

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.text import Text

LONGEST = 20
WEIGHTS = (0.01, 0.1, 0.3, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 10.0, 30.0, 100.0)
FREE = "not held"
HELD = tuple(float(z) for z in np.arange(-8.0, 8.5, 0.5))
LOW, HIGH = 1e-24, 1e24


class HighwayView:
    """Left: by what each neuron multiplies a gradient. Right: what arrives at each weight."""

    def __init__(self, chain_gradients: ChainGradients) -> None:
        self._gradients = chain_gradients
        self._length = 0
        self.controls = (
            Choice("activation", "activation", ("sigmoid", "tanh", "relu"), "sigmoid"),
            Choice("weight", "w of all neurons", WEIGHTS, 1.0, slider=True),
            Slider("length", "neurons", 2, LONGEST, 1, 10),
            Choice("z", "z, held by biases at", (FREE, *HELD), FREE, slider=True),
        )
        self.words = ""
        self.figure = new_figure(7.2, 3.9)
        self._left, self._right = self.figure.subplots(1, 2)
        polish(self._left, "factor of each neuron: |w f'(z)|", "neuron, 1 is next to the input")
        polish(self._right, "what its weight feels: |da_L / dw_k|", "neuron, 1 is next to the input")
        numbered: list[Artist] = [self._left.xaxis, self._right.xaxis]
        self.layers = [numbered]
        for ax, limits in ((self._left, (1e-6, 1e6)), (self._right, (LOW, HIGH))):
            ax.set_yscale("log")
            ax.set_ylim(*limits)
            numbered.append(ax.axhline(1.0, color=SOFT, linewidth=1.2, linestyle=(0, (4, 3))))
        (self._factors,) = self._left.plot([], [], "o", color=BLUE, markersize=6)
        (self._dws,) = self._right.plot([], [], "s-", color=ORANGE, linewidth=2.0, markersize=5)
        self._factor_note, self._note = _note(self._left), _note(self._right)
        self.moving = [self._factors, self._dws, self._factor_note, self._note]

    def update(self, activation: str, weight: float, length: int, z: str | float) -> Hashable:
        """Show one chain; redrawn in full when its length changes."""
        found = measure(self._gradients, activation, weight, length, None if isinstance(z, str) else z)
        neurons = np.arange(1, length + 1)
        self._factors.set_data(neurons, np.clip(found.factors, 1e-6, 1e6))
        self._dws.set_data(neurons, np.clip(np.nan_to_num(found.dws, posinf=HIGH), LOW, HIGH))
        first, last = _number(found.dws[0]), _number(found.dws[-1])
        self._factor_note.set_text(f"last neuron: z = {found.z[-1]:.3g}, factor {_number(found.factors[-1])}")
        self._note.set_text(f"first weight {first}\nlast weight {last}")
        held = "no biases" if isinstance(z, str) else f"biases that hold z at {z:g}"
        self.words = (
            f"{length} neurons of {activation}, all with w = {weight:g} and {held}. First neuron: "
            f"z = {found.z[0]:.3g}, factor {_number(found.factors[0])}; {self._factor_note.get_text()}. "
            f"The derivative is {first} at the first weight and {last} at the last one."
        )
        changed, self._length = self._length != length, length
        if changed:
            for ax in (self._left, self._right):
                ax.set_xlim(0.5, length + 0.5)
                ax.set_xticks(range(1, length + 1, 1 if length <= 10 else 2))
        return changed and (length,)


def _note(ax: Axes) -> Text:
    return ax.text(0.98, 0.97, "", transform=ax.transAxes, fontsize=9.5, color=INK, ha="right", va="top")


def _number(value: float) -> str:
    return "0" if value == 0 else f"{value:.2g}"
