"""From a figure to the PNG in a notebook: drawn twice as fine as it is shown, for screens with small pixels."""

from __future__ import annotations

import base64
import io
import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from course.audience import audience
from course.plots.look import LOOK, hidden
from course.plots.style import DPI
from course.plots.words import in_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from PIL.Image import Image

FINE = 2
QUICK, SMALL = 1, 6
JPEG_QUALITY = 92
DRAWING = threading.Lock()  # live pictures come to rest in threads, and Matplotlib's settings are shared


def encode(pixels: np.ndarray, level: int = QUICK) -> bytes:
    """A PNG, made quickly or made small.

    Args:
        pixels: (height, width, 4) uint8; the alpha channel is dropped.
    """
    from PIL import Image

    return _saved(Image.fromarray(pixels).convert("RGB"), "png", compress_level=level)


def passing(pixels: np.ndarray) -> bytes:
    """A JPEG, for a picture that is there for a moment: made in a quarter of a PNG's time, and read more quickly."""
    from PIL import Image

    size = pixels.shape[1::-1]
    picture = Image.frombuffer("RGBX", size, np.ascontiguousarray(pixels), "raw", "RGBX", 0, 1)
    return _saved(picture, "jpeg", quality=JPEG_QUALITY, subsampling=0)


def _saved(picture: Image, kind: str, **how: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **how)
    return buffer.getvalue()


def png(figure: Figure) -> bytes:
    """The figure drawn in full, in fine pixels."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = figure.canvas if isinstance(figure.canvas, FigureCanvasAgg) else FigureCanvasAgg(figure)
    with DRAWING:
        figure.set_dpi(FINE * DPI)
        canvas.draw()
    return encode(np.asarray(canvas.buffer_rgba()), SMALL)


def output(picture: bytes, width: int, words: str) -> tuple[dict[str, str], dict[str, Any]]:
    """A picture of so many pixels across, and what it shows in words, as IPython displays it: data and metadata."""
    data = {"image/png": base64.b64encode(picture).decode("ascii"), "text/plain": words}
    return data, {"image/png": {"width": width, "alt": words}}


def show(drawn: Axes | Figure, words: str = "") -> None:
    """Display axes or a figure in the notebook; does nothing outside of one.

    Args:
        words: what is seen, for those who do not see it; read off the axes when not given.
    """
    looking = audience()
    if looking == "nobody":
        return
    from IPython.display import HTML, display
    from matplotlib.figure import Figure

    figure = drawn if isinstance(drawn, Figure) else drawn.get_figure(root=True)
    if figure is None:
        return
    words = words or in_words(figure)
    if looking == "person":
        display(HTML(f"<style>{LOOK}</style>{hidden(words)}"))
    data, metadata = output(png(figure), round(figure.get_figwidth() * DPI), words)
    display(data, metadata=metadata, raw=True)
