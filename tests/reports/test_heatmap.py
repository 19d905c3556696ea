"""Pictures as PNG files of a bounded size."""

from __future__ import annotations

import struct
import zlib

import pytest

from autograder.reports.heatmap import heatmap_png


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (3, 5), (64, 128), (1000, 700), (2, 0), (0, 0)])
def test_pictures_are_png_of_bounded_size(rows: int, columns: int) -> None:
    png = heatmap_png([[(r * c) % 5 / 4 for c in range(columns)] for r in range(rows)])
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    assert width <= 720
    assert height <= 2400
    length = struct.unpack(">I", png[33:37])[0]
    assert len(zlib.decompress(png[41 : 41 + length])) == height * (1 + 3 * width)


def test_rows_of_unlike_length_make_a_picture() -> None:
    assert heatmap_png(((0.0, 1.0), (0.5,))).startswith(b"\x89PNG")
