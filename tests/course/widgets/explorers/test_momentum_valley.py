"""What momentum_valley runs and shows."""

from typing import Any

import numpy as np
import pytest

from course.checks import CheckFailure
from course.widgets.explorers.momentum_valley.model import START, height, speeds, terminal_speed, valley_path
from course.widgets.explorers.momentum_valley.sample import heavy_ball
from course.widgets.explorers.momentum_valley.view import ValleyView
from course.widgets.live.canvas import Canvas
from tests.course.pixels import pixels
from tests.course.widgets.legends import crossings


def test_momentum_gets_further_through_a_valley() -> None:
    left = {
        alpha: height(valley_path(heavy_ball, 0.036, alpha, 50, 40)[-1], 50) / height(START, 50) for alpha in (0.0, 0.8)
    }
    assert left[0.8] < 0.1 * left[0.0] < 0.1


def test_the_speed_grows_up_to_its_limit() -> None:
    lengths = speeds(heavy_ball, 0.03, 0.9, 200)
    assert (np.diff(lengths) > -1e-12).all()
    assert lengths[0] == pytest.approx(0.03)
    assert lengths[-1] == pytest.approx(terminal_speed(0.03, 0.9)) == pytest.approx(0.3)


def test_who_has_flown_away_stays_there() -> None:
    path = valley_path(heavy_ball, 1.0, 0.0, 100, 50)
    assert np.isfinite(path).all()
    np.testing.assert_array_equal(path[-1], path[-2])


def test_a_step_of_the_wrong_shape_is_named() -> None:
    def wrong(w: np.ndarray, g: np.ndarray, state: Any, lr: float, alpha: float) -> tuple[np.ndarray, Any]:
        return w[:1], state

    with pytest.raises(CheckFailure, match="w of momentum_step"):
        valley_path(wrong, 0.03, 0.9, 10, 5)


def test_the_blitted_picture_is_the_full_one() -> None:
    view = ValleyView(heavy_ball)
    view.update(alpha=0.8, lr=0.036, curvature=50, steps=40)
    canvas = Canvas(view.figure, view.moving)
    canvas.frame()
    assert not view.update(alpha=0.5, lr=0.02, curvature=50, steps=100)
    np.testing.assert_array_equal(pixels(canvas.frame()), pixels(canvas.frame(full=True)))
    assert view.update(alpha=0.5, lr=0.02, curvature=5, steps=100)


def test_what_is_left_of_the_height_is_said_apart_from_the_legend() -> None:
    view = ValleyView(heavy_ball)
    view.update(alpha=0.95, lr=0.06, curvature=100, steps=150)
    assert "over 100% without momentum" in view.words
    view.figure.canvas.draw()
    assert any(text.get_text().startswith("height left") for text in view.figure.axes[0].texts)
    assert list(crossings(view.figure)) == []
