"""What stopping_and_decay compares."""

import numpy as np
import pytest

from course.widgets.explorers.stopping_and_decay.model import AXES, EIGENVALUES, STEEP, THETA_STAR, compare, contour
from course.widgets.explorers.stopping_and_decay.sample import arguments, equivalent

FUNCTIONS = tuple(arguments().values())


def test_the_path_is_that_of_gradient_descent() -> None:
    shown, theta = compare(*FUNCTIONS, 0.1, 12, 0.3), np.zeros(2)
    H = (AXES * [0.3, STEEP]) @ AXES.T
    for _ in range(12):
        theta = theta - 0.1 * H @ (theta - THETA_STAR)
    np.testing.assert_allclose(shown.stopped, theta)
    np.testing.assert_allclose(shown.path[-1], theta)
    np.testing.assert_allclose(shown.decayed, np.linalg.solve(H + shown.lam * np.eye(2), H @ THETA_STAR))


def test_both_agree_where_the_loss_is_flat_and_are_close_elsewhere() -> None:
    shown = compare(*FUNCTIONS, 0.01, 200, 0.3)
    flat = EIGENVALUES < 1e-2
    np.testing.assert_allclose(shown.reached[flat], shown.kept[flat], rtol=0.02)
    assert 0.1 < np.abs(shown.reached - shown.kept).max() < 0.21


def test_ellipses_are_of_equal_loss() -> None:
    along = AXES.T @ (contour(0.8, 0.3) - THETA_STAR[:, None])
    np.testing.assert_allclose((0.3 * along[0] ** 2 + STEEP * along[1] ** 2) / 2, 0.8)


def test_a_wrong_shape_is_named() -> None:
    with pytest.raises(AssertionError, match="factors"):
        compare(lambda eigenvalues, eps, steps: 0.5, equivalent, 0.1, 5, 0.3)
