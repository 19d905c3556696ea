"""What activation_explorer measures."""

from types import SimpleNamespace

import numpy as np
import pytest

from course.checks import CheckFailure
from course.widgets.explorers.activation_explorer.model import Curve, measure
from course.widgets.explorers.activation_explorer.view import ActivationView


def test_an_activation_is_measured_with_its_slope(student: SimpleNamespace) -> None:
    measured = measure("sigmoid", student.sigmoid_forward, student.sigmoid_backward, np.linspace(-6, 6, 1001))
    assert measured.at(0.0) == pytest.approx((0.5, 0.25))
    assert measured.survival(3).max() == pytest.approx(0.25**3)


def test_what_has_faded_is_not_all_dead() -> None:
    x = np.arange(4.0)
    curve = Curve(x, x, np.array([0.0, 0.05, 0.5, 1.0]))
    assert curve.faded(2) == 0.5
    assert curve.dead() == 0.25


def test_an_activation_of_the_wrong_shape_says_so(student: SimpleNamespace) -> None:
    with pytest.raises(CheckFailure, match="the value of tanh_backward has the wrong number of dimensions"):
        measure("tanh", student.sigmoid_forward, lambda dh, cache: dh[:, None], np.linspace(-1, 1, 5))


def test_a_leaky_relu_is_thin_and_not_dead(student: SimpleNamespace) -> None:
    leaky = (lambda x: (np.where(x > 0, x, 0.1 * x), x), lambda dh, x: np.where(x > 0, dh, 0.1 * dh))
    relu = (lambda x: (np.maximum(x, 0), x), lambda dh, x: dh * (x > 0))
    view = ActivationView({"relu": relu, "leaky": leaky})
    for name, words, drawn in (("relu", "exactly nothing on 50%", False), ("leaky", "exactly nothing on 0%", True)):
        view.update(name, x=-3.0, depth=10)
        assert words in view.words
        left = view._left_over.get_ydata()
        assert np.isfinite(left[0]) == drawn
    assert "after 10 layers 1e-10 is left" in view.words
    assert view._right.get_ylim()[0] < left[0]
