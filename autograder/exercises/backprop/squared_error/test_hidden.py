"""Hidden suite of squared_error: the mean over the batch of the sum over outputs, and its gradient."""

import numpy as np
import pytest

from course.checks import assert_close, assert_shape, gradcheck

SHAPES = [(5, 3), (2, 7), (6, 1)]
LOSS = "Add the squares up over the outputs of an example, then take the mean over the examples."
GRADIENT = "Differentiate the very loss that you return: every 2 and every division in it comes along."


def draw(rng, shape, dtype=np.float64):
    """Predictions and targets that are nowhere close to each other."""
    t = rng.normal(size=shape)
    return (t + rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape)).astype(dtype), t.astype(dtype)


def check(student, reference, t_hat, t):
    got, expected = student.squared_error(t_hat, t), reference.squared_error(t_hat, t)
    assert_close(got[0], expected[0], name="loss", hint=LOSS, lecture="L1")
    assert_close(got[1], expected[1], name="dt_hat", like="t_hat", hint=GRADIENT, lecture="B6")


@pytest.mark.parametrize("shape", SHAPES)
def test_loss(student, reference, rng, shape):
    """The loss is one number: the mean over examples of the sum over outputs"""
    t_hat, t = draw(rng, shape)
    got, expected = student.squared_error(t_hat, t)[0], reference.squared_error(t_hat, t)[0]
    assert_close(got, expected, name="loss", hint=LOSS, lecture="L1")


@pytest.mark.parametrize("shape", SHAPES)
def test_gradient(student, reference, rng, shape):
    """The gradient is that of the mean, shaped like the prediction"""
    t_hat, t = draw(rng, shape)
    got, expected = student.squared_error(t_hat, t)[1], reference.squared_error(t_hat, t)[1]
    assert_close(got, expected, name="dt_hat", like="t_hat", hint=GRADIENT, lecture="B6")


def test_direction(student, rng):
    """A small step of the prediction changes your own loss as your gradient says"""
    t_hat, t = draw(rng, (4, 3))
    loss, dt_hat = student.squared_error(t_hat, t)
    assert_shape(loss, (), name="loss", hint=LOSS, lecture="L1")

    def own_loss(t_hat):
        return student.squared_error(t_hat, t)[0]

    gradcheck(own_loss, t_hat, dt_hat, name="dt_hat", rng=rng, hint=GRADIENT, lecture="B6")


@pytest.mark.parametrize("shape", [(1, 4), (1, 1)])
def test_batch_of_one(student, reference, rng, shape):
    """A batch of one example keeps every shape"""
    t_hat, t = draw(rng, shape)
    check(student, reference, t_hat, t)
    check(student, reference, t_hat, 2 * t_hat - t)  # every error with the other sign


@pytest.mark.parametrize("shape", SHAPES)
def test_perfect_prediction(student, rng, shape):
    """Where prediction and target agree, loss and gradient are 0 and finite"""
    t = rng.normal(size=shape)
    loss, dt_hat = student.squared_error(t.copy(), t)
    assert_close(loss, 0.0, name="loss", lecture="L1")
    assert_close(dt_hat, np.zeros(shape), name="dt_hat", like="t_hat", lecture="B6")


def test_large_targets(student, reference, rng):
    """Small errors on very large targets are not lost to rounding"""
    error, t = draw(rng, (3, 4))
    t = np.round(1e9 * (3 + t))
    got, expected = student.squared_error(t + error, t), reference.squared_error(t + error, t)
    hint = f"{LOSS} Subtract before you square: the difference of two huge squares keeps no small digits."
    assert_close(got[0], expected[0], name="loss", hint=hint, lecture="L1")
    assert_close(got[1], expected[1], name="dt_hat", like="t_hat", hint=GRADIENT, lecture="B6")


def test_arguments_unchanged(student, rng):
    """Prediction and target are left as they were"""
    student.squared_error(*draw(rng, (5, 3)))
    student.assert_arguments_unchanged()


def test_float32(student, reference, rng):
    """float32 numbers come out right too"""
    check(student, reference, *draw(rng, (7, 4), np.float32))
