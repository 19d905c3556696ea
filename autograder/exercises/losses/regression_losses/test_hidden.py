"""Hidden suite of regression_losses: the mean squared and the mean absolute error over all elements."""

import numpy as np
import pytest

from course.checks import assert_close, assert_shape, gradcheck

SHAPES = [(5, 3), (2, 7), (6,)]
LOSS = {
    "mse": "Square each error, then take the mean over all elements.",
    "mae": "Take the size of each error, without its sign, then the mean over all elements.",
}
GRADIENT = {
    "mse": "Differentiate the very loss that you return: every 2 and every division in it comes along.",
    "mae": "|e| rises with slope 1 on one side and falls with slope -1 on the other; the mean divides.",
}


def draw(rng, shape, dtype=np.float64):
    """Predictions and targets that are nowhere close to each other, on both sides."""
    y = rng.normal(size=shape)
    signs = np.where(np.arange(y.size) % 3, 1.0, -1.0)
    errors = rng.uniform(0.6, 2.0, shape) * rng.permutation(signs).reshape(shape)
    return (y + errors).astype(dtype), y.astype(dtype)


def both(student, reference, name, y_hat, y):
    return getattr(student, name)(y_hat, y), getattr(reference, name)(y_hat, y)


def check_loss(student, reference, name, y_hat, y, hint=""):
    got, expected = both(student, reference, name, y_hat, y)
    assert_close(got[0], expected[0], name=f"{name} loss", hint=hint or LOSS[name], lecture="L1")


def check_gradient(student, reference, name, y_hat, y):
    got, expected = both(student, reference, name, y_hat, y)
    assert_close(got[1], expected[1], name=f"{name} dy_hat", like="y_hat", hint=GRADIENT[name], lecture="L1")


@pytest.mark.parametrize("shape", SHAPES)
def test_mse_loss(student, reference, rng, shape):
    """mse: the loss is the mean of the squared errors, over all elements"""
    check_loss(student, reference, "mse", *draw(rng, shape))


@pytest.mark.parametrize("shape", SHAPES)
def test_mse_gradient(student, reference, rng, shape):
    """mse: the gradient is that of the mean, shaped like the prediction"""
    check_gradient(student, reference, "mse", *draw(rng, shape))


@pytest.mark.parametrize("shape", SHAPES)
def test_mae_loss(student, reference, rng, shape):
    """mae: the loss is the mean of the errors' sizes, over all elements"""
    check_loss(student, reference, "mae", *draw(rng, shape))


@pytest.mark.parametrize("shape", SHAPES)
def test_mae_gradient(student, reference, rng, shape):
    """mae: the gradient is that of the mean, shaped like the prediction"""
    check_gradient(student, reference, "mae", *draw(rng, shape))


@pytest.mark.parametrize("name", ["mse", "mae"])
def test_gradients_are_slopes_of_your_losses(student, rng, name):
    """A small step of the prediction changes your own loss as your gradient says"""
    y_hat, y = draw(rng, (4, 3))
    loss, dy_hat = getattr(student, name)(y_hat, y)
    assert_shape(loss, (), name=f"{name} loss", hint=LOSS[name], lecture="L1")

    def own_loss(y_hat):
        return getattr(student, name)(y_hat, y)[0]

    gradcheck(own_loss, y_hat, dy_hat, name=f"{name} dy_hat", rng=rng, hint=GRADIENT[name], lecture="L1")


@pytest.mark.parametrize("name", ["mse", "mae"])
def test_perfect_predictions(student, reference, rng, name):
    """Where a prediction is right its gradient is 0, beside others that are wrong, and when all are right"""
    y_hat, y = draw(rng, (4, 3))
    y_hat[::2, 1:] = y[::2, 1:]
    hint = "Which number does the course take for the slope of |e| at 0?" if name == "mae" else GRADIENT[name]
    for prediction in (y_hat, y.copy()):
        got, expected = both(student, reference, name, prediction, y)
        assert_close(got[0], expected[0], name=f"{name} loss", hint=LOSS[name], lecture="L1")
        assert_close(got[1], expected[1], name=f"{name} dy_hat", like="y_hat", hint=hint, lecture="L1")


@pytest.mark.parametrize("shape", [(1, 4), (5, 1), (1,), (2, 3, 4)])
@pytest.mark.parametrize("name", ["mse", "mae"])
def test_any_shape(student, reference, rng, name, shape):
    """Any shape will do: one row, one column, one number, an image"""
    y_hat, y = draw(rng, shape)
    for target in (y, 2 * y_hat - y):
        check_loss(student, reference, name, y_hat, target)
        check_gradient(student, reference, name, y_hat, target)


@pytest.mark.parametrize("name", ["mse", "mae"])
def test_small_errors_on_large_targets(student, reference, rng, name):
    """Small errors on very large targets are not lost to rounding"""
    y_hat, y = draw(rng, (3, 4))
    large = np.round(1e9 * (3 + y))
    hint = f"{LOSS[name]} Subtract first: the difference of two huge numbers keeps no small digits."
    check_loss(student, reference, name, large + (y_hat - y), large, hint)
    check_gradient(student, reference, name, large + (y_hat - y), large)


def test_tiny_errors(student, reference, rng):
    """mae: the smallest error has the full slope; only at an error of exactly 0 there is none"""
    y_hat, y = draw(rng, (3, 4))
    sizes = 10.0 ** rng.permutation(np.linspace(-13, -8, y.size)).reshape(y.shape)
    got, expected = both(student, reference, "mae", (y_hat - y) * sizes, 0 * y)
    hint = "|e| has the slope 1 or -1 however small e is: only what is exactly right has the slope 0."
    assert_close(got[1], expected[1], name="mae dy_hat for tiny errors", like="y_hat", hint=hint, lecture="L1")


def test_arguments_unchanged(student, rng):
    """Prediction and target are left as they were"""
    student.mse(*draw(rng, (5, 3)))
    student.mae(*draw(rng, (5, 3)))
    student.assert_arguments_unchanged()


@pytest.mark.parametrize("name", ["mse", "mae"])
def test_float32(student, reference, rng, name):
    """float32 numbers come out right too"""
    y_hat, y = draw(rng, (7, 4), np.float32)
    check_loss(student, reference, name, y_hat, y)
    check_gradient(student, reference, name, y_hat, y)
