"""Forward from left to right above, back from right to left below, and all feature maps at the foot."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np

from course.plots.style import BLUE, FAINT, INK, ORANGE, SOFT, bare, new_figure
from course.widgets.live.controls import Choice, Slider

from .model import KERNELS, POOLS, SIDE, Backward, Between, Forward, Functions, look, pictures, send_back

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.image import AxesImage
    from matplotlib.patches import Rectangle
    from matplotlib.text import Text

NAMES = tuple(KERNELS)
ONE, ALL = "one cell", "every cell"
CELLS = 6


class ConvView:
    """Above image, kernel, feature map and pool; below the gradient on each of them."""

    def __init__(self, functions: Functions) -> None:
        self._functions = functions
        self._seen: Forward | None = None
        self._asked: tuple[str, ...] = ()
        self.controls = (
            Choice("kernel", "kernel", NAMES, NAMES[0], slider=True),
            Choice("picture", "picture", tuple(pictures()), "a 7", slider=True),
            Slider("row", "cell: row", 0, CELLS - 1, 1, 3),
            Slider("column", "cell: column", 0, CELLS - 1, 1, 3),
            Choice("above", "gradient on", (ONE, ALL), ONE),
            Choice("between", "behind the kernel", ("ReLU", "nothing"), "ReLU"),
            Choice("pool", "pool", tuple(POOLS), next(iter(POOLS))),
        )
        self.words = ""
        self.figure = new_figure(7.2, 5.7)
        outer = self.figure.add_gridspec(2, 1, height_ratios=(2.2, 0.7))
        ways, foot = outer[0].subgridspec(2, 4, width_ratios=(7, 5, 6, 6)), outer[1].subgridspec(1, len(NAMES))
        self._forward, self._back = (
            [_panel(self.figure.add_subplot(ways[row, place])) for place in range(4)] for row in range(2)
        )
        self._maps = [_panel(self.figure.add_subplot(foot[k])) for k in range(len(NAMES))]
        self._forward[0][1].set_cmap("Greys")
        self._frames = [self._frame(panel, colour) for panel, colour in self._framed()]
        self._chosen = [self._frame(panel[0], BLUE) for panel in self._maps]
        self._numbers = [_numbers(row[1][0]) for row in (self._forward, self._back)]
        self._title()
        panels, picture, kernel = [*self._forward[2:], *self._back], self._forward[0], self._forward[1]
        self.layers: list[list[Artist]] = [
            [*picture[1:], *(image for _, image, _ in self._maps)],
            [*kernel[1:], *self._numbers[0], *self._chosen],
        ]
        self.moving: list[Artist] = [*(image for _, image, _ in panels), *self._frames]
        self.moving += [*(text for _, _, text in panels), *self._numbers[1]]

    def _framed(self) -> list[tuple[Axes, str]]:
        """Where a frame can stand: window, group and cell above; window, winner and cell below; the map at the foot."""
        above, below = [panel[0] for panel in self._forward], [panel[0] for panel in self._back]
        pairs = [(above[0], BLUE), (above[2], BLUE), (above[3], BLUE), (below[0], ORANGE), (below[2], ORANGE)]
        return [*pairs, (below[3], ORANGE)]

    def _frame(self, ax: Axes, colour: str) -> Rectangle:
        from matplotlib.patches import Rectangle

        style = "-" if colour == BLUE else (0, (3, 1))
        frame = Rectangle((0, 0), 1, 1, fill=False, edgecolor=colour, linewidth=2.0, linestyle=style)
        ax.add_patch(frame)
        return frame

    def _title(self) -> None:
        titles = ("image x", "kernel g", "map f(g * x)", "pooled")
        for (ax, _, _), title in zip(self._forward, titles, strict=True):
            ax.set_title(title, color=INK, fontsize=10.5, loc="left")
        titles = ("← gradient on x", "← on g", "← on g * x", "← on the pool")
        for (ax, _, _), title in zip(self._back, titles, strict=True):
            ax.set_title(title, color=ORANGE, fontsize=10.5, loc="left")

    def update(
        self, kernel: str, picture: str, row: int, column: int, above: str, between: Between, pool: str
    ) -> Hashable:
        """Back always; forward anew, and a full picture, where what is seen of the way there has changed."""
        forward, number = (picture, between, pool), NAMES.index(kernel)
        seen = self._seen
        if seen is None or self._asked[1:] != forward:
            seen = look(self._functions, *forward)
        last = seen.pooled.shape[1] - 1
        cell = (min(int(row), last), min(int(column), last))
        back = send_back(self._functions, seen, number, cell if above == ONE else None)
        changed = self._asked != (kernel, *forward)
        self._seen, self._asked = seen, (kernel, *forward)
        if changed:
            self._show_what_stays(seen, number)
        self._show(seen, back, number)
        self._mark(back, cell, POOLS[pool], one=above == ONE)
        self.words = _told(seen, back, kernel, picture, cell, one=above == ONE)
        return changed and (forward, kernel)

    def _show(self, seen: Forward, back: Backward, number: int) -> None:
        for panel, values in zip(self._forward[2:], (seen.f[number], seen.pooled[number]), strict=True):
            _put(panel, values)
        for panel, values in zip(self._back, (back.dx, back.dw, back.dz, back.dpooled), strict=True):
            _put(panel, values)
        _write(self._numbers[1], back.dw)

    def _show_what_stays(self, seen: Forward, number: int) -> None:
        """The image, the kernel, and the maps of all kernels: they are the same whichever cell is looked at."""
        kernel = KERNELS[NAMES[number]]
        _put(self._forward[0], seen.x)
        self._forward[0][1].set_clim(0.0, 1.0)
        _put(self._forward[1], kernel)
        _write(self._numbers[0], kernel)
        for k, (panel, frame, values) in enumerate(zip(self._maps, self._chosen, seen.f, strict=True)):
            _put(panel, values)
            panel[2].set_text(NAMES[k])
            frame.set_bounds(0, 0, *values.shape[::-1])
            frame.set_visible(k == number)

    def _mark(self, back: Backward, cell: tuple[int, int], pool: tuple[int, int], one: bool) -> None:
        size, stride = pool
        winner = back.winner if one else None
        places = [winner, (cell[0] * stride, cell[1] * stride), cell, winner, winner, cell]
        shown = (one and winner is not None, one, one, one and winner is not None, one and winner is not None, one)
        for frame, place, side, on in zip(self._frames, places, (3, size, 1, 3, 1, 1), shown, strict=True):
            frame.set_visible(on)
            if place is not None:
                frame.set_bounds(place[1], place[0], side, side)


def _panel(ax: Axes) -> tuple[Axes, AxesImage, Text]:
    bare(ax)
    for spine in ax.spines.values():
        spine.set(visible=True, color=FAINT, linewidth=0.8, zorder=-1)
    image = ax.imshow(np.zeros((SIDE, SIDE)), cmap="PuOr", extent=(0, SIDE, SIDE, 0), interpolation="nearest")
    ax.set_xlabel(" ", fontsize=8.5)  # room for the words
    return ax, image, ax.text(0.0, -0.03, "", transform=ax.transAxes, fontsize=8.5, color=SOFT, va="top")


def _put(panel: tuple[Axes, AxesImage, Text], values: np.ndarray) -> None:
    """Show values, on a scale that has 0 in the middle, and say how large the largest is."""
    ax, image, text = panel
    height, width = values.shape
    largest = float(np.abs(values).max(initial=0.0))
    image.set_data(values)
    if image.get_extent() != [0, width, height, 0]:
        image.set_extent((0, width, height, 0))
        ax.set(xlim=(0, width), ylim=(height, 0))
    image.set_clim(-(largest or 1.0), largest or 1.0)
    text.set_text(f"{height} × {width}, {_number(values.min())} to {_number(values.max())}")


def _numbers(ax: Axes) -> list[Text]:
    return [ax.text(v + 0.5, u + 0.5, "", ha="center", va="center", fontsize=9, zorder=5) for u, v in np.ndindex(3, 3)]


def _write(texts: list[Text], values: np.ndarray) -> None:
    largest = float(np.abs(values).max(initial=0.0))
    for text, value in zip(texts, values.ravel(), strict=True):
        text.set_text(_number(value))
        text.set_color("white" if abs(value) > 0.6 * largest else INK)


def _number(value: float) -> str:
    return f"{float(value) + 0.0:.2g}".replace("-", "−")


def _told(seen: Forward, back: Backward, kernel: str, picture: str, cell: tuple[int, int], one: bool) -> str:
    number = NAMES.index(kernel)
    height, width = seen.f.shape[1:]
    begin = f"{picture} of {SIDE} by {SIDE} pixels, kernel '{kernel}': a map of {height} by {width}, pooled to "
    begin += f"{seen.pooled.shape[1]} by {seen.pooled.shape[2]}. "
    if not one:
        pixels = f"{np.count_nonzero(back.dz)} of {back.dz.size} pixels of the map"
        return f"{begin}A gradient of 1 on every cell reaches {pixels}, and {np.count_nonzero(back.dx)} of the image."
    begin += f"Cell {cell} holds {_number(seen.pooled[number][cell])}. A gradient of 1 on it goes back "
    if not back.dz.any():
        return f"{begin}to no pixel: the ReLU lets nothing through."
    if back.winner is None:
        return f"{begin}to {np.count_nonzero(back.dz)} pixels of the map."
    changed = np.count_nonzero(back.dx)
    return (
        f"{begin}to the map's pixel {back.winner} alone, and from there through the kernel to {changed} of the image."
    )
