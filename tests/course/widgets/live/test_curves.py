"""Curves and the bar of progress above them."""

import numpy as np

from course.plots.style import new_axes
from course.widgets.live.curves import MOST_POINTS, Curves
from course.widgets.live.progress import progress


def test_limits_grow_with_the_numbers_and_only_then() -> None:
    curves = Curves(new_axes(), ("loss",), last=10)
    assert curves.update({"loss": [2.0]})
    assert not curves.update({"loss": [2.0, 1.0]})
    assert curves.update({"loss": [2.0, 1.0, 30.0]})
    assert curves.update({"loss": [1.0] * 20})
    assert not curves.update({"loss": [1.0, np.nan]})


def test_shares_keep_their_limits() -> None:
    curves = Curves(new_axes(), ("accuracy",), last=10, shares=True)
    assert not curves.update({"accuracy": [0.1, 0.9]})
    assert curves.axes.get_ylim() == (0.0, 1.04)


def test_long_curves_are_thinned() -> None:
    curves = Curves(new_axes(), ("loss",), last=10)
    curves.update({"loss": [1.0] * 100_000})
    assert len(curves.lines["loss"].get_xdata()) <= MOST_POINTS


def test_the_words_of_progress() -> None:
    assert progress(120, 480, 3.0) == "120 of 480 steps · 3.0 s · 9.0 s left"
    assert progress(10, 10, 200.0) == "10 of 10 steps · 3.3 min"


def test_a_curve_that_explodes_leaves_the_picture() -> None:
    curves = Curves(new_axes(), ("loss",), last=10)
    curves.update({"loss": [2.0, 3.0]})
    curves.update({"loss": [2.0, 3.0, 1e153]})
    assert curves.axes.get_ylim()[1] <= 1.3 * 20 * 2.0
