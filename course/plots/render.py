"""From a figure to the PNG in a notebook."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

from course.plots.audience import audience

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def encode(pixels: np.ndarray) -> bytes:
    """A PNG, made quickly rather than small.

    Args:
        pixels: (height, width, 4) uint8; the alpha channel is dropped.
    """
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(pixels).convert("RGB").save(buffer, "png", compress_level=1)
    return buffer.getvalue()


def png(figure: Figure) -> bytes:
    """The figure drawn in full."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = figure.canvas if isinstance(figure.canvas, FigureCanvasAgg) else FigureCanvasAgg(figure)
    canvas.draw()
    return encode(np.asarray(canvas.buffer_rgba()))


def show(drawn: Axes | Figure) -> None:
    """Display axes or a figure in the notebook; does nothing outside of one."""
    if audience() == "nobody":
        return
    from IPython.display import Image, display
    from matplotlib.figure import Figure

    figure = drawn if isinstance(drawn, Figure) else drawn.get_figure(root=True)
    if figure is not None:
        display(Image(png(figure), format="png"))
