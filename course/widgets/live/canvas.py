"""A figure that is redrawn many times a second."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from course.plots.render import FINE, SMALL, encode
from course.plots.style import DPI

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure


class Canvas:
    """Draws a figure in full once, and from then on only the artists that move.

    A full draw takes most of a frame's time; restoring its pixels and drawing a few lines over them takes little.
    """

    def __init__(self, figure: Figure, moving: Sequence[Artist]) -> None:
        self._figure = figure
        self._moving = sorted(moving, key=lambda artist: artist.get_zorder())
        self._background: object = None
        self._lock = threading.Lock()
        for artist in self._moving:
            artist.set_animated(True)

    @property
    def width(self) -> int:
        """How many pixels of the page it takes."""
        return round(self._figure.get_figwidth() * DPI)

    def frame(self, full: bool = False) -> bytes:
        """The present picture as a PNG; `full` also redraws what does not move (after a change of limits or titles)."""
        with self._lock:
            canvas = self._figure.canvas
            if full or self._background is None:
                self._draw()
                self._background = canvas.copy_from_bbox(self._figure.bbox)  # type: ignore[attr-defined]
            canvas.restore_region(self._background)  # type: ignore[attr-defined]
            return encode(self._over())

    def fine(self) -> bytes:
        """The present picture drawn in full and in fine pixels, for when nothing moves."""
        with self._lock:
            self._figure.set_dpi(FINE * DPI)
            self._draw()
            pixels = self._over()
            self._figure.set_dpi(DPI)
        return encode(pixels, SMALL)

    def _draw(self) -> None:
        self._figure.canvas.draw()
        self._figure.set_layout_engine("none")

    def _over(self) -> np.ndarray:
        """The pixels, with what moves drawn over them."""
        for artist in self._moving:
            self._figure.draw_artist(artist)
        return np.array(self._figure.canvas.buffer_rgba())  # type: ignore[attr-defined]
