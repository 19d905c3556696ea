"""Colours, strokes and the look of axes.

Each colour has a contrast of at least 3 : 1 on paper (INK, SOFT, BLUE and ORANGE, in which words are written, 4.5 : 1).
They are told apart in grey and by colour-blind readers; lines differ in their stroke as well, points in their marker.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, ORANGE, PURPLE, TEAL, BLACK = "#1356b3", "#b75c15", "#641b60", "#06a193", "#171c18"
COLOURS = (BLUE, ORANGE, TEAL, PURPLE, BLACK)
MARKERS = "os^Dv"
INK, SOFT, QUIET, FAINT, PAPER = "#24292f", "#57606a", "#8c959f", "#d8dee4", "#ffffff"
DPI = 100

# A wide line below and a broken one above it: two that lie on each other are both seen.
STROKES = (("-", 3.2), ((0, (4, 2)), 1.9), ((0, (1, 1.3)), 2.4), ((0, (8, 2, 2, 2)), 1.7), ("-", 1.2))

BELOW_PT = 33.0  # numbers, the label and a little air

LegendPlace = Literal["best", "upper right", "lower right", "upper left", "lower left"]


def strokes() -> Iterator[dict[str, Any]]:
    """Colour, stroke and width of one line after the other, again and again."""
    for colour, (linestyle, width) in cycle(zip(COLOURS, STROKES, strict=True)):
        yield {"color": colour, "linestyle": linestyle, "linewidth": width}


def new_figure(width: float, height: float) -> Figure:
    """An empty figure of our own, in inches, with an Agg canvas and without pyplot."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    figure = Figure(
        figsize=(width, height), dpi=DPI, facecolor=PAPER, layout=ConstrainedLayoutEngine(w_pad=0.08, h_pad=0.08)
    )
    FigureCanvasAgg(figure)
    return figure


def new_axes(width: float = 5.5, height: float = 3.6) -> Axes:
    """Polished axes in a figure of their own, in inches."""
    return polish(new_figure(width, height).add_subplot())


def polish(ax: Axes, title: str = "", xlabel: str = "", ylabel: str = "", grid: bool = True) -> Axes:
    """Light grid, no box, quiet labels: the look that all pictures of the course share."""
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set_color(FAINT)
    ax.tick_params(which="both", colors=SOFT, labelsize=9, length=0)
    if grid:
        ax.grid(True, color=FAINT, linewidth=0.6, alpha=0.7)
    ax.set_axisbelow(True)
    if title:
        ax.set_title(title, color=INK, fontsize=10.5, loc="left")
    if xlabel:
        ax.set_xlabel(xlabel, color=SOFT, fontsize=9.5)
    if ylabel:
        ax.set_ylabel(ylabel, color=SOFT, fontsize=9.5)
    return ax


def bare(ax: Axes, title: str = "") -> Axes:
    """Axes for a picture: no ticks, no grid, no box."""
    polish(ax, title, grid=False)
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


def legend(ax: Axes, loc: LegendPlace = "upper right") -> None:
    """A legend without a box, for axes that have labelled artists."""
    if ax.get_legend_handles_labels()[0]:
        ax.legend(frameon=False, fontsize=9, labelcolor=INK, loc=loc, handlelength=3.2)


def legend_below(ax: Axes, columns: int = 2) -> None:
    """The same below the numbers and the label of the axes, for curves that may run anywhere in them."""
    from matplotlib.transforms import ScaledTranslation

    down = ScaledTranslation(0.0, -BELOW_PT / 72, ax.figure.dpi_scale_trans)
    ax.legend(
        frameon=False,
        fontsize=9,
        labelcolor=INK,
        loc="upper left",
        bbox_to_anchor=(0.0, 0.0),
        bbox_transform=ax.transAxes + down,
        borderaxespad=0.0,
        borderpad=0.0,
        handlelength=3.2,
        columnspacing=1.4,
        ncols=columns,
    )
