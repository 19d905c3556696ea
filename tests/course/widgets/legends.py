"""What runs through a legend: lines, points, contours and words, in the pixels of a figure that has been drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NOTHING = {"None", "none", "", " "}
APART = 1.0


def crossings(figure: Figure) -> Iterator[str]:
    """Each legend that something crosses, by the title of its axes, and what crosses it."""
    for ax in figure.axes:
        legend = ax.get_legend()
        if legend is not None:
            box = np.array(legend.get_window_extent().padded(-APART).get_points())
            yield from (f"{ax.get_title(loc='left')}: {name}" for name in _crossing(ax, box))


def _crossing(ax: Axes, box: np.ndarray) -> Iterator[str]:
    seen = np.array(ax.get_window_extent().get_points())
    clipped = np.array([np.maximum(box[0], seen[0]), np.minimum(box[1], seen[1])])
    is_inside = bool(np.all(clipped[0] < clipped[1]))
    for line in ax.lines if is_inside else ():
        points = _in_pixels(line, np.asarray(line.get_xydata(), dtype=float))
        if line.get_visible() and (_meets if line.get_linestyle() in NOTHING else _runs_through)(points, clipped):
            yield str(line.get_label())
    for contour in (each for each in ax.collections if is_inside and hasattr(each, "levels") and not each.filled):
        if any(_runs_through(_in_pixels(contour, part), clipped) for part in _parts(contour)):
            yield "contours"
    for text in ax.texts:
        words = np.array(text.get_window_extent().get_points())
        if text.get_text() and np.all(np.maximum(box[0], words[0]) < np.minimum(box[1], words[1])):
            yield f"words {text.get_text()!r}"


def _parts(contour: Any) -> Iterator[np.ndarray]:
    for path in contour.get_paths():
        yield from (np.asarray(part) for part in path.to_polygons(closed_only=False))


def _in_pixels(artist: Any, points: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return np.asarray(artist.get_transform().transform(points))


def _meets(points: np.ndarray, box: np.ndarray) -> bool:
    return bool(np.any(np.all((points > box[0]) & (points < box[1]), axis=1)))


def _runs_through(points: np.ndarray, box: np.ndarray) -> bool:
    """Whether the line through these points enters the box: each piece is cut to where it lies between its sides."""
    start, way = points[:-1], np.diff(points, axis=0)
    with np.errstate(all="ignore"):
        ends = np.stack([(box[0] - start) / way, (box[1] - start) / way])
    first, last = ends.min(axis=0).max(axis=1), ends.max(axis=0).min(axis=1)
    return bool(np.any((first <= last) & (last >= 0) & (first <= 1)))
