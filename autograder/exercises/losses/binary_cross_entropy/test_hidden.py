"""Hidden suite of binary_cross_entropy: from logits, stable, with the gradient of the mean."""

import numpy as np
import pytest

from course.checks import assert_close, assert_shape, gradcheck

LOSS = "-y log a - (1 - y) log(1 - a) for each example, with a = sigmoid(z), then the mean."
GRADIENT = "By z, not by a: most of it cancels. And the loss is a mean."
LARGE = (
    "Do not take the logarithm of a number that has been rounded to 0, or exp of a large one: join the two on paper."
)


def draw(rng, n=7, dtype=np.float64):
    """Logits of both signs under each target, none of them close to 0 or large."""
    order = rng.permutation(n)
    z = rng.uniform(0.5, 3.0, n) * np.where(np.arange(n) % 2, 1.0, -1.0)
    return z[order].astype(dtype), np.array([0, 0, 1, 1, 1, 0, 1] * n)[:n][order]


def check(student, reference, z, y, hint="", atol=None):
    (loss, dz), (right_loss, right_dz) = student.binary_cross_entropy(z, y), reference.binary_cross_entropy(z, y)
    assert_close(loss, right_loss, name="loss", hint=hint or LOSS, lecture="L2")
    assert_close(dz, right_dz, name="dz", like="z", atol=atol, hint=hint or GRADIENT, lecture="L2")


def test_loss(student, reference, rng):
    """The loss is the mean of -y log a - (1 - y) log(1 - a), one number"""
    z, y = draw(rng)
    loss, expected = student.binary_cross_entropy(z, y)[0], reference.binary_cross_entropy(z, y)[0]
    assert_close(loss, expected, name="loss", hint=LOSS, lecture="L2")


def test_gradient(student, reference, rng):
    """The gradient is by the logits, of the mean, shaped like them"""
    z, y = draw(rng)
    dz, expected = student.binary_cross_entropy(z, y)[1], reference.binary_cross_entropy(z, y)[1]
    assert_close(dz, expected, name="dz", like="z", hint=GRADIENT, lecture="L2")


def test_gradient_is_the_slope_of_your_loss(student, rng):
    """A small step of the logits changes your own loss as your gradient says"""
    z, y = draw(rng, 5)
    loss, dz = student.binary_cross_entropy(z, y)
    assert_shape(loss, (), name="loss", hint=LOSS, lecture="L2")

    def own_loss(z):
        return student.binary_cross_entropy(z, y)[0]

    gradcheck(own_loss, z, dz, name="dz", rng=rng, hint=GRADIENT, lecture="L2")


@pytest.mark.parametrize("target", [0, 1])
def test_each_target_alone(student, reference, rng, target):
    """A batch whose targets are all 0, and one whose targets are all 1"""
    z, _ = draw(rng, 6)
    check(student, reference, z, np.full(6, target))


@pytest.mark.parametrize("size", [50.0, 800.0, 1e5, 1e300])
def test_sure_and_wrong(student, reference, rng, size):
    """Very sure and wrong: loss and gradient are finite and right, however large the logit"""
    y = np.array([1, 0, 0, 1, 0])
    z = np.where(y == 1, -1.0, 1.0) * size * rng.uniform(1.0, 1.4, 5)
    check(student, reference, z, y, LARGE)


@pytest.mark.parametrize("size", [50.0, 800.0, 1e5, 1e300])
def test_sure_and_right(student, reference, rng, size):
    """Very sure and right: loss and gradient are 0, and finite"""
    y = np.array([1, 0, 0, 1, 0])
    z = np.where(y == 1, 1.0, -1.0) * size * rng.uniform(1.0, 1.4, 5)
    check(student, reference, z, y, LARGE, atol=1e-12)


def test_batch_of_one(student, reference, rng):
    """A batch of one example keeps every shape"""
    z = rng.uniform(0.5, 1.5, 1)
    for sign, target in ((1, 1), (1, 0), (-1, 1), (-1, 0)):
        check(student, reference, sign * z, np.array([target]))


def test_targets_as_floats(student, reference, rng):
    """Targets may come as 0.0 and 1.0 as well"""
    z, y = draw(rng)
    check(student, reference, z, y.astype(float))


def test_arguments_unchanged(student, rng):
    """Logits and targets are left as they were"""
    z, y = draw(rng)
    student.binary_cross_entropy(z, y)
    student.binary_cross_entropy(z, y.astype(float))
    student.assert_arguments_unchanged()


def test_float32(student, reference, rng):
    """float32 numbers come out right too, large ones among them"""
    z, y = draw(rng, 9, np.float32)
    check(student, reference, z, y)
    z, y = np.array([-200.0, 300.0, -2e4, 150.0, -90.0], np.float32), np.array([1, 0, 0, 1, 1])
    check(student, reference, z, y, LARGE)
