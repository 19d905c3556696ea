"""Data sets are what their docstrings say."""

import numpy as np
import pytest

from course import data


def test_digits():
    x_train, y_train, x_test, y_test = data.digits(test=1500)
    assert x_train.shape == (6500, 1, 28, 28)
    assert x_test.shape == (1500, 1, 28, 28)
    assert x_train.dtype == np.float32
    assert 0 == x_train.min() < x_train.max() == 255 / 256
    assert set(y_train) == set(y_test) == set(range(10))
    assert np.bincount(y_test).min() > 100


def test_digits_test_set_is_always_the_same_and_apart():
    _, _, small, _ = data.digits(test=10)
    _, _, large, _ = data.digits(test=500)
    np.testing.assert_array_equal(large[-10:], small)
    assert len(data.digits(test=0)[3]) == 0


def test_digits_out_of_range():
    with pytest.raises(ValueError, match="test must be from 0 to 8000, got 8001"):
        data.digits(test=8_001)


def test_spirals_are_on_arms():
    x, y = data.spirals(50, 3, np.random.default_rng(0))
    assert x.shape == (150, 2)
    assert np.bincount(y).tolist() == [50, 50, 50]
    assert np.linalg.norm(x, axis=1).max() == pytest.approx(1)


def test_moons_are_on_two_circles_without_noise():
    x, y = data.moons(41, 0.0, np.random.default_rng(0))
    assert np.bincount(y).tolist() == [21, 20]
    centre = np.where(y[:, None] == 0, [0.0, 0.0], [1.0, 0.5])
    np.testing.assert_allclose(np.linalg.norm(x - centre, axis=1), 1)
    assert (x[y == 0, 1] >= 0).all()
    assert (x[y == 1, 1] <= 0.5).all()


def test_the_same_generator_gives_the_same_points():
    for make in (lambda rng: data.spirals(9, 2, rng), lambda rng: data.moons(9, 0.1, rng)):
        first, second = (make(np.random.default_rng(3))[0] for _ in range(2))
        np.testing.assert_array_equal(first, second)
