"""Hidden suite of optimizers/sgd: w - lr * g."""

import numpy as np
import pytest

from course.checks import assert_close

HINT = "The gradient points uphill, and lr says how far to go along it."


def signed(rng, shape, low=0.5, high=2.0):
    """Numbers of both signs that keep away from 0 and from 1."""
    return np.array(rng.uniform(low, high, shape) * rng.choice([-1.0, 1.0], shape)) * 1.3


def agree(got, w, g, lr, name="w"):
    assert_close(got, w - lr * g, name=name, like="w", hint=HINT, lecture="O1")


def test_step_against_the_gradient(student, rng):
    """The new w lies lr times the gradient downhill of the old one"""
    w, g, lr = signed(rng, (4, 3)), signed(rng, (4, 3)), rng.uniform(0.1, 0.4)
    agree(student.sgd_step(w, g, lr), w, g, lr)


def test_rate_scales_the_step(student, rng):
    """A learning rate of 0 stays, a tiny one moves a little, a huge one goes far"""
    w, g = signed(rng, (2, 5)), signed(rng, (2, 5))
    for lr in (0.0, rng.uniform(0.001, 0.002), rng.uniform(2e4, 5e4)):
        agree(student.sgd_step(w, g, lr), w, g, lr, name="w for another learning rate")


@pytest.mark.parametrize("shape", [(), (1,), (7,), (3, 1), (2, 3, 4)], ids=str)
def test_any_shape(student, rng, shape):
    """Parameters of any shape, a single number too"""
    w, g, lr = signed(rng, shape), signed(rng, shape), rng.uniform(0.1, 0.4)
    agree(student.sgd_step(w, g, lr), w, g, lr)


def test_several_steps(student, rng):
    """Five steps in a bowl end where gradient descent ends, from large values too"""
    w, h, lr = 1e6 * signed(rng, 4), rng.uniform(0.5, 2.0, 4), rng.uniform(0.2, 0.4)
    for step in range(1, 6):
        g = h * w
        agree(student.sgd_step(w, g, lr), w, g, lr, name=f"w after step {step}")
        w = w - lr * g


def test_float32(student, rng):
    """float32 numbers come out right too"""
    w, g = signed(rng, (3, 4)).astype(np.float32), signed(rng, (3, 4)).astype(np.float32)
    agree(student.sgd_step(w, g, 0.25), w, g, 0.25)


def test_arguments_unchanged(student, rng):
    """w and g are left as they were"""
    student.sgd_step(signed(rng, (4, 3)), signed(rng, (4, 3)), 0.3)
    student.assert_arguments_unchanged()
