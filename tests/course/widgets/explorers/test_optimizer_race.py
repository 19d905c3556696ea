"""What optimizer_race runs and shows."""

from typing import Any

import numpy as np
import pytest

from course.checks import CheckFailure
from course.widgets.explorers.optimizer_race.model import HILLS, run, with_rates, with_state, written
from course.widgets.explorers.optimizer_race.view import RaceView
from course.widgets.live.canvas import Canvas
from tests.course.pixels import pixels


def plain(w: np.ndarray, g: np.ndarray, lr: float) -> np.ndarray:
    return w - lr * g


def counting(w: np.ndarray, g: np.ndarray, state: Any, lr: float) -> tuple[np.ndarray, int]:
    return w + (state or 0), (state or 0) + 1


def starter(w: np.ndarray, g: np.ndarray, state: Any, lr: float) -> Any:
    raise NotImplementedError


@pytest.mark.parametrize("name", HILLS)
def test_a_hill_slopes_as_its_gradient_says(name: str) -> None:
    hill, h = HILLS[name], 1e-6
    for w in np.random.default_rng(0).uniform(-1.5, 1.5, (5, 2)):
        slopes = [(hill.height(w + h * e) - hill.height(w - h * e)) / (2 * h) for e in np.eye(2)]
        np.testing.assert_allclose(hill.gradient(w), slopes, rtol=1e-5, atol=1e-6)
    assert hill.grid(200)[2].min() > -1e-9


def test_plain_descent_goes_down_and_a_state_is_handed_on() -> None:
    done = run("plain", with_state(plain), HILLS["long valley"], lr=0.03, steps=50)
    assert (np.diff(done.heights) < 0).all()
    path = run("counting", counting, HILLS["long valley"], lr=0.03, steps=4).path
    np.testing.assert_allclose(np.diff(path[:, 0]), [0, 1, 2, 3])


def test_who_flies_away_is_left_out_from_there_on() -> None:
    heights = run("plain", with_state(plain), HILLS["long valley"], lr=1.0, steps=50).heights
    assert np.isfinite(heights[:2]).all()
    assert np.isnan(heights[-1])


def test_a_rare_feature_is_seldom_seen_and_right_on_average() -> None:
    gradients: list[np.ndarray] = []

    def watching(w: np.ndarray, g: np.ndarray, state: Any, lr: float) -> tuple[np.ndarray, Any]:
        gradients.append(g)
        return w, state

    hill = HILLS["rare feature"]
    run("watching", watching, hill, 0.1, steps=4000)
    assert np.mean([g[1] == 0 for g in gradients]) == pytest.approx(0.95, abs=0.02)
    np.testing.assert_allclose(np.mean(gradients, axis=0), hill.gradient(np.array(hill.start)), rtol=0.3)


def test_those_that_are_not_written_stay_at_home() -> None:
    assert list(written(with_rates({"a": starter, "b": (plain, 0.5)}))) == ["b"]
    assert written(with_rates(None)).keys() == {"gradient descent"}
    with pytest.raises(NotImplementedError):
        written(with_rates({"a": starter, "b": (starter, 0.5)}))


def test_a_step_of_the_wrong_shape_is_named() -> None:
    with pytest.raises(CheckFailure, match="w of mine"):
        run("mine", lambda w, g, state, lr: (w[:1], state), HILLS["saddle"], 0.1, 3)


def test_the_blitted_picture_is_the_full_one() -> None:
    view = RaceView({"plain": plain, "counting": (counting, 0.1)})
    view.update(hill="long valley", factor=1.0, steps=60, noise=0.0)
    canvas = Canvas(view.figure, view.moving)
    canvas.frame()
    assert not view.update(hill="long valley", factor=0.5, steps=60, noise=1.0)
    np.testing.assert_array_equal(pixels(canvas.frame()), pixels(canvas.frame(full=True)))
    assert view.update(hill="saddle", factor=0.5, steps=60, noise=1.0)
