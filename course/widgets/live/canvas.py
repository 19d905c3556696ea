"""A figure that is redrawn many times a second."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from course.plots.render import DRAWING, FINE, encode, passing
from course.plots.style import DPI

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

MOST = 12  # backgrounds that are kept, a megabyte or two each


class Canvas:
    """Draws a figure in full once, and from then on only the artists that move.

    A full draw takes most of a frame's time; restoring its pixels and drawing a few lines over them takes little.

    Args:
        figure: the figure.
        moving: what another value of a control changes, drawn anew in each frame.
        layers: gives what only some of them change, such as an axis with its numbers: artists that change together, one
            layer above the other and below what moves. Without any, the whole figure is drawn anew for such a change.
    """

    def __init__(
        self, figure: Figure, moving: Sequence[Artist], layers: Callable[[], Sequence[Sequence[Artist]]] = lambda: ()
    ) -> None:
        self._figure, self._ask_layers = figure, layers
        self._moving, self._layers = _apart(moving), [_apart(layer) for layer in layers()]
        self._shown: tuple[Hashable, ...] = tuple(object() for _ in self._layers)
        self._backgrounds: dict[tuple[int, tuple[Hashable, ...]], object] = {}

    @property
    def width(self) -> int:
        """How many pixels of the page it takes."""
        return round(self._figure.get_figwidth() * DPI)

    def frame(self, full: Hashable = False) -> bytes:
        """The present picture as a JPEG.

        Args:
            full: true when not only what moves has changed (limits, titles). A tuple says what each layer shows now:
                for the same value it is the same, and need not be drawn again.
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
            self._over(self._background(ratio), self._moving)
            return np.array(canvas.buffer_rgba())

    def _change(self, shown: Hashable) -> None:
        """Forget fine pictures, and the oldest of too many."""
        self._layers = [_apart(layer) for layer in self._ask_layers()]
        self._shown = shown if isinstance(shown, tuple) else tuple(object() for _ in self._layers)
        if not self._layers:
            self._backgrounds.clear()
        still = [key for key in self._backgrounds if not key[1]]
        quick = [key for key in self._backgrounds if key[1] and key[0] != FINE]
        self._backgrounds = {key: self._backgrounds[key] for key in (*still, *quick[-MOST:])}

    def _background(self, ratio: int) -> object:
        """All layers over what never changes; drawn from the first one on that is not kept."""
        canvas: Any = self._figure.canvas
        keys = [(ratio, self._shown[:count]) for count in range(len(self._layers) + 1)]
        known = max((count for count, key in enumerate(keys) if key in self._backgrounds), default=None)
        if known is None:
            canvas.draw()
            self._figure.set_layout_engine("none")
            self._backgrounds[keys[0]] = canvas.copy_from_bbox(self._figure.bbox)
            known = 0
        for below, key, layer in zip(keys[known:], keys[known + 1 :], self._layers[known:], strict=False):
            self._over(self._backgrounds[below], layer)
            self._backgrounds[key] = canvas.copy_from_bbox(self._figure.bbox)
        return self._backgrounds[keys[-1]]

    def _over(self, background: object, artists: Sequence[Artist]) -> None:
        """Draw artists over a background."""
        canvas: Any = self._figure.canvas
        canvas.restore_region(background)
        for artist in artists:
            self._figure.draw_artist(artist)


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
