"""Hidden suite of train_neuron: gradient descent on one example, the loss noted before each step."""

import numpy as np
import pytest

from course.checks import assert_close, assert_shape

BOTH, TARGETS = ("quadratic", "cross_entropy"), (0.0, 1.0)
STEP = "In each step: note the loss, take both derivatives at the same place, then move w and b against them."


def draw(rng, y):
    """w, b, x, y: a neuron that leans to the wrong side."""
    side = 1.0 - 2.0 * y
    x = float(rng.uniform(1.3, 1.9) * rng.choice([-1.0, 1.0]))
    return float(side * np.sign(x) * rng.uniform(0.6, 1.0)), float(side * rng.uniform(0.3, 0.8)), x, y


def check(student, reference, *arguments, hint=STEP):
    got, expected = student.train_neuron(*arguments), reference.train_neuron(*arguments)
    assert_close(got, expected, name="losses", hint=hint, lecture="L4")


@pytest.mark.parametrize("loss", BOTH)
def test_first_loss_is_the_start(student, reference, rng, loss):
    """losses[0] is the loss at the w and b that were given, before any step"""
    for y in TARGETS:
        place, lr = draw(rng, y), float(rng.uniform(0.3, 0.9))
        losses = student.train_neuron(*place, loss, lr, 3)
        assert_shape(losses, (3,), name="losses", hint="A number for each step.", lecture="L4")
        expected = reference.train_neuron(*place, loss, lr, 3)[0]
        assert_close(losses[0], expected, name="losses[0]", hint="Note the loss first, then move.", lecture="L4")


@pytest.mark.parametrize("steps", [0, 1, 2, 11])
def test_one_number_a_step(student, rng, steps):
    """As many losses as steps: none for none, one for one"""
    for loss in BOTH:
        losses = student.train_neuron(*draw(rng, 1.0), loss, 0.4, steps)
        assert_shape(losses, (steps,), name="losses", hint="A number for each step, also for the first.", lecture="L4")


def test_learns_under_the_quadratic_loss(student, reference, rng):
    """The whole learning curve under the quadratic loss"""
    for y in TARGETS:
        check(student, reference, *draw(rng, y), "quadratic", float(rng.uniform(0.3, 0.9)), 100)


def test_learns_under_cross_entropy(student, reference, rng):
    """The whole learning curve under cross entropy"""
    for y in TARGETS:
        check(student, reference, *draw(rng, y), "cross_entropy", float(rng.uniform(0.3, 0.9)), 100)


@pytest.mark.parametrize("loss", BOTH)
def test_bad_start(student, reference, rng, loss):
    """The lecture's experiment: a saturated neuron, 300 small steps, down to a small loss and no less"""
    w, b = (float(v) for v in rng.uniform(1.8, 2.2, 2))
    check(student, reference, w, b, 1.0, 0.0, loss, 0.15, 300)
    check(student, reference, w, b, 1.0, 0.0, loss, 1.5, 200, hint="Keep going for all steps, however small the loss.")
    hint = "Let neuron_gradient do it, which is right for any z: no logarithm of an a that was rounded to 1."
    check(student, reference, 15 * w, 15 * b, 1.0, 0.0, loss, 0.15, 20, hint=hint)


@pytest.mark.parametrize("loss", BOTH)
@pytest.mark.parametrize("lr", [1e-3, 0.05, 4.0])
def test_learning_rate(student, reference, rng, loss, lr):
    """Small and large learning rates give the right curve too"""
    for y in TARGETS:
        check(student, reference, *draw(rng, y), loss, lr * float(rng.uniform(0.8, 1.2)), 12)
    w, b, x, _ = draw(rng, 0.0)
    hint = "A loss that rises belongs to the curve as well."
    check(student, reference, 0.2 * w, 0.2 * b, x, 0.5, loss, lr * float(rng.uniform(0.8, 1.2)), 12, hint=hint)


def test_second_run_starts_afresh(student, reference, rng):
    """Runs with other losses and other starts in between change nothing: each begins where it is told to"""
    first, second = draw(rng, 1.0), draw(rng, 0.0)
    for place, loss in ((first, "quadratic"), (second, "cross_entropy"), (first, "quadratic")):
        check(student, reference, *place, loss, 0.5, 6)
