"""A heat map, or a few grey images, as a PNG of a few hundred bytes, made with the standard library alone."""

from __future__ import annotations

import base64
import functools
import struct
import zlib
from collections.abc import Sequence

from autograder.reports.report import Picture

__all__ = ["data_uri", "grey_png", "grey_uri", "heatmap_png"]

MOST_ROWS, MOST_COLUMNS = 128, 256
WIDTH_PX = 360
RIGHT, WRONG = (236, 240, 243), (190, 24, 52)
GRID = (255, 255, 255)


def data_uri(picture: Picture) -> str:
    """The picture as the source of an img element."""
    return _uri(heatmap_png(picture.rows))


def grey_uri(picture: Picture) -> str:
    """The same for pixels of an image."""
    return _uri(grey_png(picture.rows))


def grey_png(rows: Sequence[Sequence[float]]) -> bytes:
    """Pixels from black (0) to white (1), each a small square."""
    rows = _shrink(rows)
    columns = max((len(row) for row in rows), default=0)
    size = max(1, min(3, WIDTH_PX // max(1, columns)))
    lines: list[bytes] = []
    for row in rows:
        greys = [_grey(value) for value in row] + [0] * (columns - len(row))
        lines += [b"\0" + b"".join(bytes((grey,)) * 3 * size for grey in greys)] * size
    return _png(columns * size, len(lines), b"".join(lines))


def _grey(value: float) -> int:
    return round(255 * min(1.0, max(0.0, value))) if value == value else 0


def _uri(png: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")


def heatmap_png(rows: Sequence[Sequence[float]]) -> bytes:
    """Pixels from grey (0, right) to red (1, most wrong), one square per entry, with a grid while squares are large."""
    rows = _shrink(rows)
    columns = max((len(row) for row in rows), default=0)
    size = max(1, min(18, WIDTH_PX // max(1, columns)))
    grid = 1 if size >= 6 else 0
    lines: list[bytes] = []
    for row in rows:
        colours = [_colour(value) for value in row] + [GRID] * (columns - len(row))
        line = b"".join(bytes(colour) * (size - grid) + bytes(GRID) * grid for colour in colours)
        lines += [b"\0" + line] * (size - grid) + [b"\0" + bytes(GRID) * (columns * size)] * grid
    return _png(columns * size, len(lines), b"".join(lines))


def _shrink(rows: Sequence[Sequence[float]]) -> list[list[float]]:
    """At most MOST_ROWS x MOST_COLUMNS: each entry is the most wrong of those that it stands for."""
    down = -(-len(rows) // MOST_ROWS) or 1
    across = -(-max((len(row) for row in rows), default=0) // MOST_COLUMNS) or 1
    groups = [rows[k : k + down] for k in range(0, len(rows), down)]
    return [
        [max(v for row in group for v in row[c : c + across]) for c in range(0, min(map(len, group)), across)]
        for group in groups
    ]


@functools.lru_cache(4096)
def _colour(value: float) -> tuple[int, int, int]:
    share = min(1.0, max(0.0, value)) if value == value else 1.0
    red, green, blue = (round(a + (b - a) * share**0.7) for a, b in zip(RIGHT, WRONG, strict=True))
    return red, green, blue


def _png(width: int, height: int, pixels: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
