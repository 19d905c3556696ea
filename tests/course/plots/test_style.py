"""Colours and strokes: enough contrast in both themes, apart in grey and for colour-blind readers."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from course.plots.style import BLUE, COLOURS, INK, MARKERS, ORANGE, PAPER, QUIET, SOFT, STROKES

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
SEEN = {  # Machado, Oliveira and Fernandes 2009, full severity; the last is what a grey printer sees
    "all": np.eye(3),
    "no red cones": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "no green cones": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "no blue cones": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
    "grey": np.tile(LUMINANCE, (3, 1)),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])
HUE_HALF_WAY = np.array([[-0.574, 1.43, 0.144], [0.426, 0.43, 0.144], [0.426, 1.43, -0.856]])  # CSS, hue-rotate(180deg)


def linear(rgb: np.ndarray) -> np.ndarray:
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of linear light."""
    x, y, z = np.cbrt(np.clip(TO_XYZ @ np.clip(light, 0, 1) / WHITE, 0.009, None))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one: np.ndarray, other: np.ndarray) -> float:
    """As the WCAG counts it."""
    low, high = sorted(float(linear(colour) @ LUMINANCE) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def rgb(colour: str, dark: bool) -> np.ndarray:
    """A colour in a light theme, or as the filter of a dark one shows it."""
    value = np.array(to_rgb(colour))
    return np.clip(HUE_HALF_WAY @ (0.93 - 0.86 * value), 0, 1) if dark else value


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("colours", "least"), [((*COLOURS, QUIET), 3.0), ((INK, SOFT, BLUE, ORANGE), 4.5)])
def test_contrast(colours: tuple[str, ...], least: float, dark: bool) -> None:
    for colour in colours:
        assert contrast(rgb(colour, dark), rgb(PAPER, dark)) >= least, colour


@pytest.mark.parametrize(("eyes", "least"), [(name, 9.0 if name == "grey" else 20.0) for name in SEEN])
def test_colours_are_apart(eyes: str, least: float) -> None:
    seen = {colour: lab(np.asarray(SEEN[eyes]) @ linear(np.array(to_rgb(colour)))) for colour in COLOURS}
    for one, other in combinations(COLOURS, 2):
        assert np.linalg.norm(seen[one] - seen[other]) >= least, (one, other)


def test_lines_differ_in_stroke_and_points_in_marker() -> None:
    assert len({str(stroke) for stroke in STROKES}) == len(COLOURS) == len(set(MARKERS))
    widths = [width for _, width in STROKES]
    assert widths[0] > 1.5 * widths[1], "two lines on each other: the lower one is seen on both sides"
