"""What activation_explorer measures."""

from types import SimpleNamespace

import numpy as np
import pytest

from course.checks import CheckFailure
from course.widgets.explorers.activation_explorer.model import dead_share, measure


def test_an_activation_is_measured_with_its_slope(student: SimpleNamespace) -> None:
    measured = measure("sigmoid", student.sigmoid_forward, student.sigmoid_backward, np.linspace(-6, 6, 1001))
    assert measured.at(0.0) == pytest.approx((0.5, 0.25))
    assert measured.survival(3).max() == pytest.approx(0.25**3)
    assert dead_share(np.array([0.0, 0.05, 0.5, 1.0]), 2) == 0.5


def test_an_activation_of_the_wrong_shape_says_so(student: SimpleNamespace) -> None:
    with pytest.raises(CheckFailure, match="the value of tanh_backward has the wrong number of dimensions"):
        measure("tanh", student.sigmoid_forward, lambda dh, cache: dh[:, None], np.linspace(-1, 1, 5))
