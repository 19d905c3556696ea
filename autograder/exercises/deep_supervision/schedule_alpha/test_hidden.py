"""Hidden suite of deep_supervision/schedule_alpha: a straight line from alpha_0 to 0, then 0."""

import numpy as np
import pytest

from course.checks import assert_close

HINT = "alpha_0 times the share of the epochs that is still to come, and never less than nothing."


def draw(rng):
    """alpha_0 away from 1, a number of epochs."""
    return float(rng.uniform(0.3, 0.8)), int(rng.integers(20, 40))


def agree(student, alpha_0, epoch, epochs, expected, where):
    alpha = student.decay_alpha(alpha_0, epoch, epochs)
    assert_close(alpha, expected, name=f"alpha {where}", atol=1e-12 * alpha_0, hint=HINT, lecture="D1")


def test_both_ends(student, rng):
    """It begins at alpha_0 and is 0 at epoch = epochs"""
    alpha_0, epochs = draw(rng)
    agree(student, alpha_0, 0, epochs, alpha_0, "at epoch 0")
    agree(student, alpha_0, epochs, epochs, 0.0, "at epoch = epochs")


def test_straight_line_between(student, rng):
    """In between it falls by the same amount in each epoch"""
    alpha_0, epochs = draw(rng)
    for epoch in (1, epochs // 3, epochs // 2, epochs - 1):
        agree(student, alpha_0, epoch, epochs, alpha_0 - epoch * alpha_0 / epochs, "between the ends")


@pytest.mark.parametrize("later", [1, 5, 1000, 10**7])
def test_zero_for_ever_after(student, rng, later):
    """After the last epoch it stays at 0, for as long as you like; just before it is not there yet"""
    alpha_0, epochs = draw(rng)
    agree(student, alpha_0, epochs - 1, epochs, alpha_0 / epochs, "in the last epoch")
    agree(student, alpha_0, epochs + later, epochs, 0.0, "after the last epoch")


@pytest.mark.parametrize(("scale", "epochs"), [(1e-6, 1), (1e4, 500), (0.0, 10), (1.0, 2)])
def test_other_sizes(student, rng, scale, epochs):
    """Tiny and huge weights, no weight at all, trainings of one epoch and of five hundred"""
    alpha_0, _ = draw(rng)
    for epoch in (0, epochs // 2, epochs, 3 * epochs):
        expected = scale * alpha_0 * max(epochs - epoch, 0) / epochs
        agree(student, scale * alpha_0, epoch, epochs, expected, "for other sizes")
    agree(student, np.float32(scale), np.int64(0), np.int64(epochs), scale, "from numbers of NumPy")
