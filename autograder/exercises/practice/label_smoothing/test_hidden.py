"""Hidden suite of practice/label_smoothing."""

import numpy as np
import pytest

from course.checks import assert_close

N, K = 6, 4
TARGETS = "Each class gets smooth / K, the label's own class too, and the label 1 - smooth besides: in all it is 1."
GRADIENT = "As with plain cross entropy: probabilities minus targets; every row counts for one N-th."
OVERFLOW = "Each row's largest logit goes first; and log p = z - log(sum(exp(z))) is finite where p rounds to 0."


def draw(rng, dtype=np.float64):
    """Logits (N, K) that make no class sure or hopeless, labels (N,) with every class among them, smooth."""
    y = rng.permutation([*range(K), *rng.integers(K, size=N - K)])
    return rng.uniform(-0.9, 0.9, size=(N, K)).astype(dtype), y, float(rng.uniform(0.2, 0.4))


def agree_loss(got, expected, name="loss", hint=TARGETS, **tolerance):
    assert_close(got, expected, name=name, hint=hint, lecture="L3", **tolerance)


def agree_dz(got, expected, name="dz", hint=GRADIENT, **tolerance):
    assert_close(got, expected, name=name, like="z", hint=hint, lecture="L3", **tolerance)


def agree(student, reference, *given, **tolerance):
    (loss, dz), right = (each.label_smoothing_cross_entropy(*given) for each in (student, reference))
    agree_loss(loss, right[0], **tolerance)
    agree_dz(dz, right[1], **tolerance)


def test_loss(student, reference, rng):
    """The loss is the batch's mean of minus the targets times the logs of the probabilities"""
    given = draw(rng)
    agree_loss(student.label_smoothing_cross_entropy(*given)[0], reference.label_smoothing_cross_entropy(*given)[0])
    loss, _ = student.label_smoothing_cross_entropy(np.full((N, K), rng.normal()), *given[1:])
    agree_loss(loss, np.log(K), "loss of equal logits")


def test_gradient(student, reference, rng):
    """dz is the gradient of the mean loss"""
    given = draw(rng)
    agree_dz(student.label_smoothing_cross_entropy(*given)[1], reference.label_smoothing_cross_entropy(*given)[1])


def test_no_smoothing_is_cross_entropy(student, rng):
    """With smooth = 0 it is plain cross entropy"""
    z, y, _ = draw(rng)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    loss, dz = student.label_smoothing_cross_entropy(z, y, 0.0)
    agree_loss(loss, -np.log(p[np.arange(N), y]).mean(), "loss for smooth = 0")
    agree_dz(dz, (p - np.eye(K)[y]) / N, "dz for smooth = 0")


def test_all_smoothing_forgets_the_labels(student, rng):
    """With smooth = 1 every class has the target 1 / K, and the labels count for nothing"""
    z, y, _ = draw(rng)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    loss, dz = student.label_smoothing_cross_entropy(z, y, 1.0)
    agree_loss(loss, -np.log(p).mean(), "loss for smooth = 1")
    agree_dz(dz, (p - 1 / K) / N, "dz for smooth = 1")


@pytest.mark.parametrize("what", ["rows shifted far apart", "one large logit in every row", "labels without a chance"])
def test_large_logits(student, reference, rng, what):
    """Large logits give a loss and a gradient that are finite and right"""
    z, y, smooth = draw(rng)
    shift = 0.0
    if what == "rows shifted far apart":
        shift = rng.permutation(np.linspace(-4000.0, 4000.0, N))[:, None] + rng.uniform(-100.0, 100.0, size=(N, 1))
    else:
        place = y if what.startswith("one") else (y + 1) % K
        z[np.arange(N), place] += rng.uniform(900.0, 2000.0, size=N)
    loss, dz = student.label_smoothing_cross_entropy(z + shift, y, smooth)
    expected_loss, expected_dz = reference.label_smoothing_cross_entropy(z, y, smooth)
    agree_loss(loss, expected_loss, f"loss with {what}", OVERFLOW)
    agree_dz(dz, expected_dz, f"dz with {what}", OVERFLOW)


def test_batch_of_one(student, reference, rng):
    """A batch of one example works, though most classes are missing among its labels; and so do two classes"""
    z, _, smooth = draw(rng)
    for label in range(K):
        agree(student, reference, z[:1], np.array([label]), smooth)
    agree(student, reference, rng.uniform(-0.9, 0.9, size=(5, 2)), np.array([0, 1, 1, 0, 1]), 0.3)


def test_float32(student, reference, rng):
    """float32 numbers come out right too"""
    agree(student, reference, *draw(rng, np.float32), rtol=1e-4, atol=1e-5)


def test_arguments_unchanged(student, rng):
    """The logits and the labels are left as they were"""
    loss, _ = student.label_smoothing_cross_entropy(*draw(rng))
    assert np.isfinite(loss), "The loss is not a finite number."
    student.assert_arguments_unchanged()
