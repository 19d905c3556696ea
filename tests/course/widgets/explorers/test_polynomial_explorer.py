"""What polynomial_explorer fits and shows."""

import numpy as np
import pytest

from course.widgets.explorers.polynomial_explorer.model import GRID, MOST, draw, fit_all, truth
from course.widgets.explorers.polynomial_explorer.sample import arguments, powers
from course.widgets.explorers.polynomial_explorer.view import PolynomialView
from course.widgets.live.canvas import Canvas
from tests.course.pixels import pixels

FUNCTIONS = tuple(arguments().values())


def test_training_error_falls_and_validation_error_turns() -> None:
    fits = fit_all(*FUNCTIONS, draw(15, 0.25, 3), 0.0)
    assert (np.diff(fits.training) < 1e-9).all()
    assert 2 < fits.validation.argmin() < 8
    assert fits.validation[MOST] > 100 * fits.validation.min()


def test_a_penalty_and_more_examples_calm_the_highest_degree() -> None:
    wild = fit_all(*FUNCTIONS, draw(15, 0.25, 3), 0.0)
    penalised = fit_all(*FUNCTIONS, draw(15, 0.25, 3), 1e-4)
    more = fit_all(*FUNCTIONS, draw(500, 0.25, 3), 0.0)
    assert penalised.largest[MOST] < 1e-3 * wild.largest[MOST]
    assert max(penalised.validation[MOST], more.validation[MOST]) < 0.01 * wild.validation[MOST]
    assert more.validation[1] > 2 * more.validation[3]  # and do not help a straight line


def test_without_noise_many_degrees_find_the_truth() -> None:
    fits = fit_all(*FUNCTIONS, draw(60, 0.0, 0), 0.0)
    np.testing.assert_allclose(fits.curves[9], truth(GRID), atol=0.05)


def test_points_stay_when_there_are_more() -> None:
    few, many = draw(8, 0.25, 0), draw(30, 0.25, 0)
    np.testing.assert_array_equal(few.x, many.x[:8])
    np.testing.assert_array_equal(few.y_new, many.y_new)


def test_a_wrong_shape_is_named() -> None:
    with pytest.raises(AssertionError, match="w of ridge_fit"):
        fit_all(powers, lambda X, y, lam: np.zeros(1), draw(8, 0.25, 0), 0.0)


def test_the_blitted_picture_is_the_full_one() -> None:
    view = PolynomialView(*FUNCTIONS)
    view.update(degree=3, lam=0.0, examples=15, noise=0.2, seed=0)
    canvas = Canvas(view.figure, view.moving)
    canvas.frame()
    view.update(degree=9, lam=1e-3, examples=30, noise=0.3, seed=1)
    np.testing.assert_array_equal(pixels(canvas.frame()), pixels(canvas.frame(full=True)))
