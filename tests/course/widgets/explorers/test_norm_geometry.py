"""What norm_geometry computes and shows."""

import numpy as np
import pytest

from course.widgets.explorers.norm_geometry.model import BETA, CURVATURES, THETA_STAR, Landscape, ball, optimum, path
from course.widgets.explorers.norm_geometry.sample import arguments
from course.widgets.explorers.norm_geometry.view import NormView

FUNCTIONS = tuple(arguments().values())
PENALTIES = {
    "L2": lambda theta: (theta**2).sum(0) / 2,
    "L1": lambda theta: np.abs(theta).sum(0),
    "elastic net": lambda theta: (BETA * theta**2 + np.abs(theta)).sum(0),
}


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("lam", [0.1, 0.9, 3.0])
def test_no_weights_nearby_are_better(penalty: str, lam: float) -> None:
    landscape = Landscape(0.4 if penalty == "L2" else 0.0)
    theta = optimum(penalty, landscape, lam, *FUNCTIONS)

    def objective(weights: np.ndarray) -> float:
        return landscape.height(weights) + lam * float(PENALTIES[penalty](weights))

    for step in 1e-3 * np.random.default_rng(0).normal(size=(50, 2)):
        assert objective(theta) <= objective(theta + step)


@pytest.mark.parametrize("penalty", PENALTIES)
def test_a_ball_holds_weights_of_equal_price(penalty: str) -> None:
    theta = np.array([0.7, -0.4])
    np.testing.assert_allclose(PENALTIES[penalty](ball(penalty, theta)), PENALTIES[penalty](theta))


def test_a_contour_holds_weights_of_equal_loss() -> None:
    landscape = Landscape(0.7)
    heights = [landscape.height(point) for point in landscape.contour(1.3).T]
    np.testing.assert_allclose(heights, 1.3)
    np.testing.assert_allclose(np.linalg.eigvalsh(landscape.H), CURVATURES)


def test_l1_drops_one_weight_after_the_other_and_l2_none() -> None:
    l1, l2 = (path(penalty, Landscape(0.0), *FUNCTIONS) for penalty in ("L1", "L2"))
    assert (l1[-1] == 0).all()
    assert ((l1 == 0).sum(axis=1) == 1).any()
    assert (l2 > 0).all()
    np.testing.assert_allclose(l2[0], THETA_STAR, rtol=0.03)


def test_the_angle_is_for_l2_alone() -> None:
    view = NormView(*FUNCTIONS)
    view.update(penalty="L1", lam=0.5, angle=30)
    straight = view._contours[0].get_xydata().copy()
    assert view.words.endswith("The angle is for L2 alone.")
    view.update(penalty="L2", lam=0.5, angle=30)
    assert np.abs(view._contours[0].get_xydata() - straight).max() > 0.01
    assert "for L2 alone" not in view.words
