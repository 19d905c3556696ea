"""Twenty products of a hundred matrices, and the second direction of one of them."""

from __future__ import annotations

import numpy as np

from course.plots.style import BLUE, INK, ORANGE, PURPLE, QUIET, SOFT, legend, new_figure, polish
from course.widgets.live.controls import Choice, Slider

from .model import FACTORS, RUNS, MatrixProductNorms, multiply

LOW, HIGH = 1e-80, 1e80
SMALLEST_FLOAT32, LARGEST_FLOAT32 = 1.2e-38, 3.4e38
ROUNDING = 2.2e-16


class ProductView:
    """Left: the norm after each factor, twenty draws and their median. Right: what is left of the second direction."""

    def __init__(self, matrix_product_norms: MatrixProductNorms) -> None:
        self._norms = matrix_product_norms
        self.controls = (
            Slider("std", "std of the entries", 0.1, 1.5, 0.05, 1.0),
            Choice("size", "size", (2, 4, 8, 16), 4),
            Slider("seed", "draw again", 0, 30, 1, 0),
        )
        self.words = ""
        self.figure = new_figure(7.2, 3.9)
        left, right = self.figure.subplots(1, 2, width_ratios=(1.3, 1.0))
        polish(left, f"norm of the product, {RUNS} draws", "factors")
        left.set_yscale("log")
        left.set(xlim=(1, FACTORS), ylim=(LOW, HIGH))
        left.set_yticks([10.0**power for power in range(-80, 81, 20)])
        left.set_yticks([], minor=True)
        for limit, words in ((LARGEST_FLOAT32, "float32 ends here"), (SMALLEST_FLOAT32, "and here")):
            left.axhline(limit, color=ORANGE, linewidth=1.2, linestyle=(0, (4, 3)))
            left.text(2, limit * 10, words, color=ORANGE, fontsize=9, va="bottom")
        self._runs = [left.plot([], [], color=QUIET, linewidth=1.0)[0] for _ in range(RUNS)]
        (self._typical,) = left.plot([], [], color=BLUE, linewidth=2.6, label="their median", zorder=3)
        self._runs[0].set_label("each draw")
        legend(left, "upper left")
        self._note = left.text(0.98, 0.97, "", transform=left.transAxes, fontsize=9.5, color=INK, ha="right", va="top")
        polish(right, "second direction / first", "factors")
        right.set_yscale("log")
        right.set(xlim=(1, FACTORS), ylim=(1e-20, 3))
        right.axhline(ROUNDING, color=SOFT, linewidth=1.2, linestyle=(0, (4, 3)))
        right.text(2, 1.3e-20, "below the line it is rounding", color=SOFT, fontsize=9, va="bottom")
        (self._second,) = right.plot([], [], color=PURPLE, linewidth=2.0)
        self.moving = [*self._runs, self._typical, self._note, self._second]

    def update(self, std: float, size: int, seed: int) -> bool:
        """Draw and multiply anew."""
        found = multiply(self._norms, std, size, seed)
        steps = np.arange(1, FACTORS + 1)
        for line, norms in zip(self._runs, found.norms, strict=True):
            line.set_data(steps, np.clip(np.nan_to_num(norms, posinf=HIGH), LOW, HIGH))
        self._typical.set_data(steps, np.clip(np.nan_to_num(found.typical, posinf=HIGH), LOW, HIGH))
        last = found.norms[:, -1]
        median, extremes = f"median {np.median(last):.0e}", f"{last.min():.0e} to {last.max():.0e}"
        self._note.set_text(f"in the end\n{median}\n{extremes}")
        self.words = (
            f"Products of {size} by {size} matrices with std {std:g}, {RUNS} draws. The norms after {FACTORS} factors: "
            f"{median}, from {extremes}. In one of them the second direction is {_share(found.second[0])} of the first "
            f"after one factor, {_share(found.second[9])} after 10, {_share(found.second[-1])} after {FACTORS}."
        )
        self._second.set_data(steps, np.maximum(found.second, 1e-20))
        return False


def _share(second: float) -> str:
    return f"{second:.1g}" if second > 2 * ROUNDING else "nothing but rounding"
