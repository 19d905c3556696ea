"""Hidden suite of weight_decay: w <- (1 - lr lam) w - lr g."""

import numpy as np
import pytest

from course.checks import assert_close

HINT = "One step down the slope of L + lam / 2 w^2, both parts at the old w."


def draw(rng, shape, dtype=np.float64):
    """Numbers of both signs and away from 0."""
    return np.asarray(rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape), dtype)


def rates(rng):
    """lr and lam whose products, sums and squares are far apart."""
    return rng.uniform(0.2, 0.3), rng.uniform(0.5, 0.9)


def stepped(w, g, lr, lam):
    return w - lr * (g + lam * w)


def agree(got, expected, name="w"):
    assert_close(got, expected, name=name, like="w", hint=HINT, lecture="R4")


@pytest.mark.parametrize("case", range(2))
def test_one_step(student, rng, case):
    """One step goes down the slope of loss and penalty"""
    w, g, (lr, lam) = draw(rng, (4, 3)), draw(rng, (4, 3)), rates(rng)
    agree(student.weight_decay_step(w, g, lr, lam), stepped(w, g, lr, lam))
    agree(student.weight_decay_step(w, g, lr, 100 * lam), stepped(w, g, lr, 100 * lam))
    agree(student.weight_decay_step(w, g, 100 * lr, lam), stepped(w, g, 100 * lr, lam))


def test_several_steps(student, rng):
    """Ten steps with a gradient that changes, each from where the one before has led"""
    got = w = draw(rng, (3, 2))
    lr, lam = rates(rng)
    for _ in range(10):
        g = draw(rng, (3, 2))
        got, w = student.weight_decay_step(got, g, lr, lam), stepped(w, g, lr, lam)
        agree(got, w)
        got = np.asarray(got)


def test_no_gradient(student, rng):
    """Where the loss is flat, a step shrinks every weight by the same share"""
    w, (lr, lam) = draw(rng, (5,)), rates(rng)
    agree(student.weight_decay_step(w, np.zeros(5), lr, lam), (1 - lr * lam) * w)


def test_without_decay(student, rng):
    """With lam = 0 it is plain gradient descent, and a weight of 0 has nothing to lose"""
    w, g, (lr, lam) = draw(rng, (2, 5)), draw(rng, (2, 5)), rates(rng)
    agree(student.weight_decay_step(w, g, lr, 0.0), w - lr * g)
    agree(student.weight_decay_step(np.zeros((2, 5)), g, lr, lam), -lr * g)


@pytest.mark.parametrize("shape", [(), (1,), (2, 3, 1, 2)])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_shapes_and_float32(student, rng, shape, dtype):
    """A single weight, a vector, a kernel, in both precisions"""
    w, g, (lr, lam) = draw(rng, shape, dtype), draw(rng, shape, dtype), rates(rng)
    agree(student.weight_decay_step(w, g, lr, lam), stepped(w, g, lr, lam).astype(dtype))


def test_arguments_stay_unchanged(student, rng):
    """w and g are left as they were"""
    student.weight_decay_step(draw(rng, (4, 3)), draw(rng, (4, 3)), *rates(rng))
    student.assert_arguments_unchanged()
