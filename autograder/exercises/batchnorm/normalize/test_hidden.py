"""Hidden suite of batchnorm/normalize: x_hat = (x - mu) / sqrt(var + eps), each feature over the batch.

Where all sizes are equal a sum over the wrong axis stops nothing. Only test_eps asks for the digits that eps decides.
"""

import numpy as np
import pytest

from course.checks import assert_close

SIDE = 6
ABOUT = {"rtol": 1e-4, "lecture": "BN2"}
HINTS = {
    "x_hat": "Take away each feature's mean, then divide by the root of its variance plus eps.",
    "mu": "One mean for each feature: over which axis do the examples lie?",
    "var": "The mean of the squared distances from mu, over all N examples.",
}


def draw(rng, n, d, std=(0.8, 2.5), shift=(1.0, 4.0)):
    """x (n, d): each feature has a mean of either sign with a size in `shift`, and a deviation in `std`, n > 2.

    One example of each feature is its mean: there x_hat is 0, and what is added behind the division shows.
    """
    noise = rng.standard_normal((n, d))
    noise -= noise.mean(axis=0)
    at_the_mean = rng.integers(n, size=d), np.arange(d)
    noise += noise[at_the_mean] / (n - 1)
    noise[at_the_mean] = 0.0
    noise /= np.sqrt((noise**2).mean(axis=0))
    return rng.uniform(*shift, d) * rng.choice([-1.0, 1.0], d) + rng.uniform(*std, d) * noise


def assert_like_reference(student, reference, x, hint, rtol=1e-4, **settings):
    """x_hat, mu and var, one after the other."""
    got, right = student.normalize(x, **settings), reference.normalize(x, **settings)
    for name, one, other in zip(HINTS, got, right, strict=True):
        assert_close(one, other, name=name, rtol=rtol, hint=hint, lecture="BN2")


def test_mu(student, reference, rng):
    """mu is the mean of each feature over the examples of the batch"""
    x = draw(rng, SIDE, SIDE)
    assert_close(student.normalize(x)[1], reference.normalize(x)[1], name="mu", hint=HINTS["mu"], **ABOUT)


def test_var(student, reference, rng):
    """var is the biased variance of each feature over the batch"""
    x = draw(rng, SIDE, SIDE)
    assert_close(student.normalize(x)[2], reference.normalize(x)[2], name="var", hint=HINTS["var"], **ABOUT)


@pytest.mark.parametrize("shape", [(SIDE, SIDE), (7, 3), (3, 8)], ids=str)
def test_x_hat(student, reference, rng, shape):
    """x_hat has mean 0 and variance 1 in each feature, for batches of any shape"""
    x = draw(rng, *shape)
    x_hat = student.normalize(x)[0]
    assert_close(x_hat, reference.normalize(x)[0], name="x_hat", like="x", hint=HINTS["x_hat"], **ABOUT)


def test_eps(student, reference, rng):
    """eps is added to the variance, under the root; it is 1e-5 when it is not given"""
    hint = "sqrt(var + eps): not behind the root, not in var itself, and as large as the caller says."
    settings = {"eps": rng.uniform(2.0, 3.0)}
    assert_like_reference(student, reference, draw(rng, SIDE, SIDE, (0.8, 2.5)), hint, rtol=1e-6, **settings)
    x = draw(rng, SIDE, SIDE, (1e-3, 2e-3))
    for given in ({}, settings):
        assert_like_reference(student, reference, x, hint, rtol=1e-6, **given)


def test_constant_feature(student, reference, rng):
    """A feature that has the same value in every example is 0 afterwards, and does not harm the others"""
    x = draw(rng, SIDE, SIDE)
    x[:, 1] = float(rng.integers(1, 5))
    assert_like_reference(student, reference, x, "Where var is 0, eps keeps the division alive: 0 / sqrt(0 + eps).")


def test_batch_of_one(student, reference, rng):
    """In a batch of one every feature is its own mean, x_hat is 0 and var is 0; a single feature works too"""
    x = rng.uniform(1.0, 4.0, (1, 4))
    assert_like_reference(student, reference, x, "With N = 1 the mean runs over one number. What is left of x - mu?")
    student.case("a single feature")
    assert_like_reference(student, reference, draw(rng, 5, 1), "One feature has a mu and a var as well, of shape (1,).")


def test_means_far_from_zero(student, reference, rng):
    """Features with means of hundreds of millions and a variance near 1 are normalised like any other"""
    x = draw(rng, 8, 3, std=(0.9, 1.1), shift=(2e8, 4e8))
    (x_hat, _, var), (right, _, right_var) = student.normalize(x), reference.normalize(x)
    hint = "The difference of two huge squares has no digits left: subtract the mean first, then square."
    assert_close(var, right_var, name="var", hint=hint, **ABOUT)
    assert_close(x_hat, right, name="x_hat", hint=hint, atol=1e-4, **ABOUT)


def test_float32(student, reference, rng):
    """float32 numbers come out right too"""
    x = draw(rng, 9, 4).astype(np.float32)
    got, right = student.normalize(x), reference.normalize(x)
    for name, one, other in zip(HINTS, got, right, strict=True):
        assert_close(one, other, name=name, atol=1e-4, hint=HINTS[name], **ABOUT)


def test_argument_unchanged(student, rng):
    """x is left as it was"""
    student.normalize(draw(rng, 5, 4))
    student.assert_arguments_unchanged()
