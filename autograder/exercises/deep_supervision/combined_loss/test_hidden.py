"""Hidden suite of deep_supervision/combined_loss: L + sum_j alpha_j l_j."""

import numpy as np
import pytest

from course.checks import assert_close

HINT = "The main loss as it is, plus each side loss times its own weight."


def draw(rng, sides):
    """main loss, side losses, alphas: away from 0, from 1 and from each other."""
    side_losses = rng.permutation(np.linspace(2.0, 3.0, sides)) + rng.uniform(0.05, 0.1, sides)
    alphas = rng.permutation(np.linspace(0.2, 0.6, sides)) + rng.uniform(0.01, 0.02, sides)
    return float(rng.uniform(1.4, 1.6)), side_losses.tolist(), alphas.tolist()


def agree(student, main_loss, side_losses, alphas, **words):
    loss = student.deeply_supervised_loss(main_loss, side_losses, alphas)
    expected = main_loss + sum(float(a) * float(b) for a, b in zip(alphas, side_losses, strict=True))
    assert_close(loss, expected, **{"name": "loss", "hint": HINT, "lecture": "D1", **words})


@pytest.mark.parametrize("sides", [2, 3, 7])
def test_weighted_sum(student, rng, sides):
    """Two, three and seven side losses, each with its own weight"""
    agree(student, *draw(rng, sides))


def test_one_side_loss_and_none(student, rng):
    """A single side loss; and without any, the main loss is the loss"""
    main_loss, (side_loss, _), (alpha, _) = draw(rng, 2)
    agree(student, main_loss, [side_loss], [alpha])
    agree(student, main_loss, [], [], hint="There is nothing to add.")


def test_weights_of_zero(student, rng):
    """A weight of 0 switches its side loss off, and no other one"""
    main_loss, side_losses, alphas = draw(rng, 3)
    for place in range(3):
        agree(student, main_loss, side_losses, [0.0 if k == place else alpha for k, alpha in enumerate(alphas)])
    agree(student, main_loss, side_losses, [0.0, 0.0, 0.0])


def test_large_and_small_numbers(student, rng):
    """Large and tiny losses and weights"""
    main_loss, side_losses, alphas = draw(rng, 3)
    agree(student, 1e6 * main_loss, side_losses, alphas)
    agree(student, main_loss, [1e6 * loss for loss in side_losses], alphas)
    agree(student, main_loss, side_losses, [1000.0 * alpha for alpha in alphas])
    agree(student, 0.0, [1e-6 * loss for loss in side_losses], alphas)


@pytest.mark.parametrize("kind", [tuple, np.array, np.float32])
def test_lists_tuples_and_arrays(student, rng, kind):
    """The side losses and their weights may come as lists, tuples or arrays, in either precision"""
    main_loss, side_losses, alphas = draw(rng, 3)
    for first, second in ((kind(side_losses), alphas), (side_losses, kind(alphas)), (kind(side_losses), kind(alphas))):
        agree(student, main_loss, first, second, rtol=1e-5)


def test_arguments_stay_unchanged(student, rng):
    """The lists, and arrays in their place, are left as they were"""
    main_loss, side_losses, alphas = draw(rng, 3)
    student.deeply_supervised_loss(main_loss, side_losses, alphas)
    student.deeply_supervised_loss(main_loss, np.array(side_losses), np.array(alphas))
    student.assert_arguments_unchanged()
