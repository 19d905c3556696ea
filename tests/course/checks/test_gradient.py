"""gradcheck finds wrong gradients along random directions and says which entries are wrong."""

import numpy as np
import pytest

from course.checks import CheckFailure, gradcheck

W = np.random.default_rng(0).normal(size=(4, 3))


def square(w: np.ndarray) -> float:
    return float((w**2).sum())


def test_right_gradients_pass() -> None:
    gradcheck(square, W, 2 * W, "dW")
    gradcheck(lambda x: float(np.sin(x)), 0.3, np.cos(0.3))
    gradcheck(lambda w: float(np.exp(w).sum()), W, np.exp(W).astype(np.float32), "dW")


def test_a_factor_is_named() -> None:
    with pytest.raises(CheckFailure, match="half what it should be") as caught:
        gradcheck(square, W, W, "dW", lecture="B3")
    assert caught.value.public.startswith("dW does not agree with the slope of the function in all 12 entries")
    assert "expected" not in caught.value.public


def test_one_wrong_entry_is_found() -> None:
    wrong = 2 * W
    wrong[3, 1] += 0.1
    with pytest.raises(CheckFailure, match=r"in 1 of 12 entries, first at \[3, 1\]: expected"):
        gradcheck(square, W, wrong, "dW")


def test_shape_and_none_come_first() -> None:
    with pytest.raises(CheckFailure, match="wrong shape"):
        gradcheck(square, W, 2 * W.T, "dW", like="W")
    with pytest.raises(CheckFailure, match="is None"):
        gradcheck(square, W, None, "dW")


def test_entries_of_a_dict_are_checked_one_by_one() -> None:
    params = {"W": W, "b": W[0]}

    def loss(p: dict[str, np.ndarray]) -> float:
        return square(p["W"]) + float((p["b"] ** 3).sum())

    gradcheck(loss, params, {"W": 2 * W, "b": 3 * W[0] ** 2}, "grads")
    with pytest.raises(CheckFailure, match=r"grads\['b'\] does not agree"):
        gradcheck(loss, params, {"W": 2 * W, "b": W[0] ** 2}, "grads")
    with pytest.raises(CheckFailure, match="grads has no entry b"):
        gradcheck(loss, params, {"W": 2 * W}, "grads")
    with pytest.raises(CheckFailure, match=r"grads has an entry that does not belong there \(expected W, b\): x"):
        gradcheck(loss, params, {"W": 2 * W, "b": 3 * W[0] ** 2, "x": W}, "grads")
    with pytest.raises(CheckFailure, match="grads should be a dict with the entries W, b, but is None"):
        gradcheck(loss, params, None, "grads")


def test_a_kink_close_by_is_forgiven() -> None:
    x = np.array([3e-6, -1.0, 2.0])
    gradcheck(lambda v: float(np.maximum(v, 0).sum()), x, (x > 0).astype(float), h=1e-5)


def test_x_is_not_changed() -> None:
    x = W.copy()
    gradcheck(square, x, 2 * W)
    np.testing.assert_array_equal(x, W)


def test_a_large_gradient_is_not_differenced_in_full() -> None:
    calls = 0

    def counted(x: np.ndarray) -> float:
        nonlocal calls
        calls += 1
        return square(x)

    with pytest.raises(CheckFailure, match="Compare it with"):
        gradcheck(counted, np.ones(10_000), np.ones(10_000))
    assert calls < 20


def test_a_function_of_many_points_is_called_once_for_each_entry_that_is_right() -> None:
    asked: list[int] = []

    def losses(points: list[dict[str, np.ndarray]]) -> list[float]:
        asked.append(len(points))
        return [float((p["W"] ** 2).sum() + (p["b"] ** 3).sum()) for p in points]

    params = {"W": W, "b": W[0]}
    gradcheck(losses, params, {"W": 2 * W, "b": 3 * W[0] ** 2}, "grads", together=True)
    assert asked == [6, 6]
    with pytest.raises(CheckFailure, match=r"grads\['b'\]"):
        gradcheck(losses, params, {"W": 2 * W, "b": W[0] ** 2}, "grads", together=True)


@pytest.mark.parametrize("claimed", [np.ones((4, 3)), np.full((4, 3), 1e300)], ids=["ones", "1e300"])
def test_large_values_and_gradients_excuse_nothing(claimed: np.ndarray) -> None:
    with pytest.raises(CheckFailure, match="slope"):
        gradcheck(lambda w: 1e300, W, claimed, "dW")


def test_a_function_that_stands_still_shows_nothing() -> None:
    with pytest.raises(CheckFailure, match="does not change"):
        gradcheck(lambda w: 2.0, W, np.zeros(W.shape), "dW")


def test_one_entry_may_stand_still() -> None:
    gradcheck(lambda p: float(p["w"].sum()), {"w": W, "b": np.ones(2)}, {"w": np.ones(W.shape), "b": np.zeros(2)}, "d")
