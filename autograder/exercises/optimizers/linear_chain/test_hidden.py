"""Hidden suite of optimizers/linear_chain: the promised and the real change of (x w_1 ... w_L - y)^2."""

import numpy as np
import pytest

from course.checks import assert_close

PROMISE = "To first order: the slope times the way. By what is w_k multiplied in yhat?"
REAL = "Move all weights at once, work out the loss again, and subtract the old one."


def draw(rng, L):
    """Weights of both signs, x and y, with an error that is far from 0."""
    w = rng.uniform(0.7, 1.4, L) * rng.choice([-1.0, 1.0], L)
    x = rng.uniform(1.5, 2.0)
    return w, x, x * np.prod(w) + rng.uniform(1.5, 2.5)


def loss(w, x, y):
    return (x * np.prod(w) - y) ** 2


def gradient(w, x, y):
    """By complex steps: exact to the last digits, and no formula for it is needed."""
    steps = 1e-30j * np.eye(len(w))
    return np.array([((x * np.prod(w + step) - y) ** 2).imag / 1e-30 for step in steps])


def expected(w, x, y, eps):
    g = gradient(w, x, y)
    return -eps * (g @ g), loss(w - eps * g, x, y) - loss(w, x, y)


def agree(got, right, name, hint, **settings):
    assert_close(got, right, name=name, hint=hint, lecture="O8", **settings)


def agree_both(got, right):
    agree(got[0], right[0], "predicted", PROMISE)
    agree(got[1], right[1], "actual", REAL)


@pytest.mark.parametrize("L", [2, 3, 6])
def test_predicted_change(student, rng, L):
    """The first-order prediction is -eps g g, with the gradient of every weight"""
    w, x, y = draw(rng, L)
    eps = rng.uniform(0.02, 0.04)
    for some in (w, 1.1 * w):
        agree(student.chain_step(some, x, y, eps)[0], expected(some, x, y, eps)[0], "predicted", PROMISE)


@pytest.mark.parametrize("L", [2, 3, 6])
def test_actual_change(student, rng, L):
    """The real change is the loss after one step of all weights, minus the loss before"""
    w, x, y = draw(rng, L)
    eps = rng.uniform(0.02, 0.04)
    agree(student.chain_step(w, x, y, eps)[1], expected(w, x, y, eps)[1], "actual", REAL)


@pytest.mark.parametrize("zeros", [[2], [0, 3]], ids=str)
def test_weight_of_zero(student, rng, zeros):
    """A weight of 0 has a derivative like any other; with two of them nothing moves"""
    w, x, _ = draw(rng, 5)
    w[zeros], y = 0.0, rng.uniform(1.5, 2.5)
    agree_both(student.chain_step(w, x, y, 0.03), expected(w, x, y, 0.03))


def test_small_steps_keep_the_promise(student, rng):
    """For a tiny step the two values agree, and both are negative"""
    w, x, y = draw(rng, 4)
    predicted, actual = student.chain_step(w, x, y, 1e-7)
    agree(predicted, expected(w, x, y, 1e-7)[0], "predicted", PROMISE, rtol=1e-4)
    hint = "The longer terms are too small to be seen here, so the real change is what was promised."
    agree(actual, predicted, "actual, for a tiny step,", hint, rtol=1e-3)


@pytest.mark.parametrize("eps", [10.0, 100.0])
def test_large_steps(student, rng, eps):
    """For long steps, and for large x and y, the real change leaves the promise far behind"""
    w, x, y = draw(rng, 5)
    agree_both(student.chain_step(w, x, y, eps), expected(w, x, y, eps))
    agree_both(student.chain_step(w, 30 * x, 30 * y, eps), expected(w, 30 * x, 30 * y, eps))


@pytest.mark.parametrize(("L", "dtype"), [(1, np.float64), (4, np.float32)])
def test_one_neuron_and_float32(student, rng, L, dtype):
    """A chain of a single weight, and float32 numbers"""
    w, x, y = draw(rng, L)
    w = w.astype(dtype)
    got, right = student.chain_step(w, x, y, 0.03), expected(w.astype(float), x, y, 0.03)
    settings = {} if dtype is np.float64 else {"rtol": 1e-3, "atol": 1e-3 * loss(w, x, y)}
    agree(got[0], right[0], "predicted", PROMISE, **settings)
    agree(got[1], right[1], "actual", REAL, **settings)


def test_arguments_unchanged(student, rng):
    """w is left as it was"""
    student.chain_step(*draw(rng, 4), 0.03)
    student.assert_arguments_unchanged()
