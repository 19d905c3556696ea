"""Points of several classes in the plane, and where a classifier says which."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import COLOURS, MARKERS, PAPER, bare, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARGIN = 0.08
STRONGEST_TINT = 0.45


def classes(x: np.ndarray, y: np.ndarray, *, title: str = "", ax: Axes | None = None) -> Axes:
    """Points in the colour and with the marker of their class.

    Args:
        x: (N, 2); y: (N,) integer labels.
        ax: axes to draw on; new ones when not given.
    """
    ax = bare(ax or new_axes(4.2, 4.2), title)
    for label in np.unique(y):
        kind, points = int(label) % len(COLOURS), x[np.asarray(y) == label]
        dots = ax.scatter(points[:, 0], points[:, 1], s=18, color=COLOURS[kind], marker=MARKERS[kind], zorder=3)
        dots.set(edgecolor=PAPER, linewidth=0.5, label=f"class {label}")
    left, right, bottom, top = limits_around(x)
    ax.set(xlim=(left, right), ylim=(bottom, top))
    return ax


def limits_around(x: np.ndarray) -> tuple[float, float, float, float]:
    """Left, right, bottom, top of a square around the points x (N, 2), with a margin."""
    low, high = x.min(axis=0), x.max(axis=0)
    centre, half = (low + high) / 2, (1 + MARGIN) * float((high - low).max()) / 2
    left, bottom = centre - half
    right, top = centre + half
    return float(left), float(right), float(bottom), float(top)


def grid_points(limits: tuple[float, float, float, float], side: int) -> np.ndarray:
    """The (side * side, 2) centres of the cells of a picture, row by row from the bottom."""
    left, right, bottom, top = limits
    across = left + (np.arange(side) + 0.5) * (right - left) / side
    up = bottom + (np.arange(side) + 0.5) * (top - bottom) / side
    return np.stack([grid.ravel() for grid in np.meshgrid(across, up)], axis=1)


def region_colours(scores: np.ndarray, side: int) -> np.ndarray:
    """Scores of the cells of a picture as colours, paler where two classes are close.

    Args:
        scores: (side * side, K), larger means more likely.
    Returns:
        (side, side, 3) floats in 0..1.
    """
    from matplotlib.colors import to_rgb

    palette = np.array([to_rgb(COLOURS[k % len(COLOURS)]) for k in range(scores.shape[1])])
    ordered = np.sort(scores, axis=1)
    lead = ordered[:, -1:] - ordered[:, -2:-1] if scores.shape[1] > 1 else np.ones((len(scores), 1))
    tint = STRONGEST_TINT * (1.0 - np.exp(-lead))
    mixed = 1.0 - tint * (1.0 - palette[scores.argmax(axis=1)])
    return mixed.reshape(side, side, 3)


def decision_regions(
    predict: Callable[[np.ndarray], np.ndarray],
    x: np.ndarray,
    y: np.ndarray,
    *,
    side: int = 120,
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Points of several classes over the regions where `predict` chooses each class.

    Args:
        predict: from points (M, 2) to scores (M, K).
        x: (N, 2); y: (N,) integer labels.
        side: the picture is made of side * side cells.
        ax: axes to draw on; new ones when not given.
    """
    ax = classes(x, y, title=title, ax=ax)
    limits = limits_around(x)
    scores = np.asarray(predict(grid_points(limits, side)))
    ax.imshow(region_colours(scores, side), extent=limits, origin="lower", interpolation="bilinear", aspect="auto")
    return ax
