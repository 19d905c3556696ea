"""Matrices and images."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import INK, SOFT, bare, new_axes, new_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SMALL = 120


def heatmap(values: np.ndarray, *, title: str = "", annotate: bool | None = None, ax: Axes | None = None) -> Axes:
    """A matrix in colours: orange below zero, white at zero, purple above.

    Args:
        values: (rows, columns)
        annotate: write the numbers; when not given, only into small matrices.
        ax: axes to draw on; new ones when not given.
    """
    values = np.atleast_2d(values)
    ax = bare(ax or new_axes(4.5, 3.6), title)
    largest = float(np.abs(values[np.isfinite(values)]).max(initial=0.0)) or 1.0
    cells = ax.imshow(values, cmap="PuOr", vmin=-largest, vmax=largest, aspect="auto")
    bar = ax.figure.colorbar(cells, ax=ax, shrink=0.85)
    bar.outline.set_visible(False)
    bar.ax.tick_params(colors=SOFT, labelsize=8, length=0)
    if values.size <= SMALL if annotate is None else annotate:
        _write_numbers(ax, values, largest)
    return ax


def _write_numbers(ax: Axes, values: np.ndarray, largest: float) -> None:
    for (row, column), value in np.ndenumerate(values):
        colour = "white" if abs(value) > 0.6 * largest else INK
        ax.text(column, row, f"{value:.2g}", ha="center", va="center", fontsize=8.5, color=colour)


def images(pictures: np.ndarray, titles: Sequence[object] | None = None, *, columns: int = 8) -> Figure:
    """Grey images side by side, all on the same scale.

    Args:
        pictures: (N, H, W) or (N, 1, H, W)
        titles: N short titles, such as labels.
        columns: how many in a row.
    """
    pictures = np.asarray(pictures)
    pictures = pictures.reshape(len(pictures), *pictures.shape[-2:])
    columns = min(columns, len(pictures))
    rows = -(-len(pictures) // columns)
    figure = new_figure(1.1 * columns, (1.1 if titles is None else 1.35) * rows)
    low, high = float(pictures.min()), float(pictures.max())
    for index, picture in enumerate(pictures):
        ax = bare(figure.add_subplot(rows, columns, index + 1), "" if titles is None else str(titles[index]))
        ax.imshow(picture, cmap="gray_r", vmin=low, vmax=high)
    return figure
