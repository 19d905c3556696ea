"""Curves and histograms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import legend, new_axes, polish, strokes

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def lines(
    x: np.ndarray,
    curves: Mapping[str, np.ndarray],
    *,
    xlabel: str = "",
    ylabel: str = "",
    title: str = "",
    logy: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """One line for each named curve.

    Args:
        x: (T,) where the curves are known.
        curves: name -> (T,)
        logy: logarithmic vertical axis.
        ax: axes to draw on; new ones when not given.
    """
    ax = polish(ax or new_axes(), title, xlabel, ylabel)
    for (name, values), stroke in zip(curves.items(), strokes(), strict=False):
        ax.plot(x, values, **stroke, label=name)
    if logy:
        ax.set_yscale("log")
    legend(ax, "best")
    return ax


def histogram(
    samples: Mapping[str, np.ndarray],
    bins: int = 40,
    *,
    xlabel: str = "",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Densities of named samples over common bins.

    Args:
        samples: name -> array of any shape, taken flat; entries that are not finite are left out.
        bins: how many.
        ax: axes to draw on; new ones when not given.
    """
    ax = polish(ax or new_axes(), title, xlabel, "density")
    flat = {name: _finite(values) for name, values in samples.items()}
    edges = np.histogram_bin_edges(np.concatenate([*flat.values()]), bins).tolist()
    for (name, values), stroke in zip(flat.items(), strokes(), strict=False):
        ax.hist(values, edges, density=True, color=stroke["color"], alpha=0.2)
        ax.hist(values, edges, density=True, **stroke, histtype="step", label=name)
    legend(ax, "best")
    return ax


def _finite(values: np.ndarray) -> np.ndarray:
    flat = np.ravel(values)
    return flat[np.isfinite(flat)]
