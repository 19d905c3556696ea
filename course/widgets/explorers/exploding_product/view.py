"""Twenty products of a hundred matrices, and the second direction of one of them."""

from __future__ import annotations

import numpy as np

from course.plots.style import BLUE, FAINT, INK, MAGENTA, ORANGE, SOFT, legend, new_figure, polish
from course.widgets.live.controls import Choice, Slider

from .model import FACTORS, RUNS, MatrixProductNorms, multiply

LOW, HIGH = 1e-80, 1e80
SMALLEST_FLOAT32, LARGEST_FLOAT32 = 1.2e-38, 3.4e38
ROUNDING = 2.2e-16
TRY = "Try: find the std at which the typical product neither grows nor dies, for 4 by 4 and for 16 by 16."


class ProductView:
    """Left: the norm after each factor, twenty draws and their median. Right: what is left of the second direction."""

    caption = "Products of a hundred random matrices: their norms, and how fast they come to have rank one."

    def __init__(self, matrix_product_norms: MatrixProductNorms) -> None:
        self._norms = matrix_product_norms
        self.controls = (
            Slider("std", "std of the entries", 0.1, 1.5, 0.05, 1.0),
            Choice("size", "size", (2, 4, 8, 16), 4),
            Slider("seed", "draw again", 0, 30, 1, 0),
        )
        self.figure = new_figure(9.6, 3.9)
        self.figure.supxlabel(TRY, color=SOFT, fontsize=9.5)
        left, right = self.figure.subplots(1, 2, width_ratios=(1.3, 1.0))
        polish(left, f"norm of the product, {RUNS} draws", "factors")
        left.set_yscale("log")
        left.set(xlim=(1, FACTORS), ylim=(LOW, HIGH))
        left.set_yticks([10.0**power for power in range(-80, 81, 20)])
        left.set_yticks([], minor=True)
        for limit, words in ((LARGEST_FLOAT32, "float32 ends here"), (SMALLEST_FLOAT32, "and here")):
            left.axhline(limit, color=ORANGE, linewidth=1.2, linestyle=(0, (4, 3)))
            left.text(2, limit * 10, words, color=ORANGE, fontsize=9, va="bottom")
        self._runs = [left.plot([], [], color=BLUE, linewidth=0.8, alpha=0.35)[0] for _ in range(RUNS)]
        (self._typical,) = left.plot([], [], color=INK, linewidth=2.2, label="median of the draws")
        legend(left, "upper left")
        self._note = left.text(0.98, 0.97, "", transform=left.transAxes, fontsize=9.5, color=INK, ha="right", va="top")
        polish(right, "second direction / first, in one of them", "factors")
        right.set_yscale("log")
        right.set(xlim=(1, FACTORS), ylim=(1e-20, 3))
        right.axhline(ROUNDING, color=FAINT, linewidth=1.4)
        right.text(2, ROUNDING / 2, "below here it is rounding", color=SOFT, fontsize=9, va="top")
        (self._second,) = right.plot([], [], color=MAGENTA, linewidth=2.0)
        self.moving = [*self._runs, self._typical, self._note, self._second]

    def update(self, std: float, size: int, seed: int) -> bool:
        """Draw and multiply anew."""
        found = multiply(self._norms, std, size, seed)
        steps = np.arange(1, FACTORS + 1)
        for line, norms in zip(self._runs, found.norms, strict=True):
            line.set_data(steps, np.clip(np.nan_to_num(norms, posinf=HIGH), LOW, HIGH))
        self._typical.set_data(steps, np.clip(np.nan_to_num(found.typical, posinf=HIGH), LOW, HIGH))
        last = found.norms[:, -1]
        self._note.set_text(
            f"after {FACTORS} factors: median {np.median(last):.0e}\nfrom {last.min():.0e} to {last.max():.0e}"
        )
        self._second.set_data(steps, np.maximum(found.second, 1e-20))
        return False
