"""A figure that is redrawn many times a second."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from course.plots.render import FINE, encode, passing
from course.plots.style import DPI

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

MOST = 12  # backgrounds that are kept, a megabyte or two each
DRAWING = threading.Lock()  # pictures of one notebook come to rest in threads, and Matplotlib's settings are shared


class Canvas:
    """Draws a figure in full once, and from then on only the artists that move.

    A full draw takes most of a frame's time; restoring its pixels and drawing a few lines over them takes little.

    Args:
        figure: the figure.
        moving: what another value of a control changes, drawn anew in each frame.
        seldom: gives what only some of them change, such as an axis with its numbers: drawn below what moves, anew
            where a frame is asked for in full. Where it gives nothing, the whole figure is drawn anew then.
    """

    def __init__(
        self, figure: Figure, moving: Sequence[Artist], seldom: Callable[[], Sequence[Artist]] = lambda: ()
    ) -> None:
        self._figure, self._ask_seldom = figure, seldom
        self._moving, self._seldom = _apart(moving), _apart(seldom())
        self._still: dict[int, object] = {}
        self._backgrounds: dict[tuple[int, Hashable], object] = {}
        self._shown: Hashable = object()

    @property
    def width(self) -> int:
        """How many pixels of the page it takes."""
        return round(self._figure.get_figwidth() * DPI)

    def frame(self, full: Hashable = False) -> bytes:
        """The present picture as a JPEG.

        Args:
            full: true when not only what moves has changed (limits, titles). Another value than True says what the
                rest shows now: for the same value it is the same, and need not be drawn again.
        """
        return passing(self._pixels(1, full))

    def fine(self) -> bytes:
        """The same in fine pixels as a PNG, for when nothing moves."""
        return encode(self._pixels(FINE))

    def _pixels(self, ratio: int, full: Hashable = False) -> np.ndarray:
        """The kept background, drawn where there is none, with what moves over it."""
        canvas: Any = self._figure.canvas
        with DRAWING, _hinting(ratio == FINE):
            if self._figure.get_dpi() != ratio * DPI:
                self._figure.set_dpi(ratio * DPI)
            if full:
                self._change(full)
            if ratio not in self._still:
                canvas.draw()
                self._figure.set_layout_engine("none")
                self._still[ratio] = canvas.copy_from_bbox(self._figure.bbox)
            key = ratio, self._shown
            if key not in self._backgrounds:
                self._backgrounds[key] = self._over(self._still[ratio], self._seldom) or self._still[ratio]
            self._over(self._backgrounds[key], self._moving)
            return np.array(canvas.buffer_rgba())

    def _change(self, shown: Hashable) -> None:
        """Forget what shows something else now, all fine pictures, and the oldest of too many."""
        self._seldom, self._shown = _apart(self._ask_seldom()), object() if shown is True else shown
        if not self._seldom:
            self._still.clear()
            self._backgrounds.clear()
        quick = [key for key in self._backgrounds if key[0] != FINE]
        self._backgrounds = {key: self._backgrounds[key] for key in quick[-MOST:]}

    def _over(self, background: object, artists: Sequence[Artist]) -> object:
        """Draw artists over a background; returns what is there then, where anything has been drawn."""
        canvas: Any = self._figure.canvas
        canvas.restore_region(background)
        for artist in artists:
            self._figure.draw_artist(artist)
        return canvas.copy_from_bbox(self._figure.bbox) if artists else None


def _apart(artists: Sequence[Artist]) -> list[Artist]:
    """In the order in which they are drawn, and left out when the figure is drawn."""
    for artist in artists:
        artist.set_animated(True)
    return sorted(artists, key=lambda artist: artist.get_zorder())


@contextmanager
def _hinting(fine: bool) -> Iterator[None]:
    """Text of passing frames is drawn without hinting, which takes half of its time."""
    from matplotlib import rcParams

    before = rcParams["text.hinting"]
    rcParams["text.hinting"] = before if fine else "none"
    try:
        yield
    finally:
        rcParams["text.hinting"] = before
