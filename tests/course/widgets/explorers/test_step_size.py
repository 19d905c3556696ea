"""What step_size measures and shows."""

import numpy as np
import pytest

from course.checks import CheckFailure
from course.widgets.explorers.step_size.model import GROUNDS, best_or, cut, descent, gradient, hessian
from course.widgets.explorers.step_size.sample import lowest, taylor
from course.widgets.explorers.step_size.view import StepView
from course.widgets.live.canvas import Canvas
from tests.course.pixels import pixels


def test_differences_are_the_gradient_and_the_hessian() -> None:
    A = np.array([[2.0, 0.5, 0.0], [0.5, 1.0, -1.0], [0.0, -1.0, 3.0]])
    w = np.array([0.3, -1.0, 2.0])

    def loss(w: np.ndarray) -> np.ndarray:
        return np.einsum("...i,ij,...j->...", w, A, w) / 2

    np.testing.assert_allclose(gradient(loss, w), A @ w, rtol=1e-6)
    np.testing.assert_allclose(hessian(loss, w), A, atol=1e-5)


def test_the_model_of_a_bowl_is_the_bowl() -> None:
    shown = cut(taylor, lowest, GROUNDS["a bowl"])
    np.testing.assert_allclose(shown.model, shown.true, atol=1e-4)
    assert shown.eps[shown.true.argmin()] == pytest.approx(shown.best, abs=0.01)


@pytest.mark.parametrize("name", GROUNDS)
def test_every_model_begins_as_the_truth_does(name: str) -> None:
    shown = cut(taylor, lowest, GROUNDS[name])
    assert shown.model[0] == shown.true[0] == 0
    assert shown.model[1] == pytest.approx(shown.true[1], rel=0.2)
    assert shown.true[1] < 0


def test_no_finite_step_is_best_at_the_saddle() -> None:
    ground = GROUNDS["a saddle"]
    assert cut(taylor, lowest, ground).best == np.inf
    assert descent(ground, best_or(lowest, 0.3), 20)[-1] == pytest.approx(-1.0, abs=0.01)


def test_too_long_a_step_climbs_and_the_descent_ends() -> None:
    assert descent(GROUNDS["a bowl"], lambda g, H: 0.4, 20)[-1] > descent(GROUNDS["a bowl"], lambda g, H: 0.4, 0)[0]
    assert len(descent(GROUNDS["a chain of 6 neurons"], lambda g, H: 5.0, 20)) < 20


def test_a_prediction_that_is_no_number_is_named() -> None:
    with pytest.raises(CheckFailure, match="predicted_change"):
        cut(lambda g, H, eps: g, lowest, GROUNDS["a bowl"])  # type: ignore[arg-type, return-value]


def test_the_blitted_picture_is_the_full_one() -> None:
    view = StepView(taylor, lowest)
    view.update(ground="a saddle", share=20)
    canvas = Canvas(view.figure, view.moving)
    canvas.frame()
    assert not view.update(ground="a saddle", share=90)
    np.testing.assert_array_equal(pixels(canvas.frame()), pixels(canvas.frame(full=True)))
    assert view.update(ground="a chain of 6 neurons", share=10)


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_numbers_of_each_loss_have_room_in_the_picture_of_the_first(ground: str) -> None:
    view = StepView(taylor, lowest)
    view.update(next(iter(GROUNDS)), 20)
    canvas = Canvas(view.figure, view.moving, lambda: view.layers)
    canvas.frame()
    canvas.frame(view.update(ground, 20))
    left, right = view.figure.axes
    for ax, edge in ((left, 2.0), (right, left.bbox.x1 + 2.0)):
        low, high = ax.get_ylim()
        shown = [tick.label1 for tick in ax.yaxis.get_major_ticks() if low <= tick.get_loc() <= high]
        assert min(label.get_window_extent().x0 for label in shown) > edge
