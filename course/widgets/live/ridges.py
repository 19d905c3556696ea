"""Densities one below the other, each on a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

TALLEST = 0.85  # of the distance between two lines


class Ridges:
    """Drawn as two artists, however many there are, on axes whose height is 1."""

    def __init__(self, ax: Axes, colour: str) -> None:
        from matplotlib.collections import PolyCollection

        self._fills = PolyCollection([], facecolors=colour, alpha=0.22, linewidths=0)
        ax.add_collection(self._fills, autolim=False)
        (self._lines,) = ax.plot([], [], color=colour, linewidth=1.3, zorder=3)
        self.moving: list[Artist] = [self._fills, self._lines]

    def update(self, centres: np.ndarray, densities: np.ndarray) -> None:
        """Show densities (rows, bins), the first on top and the largest 1, known at centres (bins,)."""
        count = len(densities)
        bases = bottoms(count)
        heights = bases[:, None] + TALLEST * densities / count
        ends = np.stack([np.full(count, centres[0]), bases, np.full(count, centres[-1]), bases], axis=1)
        outlines = np.stack([np.broadcast_to(centres, heights.shape), heights], axis=2)
        self._fills.set_verts(list(np.concatenate([ends[:, None, :2], outlines, ends[:, None, 2:]], axis=1)))
        apart = np.full((count, 1), np.nan)
        self._lines.set_data(np.tile([*centres, np.nan], count), np.hstack([heights, apart]).ravel())


def bottoms(count: int) -> np.ndarray:
    """(count,) the height of each line.

    >>> bottoms(4)
    array([0.75, 0.5 , 0.25, 0.  ])
    """
    return 1 - np.arange(1, count + 1) / count


def mark(ax: Axes, count: int, shown: Sequence[int]) -> None:
    """Number the lines, those that are `shown`, from 1 on."""
    ax.set_yticks([float(bottoms(count)[k - 1]) for k in shown], [str(k) for k in shown])
