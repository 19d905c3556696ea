"""A figure that is redrawn many times a second."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from course.plots.render import FINE, encode, passing
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
        self._backgrounds: dict[int, object] = {}
        self._lock = threading.Lock()
        for artist in self._moving:
            artist.set_animated(True)

    @property
    def width(self) -> int:
        """How many pixels of the page it takes."""
        return round(self._figure.get_figwidth() * DPI)

    def frame(self, full: bool = False) -> bytes:
        """The present picture as a JPEG; `full` redraws all that does not move (after a change of limits or titles)."""
        return passing(self._pixels(1, full))

    def fine(self) -> bytes:
        """The same in fine pixels as a PNG, for when nothing moves."""
        return encode(self._pixels(FINE))

    def _pixels(self, ratio: int, full: bool = False) -> np.ndarray:
        """The kept background, drawn where there is none, with what moves over it."""
        canvas: Any = self._figure.canvas
        with self._lock:
            self._figure.set_dpi(ratio * DPI)
            if full:
                self._backgrounds.clear()
            if ratio not in self._backgrounds:
                canvas.draw()
                self._figure.set_layout_engine("none")
                self._backgrounds[ratio] = canvas.copy_from_bbox(self._figure.bbox)
            canvas.restore_region(self._backgrounds[ratio])
            for artist in self._moving:
                self._figure.draw_artist(artist)
            return np.array(canvas.buffer_rgba())
