"""Hidden suite of backprop/softmax_cross_entropy."""

import numpy as np
import pytest

from course import checks

N, K = 6, 4
OVERFLOW = "exp overflows above 709 and becomes 0 below -745: which number must be subtracted from which row first?"


def draw(rng, dtype=np.float64):
    """Logits (N, K) that make no class sure or hopeless, and labels (N,), among them every class."""
    y = rng.permutation([*range(K), *rng.integers(K, size=N - K)])
    return rng.uniform(-0.9, 0.9, size=(N, K)).astype(dtype), y


def shifts(rng):
    """A large number for each row, (N, 1): between any two rows lies more than exp can span."""
    return rng.permutation(np.linspace(-4000.0, 4000.0, N))[:, None] + rng.uniform(-100.0, 100.0, size=(N, 1))


def assert_like_reference(student, reference, z, y, **tolerance):
    loss, dz = student.softmax_cross_entropy(z, y)
    expected_loss, expected_dz = reference.softmax_cross_entropy(z, y)
    checks.assert_close(loss, expected_loss, name="loss", lecture="L3", **tolerance)
    hint = "Differentiate the mean loss by each logit; every row counts for one N-th."
    checks.assert_close(dz, expected_dz, name="dz", like="z", hint=hint, lecture="B7", **tolerance)


def test_softmax_of_a_batch(student, reference, rng):
    """softmax turns every row of logits into probabilities"""
    z, _ = draw(rng)
    hint = "Each row is one example: its entries, and only its entries, sum to 1."
    for some in (z, z[:1]):
        checks.assert_close(student.softmax(some), reference.softmax(some), name="p", like="z", hint=hint, lecture="L3")


def test_softmax_of_large_logits(student, reference, rng):
    """Adding a large number to a row of logits changes no probability, and a row may hold large and small ones"""
    z, y = draw(rng)
    p = student.softmax(z + shifts(rng))
    checks.assert_close(p, reference.softmax(z), name="p of shifted rows", like="z", hint=OVERFLOW, lecture="L3")
    # In half of the rows it is so large that even the distance to the row's mean overflows.
    z[np.arange(N), y] += rng.uniform([750.0] * 3 + [1000.0] * 3, [900.0] * 3 + [2000.0] * 3)
    name = "p of rows with one large logit"
    checks.assert_close(student.softmax(z), np.eye(K)[y], name=name, like="z", hint=OVERFLOW, lecture="L3")


def test_loss_is_the_mean_surprise(student, reference, rng):
    """The loss is the batch's mean of minus the log of the label's probability"""
    z, y = draw(rng)
    loss, _ = student.softmax_cross_entropy(z, y)
    expected, _ = reference.softmax_cross_entropy(z, y)
    hint = "One number per example, from the column that its own label names; then the mean over the batch."
    checks.assert_close(loss, expected, name="loss", hint=hint, lecture="L3")
    loss, _ = student.softmax_cross_entropy(np.full((N, K), rng.normal()), y)
    checks.assert_close(loss, np.log(K), name="loss of equal logits", hint=hint, lecture="L3")


def test_loss_of_large_logits(student, reference, rng):
    """A large number added to a row of logits changes neither loss nor gradient; who is sure and right loses 0"""
    z, y = draw(rng)
    loss, dz = student.softmax_cross_entropy(z + shifts(rng), y)
    expected_loss, expected_dz = reference.softmax_cross_entropy(z, y)
    checks.assert_close(loss, expected_loss, name="loss of shifted rows", hint=OVERFLOW, lecture="L3")
    checks.assert_close(dz, expected_dz, name="dz of shifted rows", like="z", hint=OVERFLOW, lecture="B7")
    z[np.arange(N), y] += rng.uniform(900.0, 2000.0, size=N)
    loss, dz = student.softmax_cross_entropy(z, y)
    checks.assert_close(loss, 0.0, name="loss of sure predictions", hint=OVERFLOW, lecture="L3")
    checks.assert_close(dz, np.zeros((N, K)), name="dz of sure predictions", like="z", hint=OVERFLOW, lecture="B7")


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_gradient(student, reference, rng, dtype):
    """dz is the gradient of the mean loss, in float64 and in float32"""
    z, y = draw(rng, dtype=dtype)
    _, dz = student.softmax_cross_entropy(z, y)
    _, expected = reference.softmax_cross_entropy(z, y)
    tolerance = {"rtol": 1e-4, "atol": 1e-6} if dtype is np.float32 else {}
    hint = "Differentiate the mean loss by each logit; every row counts for one N-th."
    checks.assert_close(dz, expected, name="dz", like="z", hint=hint, lecture="B7", **tolerance)


def test_batch_of_one(student, reference, rng):
    """A batch of one example works, though most classes are missing among its labels"""
    z = draw(rng)[0][:1]
    for label in range(K):
        assert_like_reference(student, reference, z, np.array([label]))


def test_loss_of_very_wrong_examples(student, reference, rng):
    """A label whose probability rounds to 0 gives a large, finite, correct loss"""
    z, y = draw(rng)
    z[np.arange(N), y] -= rng.uniform(900.0, 2000.0, size=N)
    loss, dz = student.softmax_cross_entropy(z, y)
    expected_loss, expected_dz = reference.softmax_cross_entropy(z, y)
    hint = "log(exp(a) / sum(exp)) can be written without the fraction: a - log(sum(exp))."
    checks.assert_close(loss, expected_loss, name="loss", hint=hint, lecture="L3")
    checks.assert_close(dz, expected_dz, name="dz", like="z", lecture="B7")


def test_arguments_stay_unchanged(student, rng):
    """The logits and the labels are the same after the calls as before"""
    z, y = draw(rng)
    student.softmax(z)
    loss, _ = student.softmax_cross_entropy(z, y)
    assert np.isfinite(loss), "The loss is not a finite number."
    student.assert_arguments_unchanged()
