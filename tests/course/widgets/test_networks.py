"""Gradient descent over a student's loss."""

from types import SimpleNamespace

import numpy as np
import pytest

from course.checks import CheckFailure
from course.widgets import small_mlp
from course.widgets.networks import accuracy, check_grads, descend


def test_descent_leaves_its_start_alone_and_goes_down(student: SimpleNamespace) -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(20, 2))
    start = {"W1": np.zeros((1, 2)), "b1": np.zeros(1)}
    moments = list(descend(student.linear_loss, start, x, x @ [2.0, -1.0] + 3.0, lr=0.1, steps=200))
    assert moments[-1].step == 200
    assert moments[-1].loss < 1e-3 < moments[0].loss
    assert not start["W1"].any()


def test_descent_stops_when_the_loss_leaves_the_numbers() -> None:
    moments = list(descend(lambda p, x, y: (np.nan, p), {"W1": np.ones(2)}, np.ones(1), np.ones(1), 1.0, 50))
    assert len(moments) == 1


def test_descent_stops_when_the_loss_has_exploded() -> None:
    data = np.ones(1), np.ones(1)
    moments = list(
        descend(lambda p, x, y: (float(p["W1"][0] ** 2), {"W1": 2 * p["W1"]}), {"W1": np.ones(1)}, *data, 2.0, 500)
    )
    assert 5 < len(moments) < 20


def test_gradients_of_the_wrong_shape_are_named() -> None:
    params = {"W1": np.zeros((3, 2)), "b1": np.zeros(3)}
    with pytest.raises(CheckFailure, match="grads has no entry b1"):
        check_grads({"W1": np.zeros((3, 2))}, params)
    with pytest.raises(CheckFailure, match=r"grads\['W1'\] has the wrong shape"):
        check_grads({"W1": np.zeros((2, 3)), "b1": np.zeros(3)}, params)
    with pytest.raises(CheckFailure, match="got NoneType"):
        check_grads(None, params)


def test_small_mlp_has_the_shapes_of_the_lectures() -> None:
    params = small_mlp(inputs=2, hidden=5, classes=3, seed=1)
    assert {name: value.shape for name, value in params.items()} == {"W1": (5, 2), "b1": (5,), "W2": (3, 5), "b2": (3,)}
    np.testing.assert_array_equal(params["W1"], small_mlp(2, 5, 3, seed=1)["W1"])


def test_accuracy_counts_the_largest_scores() -> None:
    assert accuracy(np.array([[0.1, 2.0], [3.0, 0.0]]), np.array([1, 1])) == 0.5
