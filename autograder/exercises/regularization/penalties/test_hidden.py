"""Hidden suite of penalties: lam / 2 w^2, lam |w|, lam (beta w^2 + |w|), over a dict of weights."""

import numpy as np
import pytest

from course.checks import assert_close, gradcheck

LECTURE = {"l2_penalty": "R4", "l1_penalty": "R5", "elastic_net": "R6"}
SHAPES = {"W1": (4, 3), "W2": (2, 4), "theta": (5,)}
HINTS = {
    "l2_penalty": "lam / 2 times the squares of all entries of all arrays; by each entry the derivative is lam w.",
    "l1_penalty": "lam times the absolute values of all entries of all arrays; the slope is lam times the sign.",
    "elastic_net": "lam (beta w^2 + |w|), summed over all entries of all arrays, without a half anywhere.",
}
OWN_VALUES = """
def own_values(name, points, numbers):
    penalty = {"l2_penalty": l2_penalty, "l1_penalty": l1_penalty, "elastic_net": elastic_net}[name]
    return [float(penalty(weights, *numbers)[0]) for weights in points]
"""


def draw(rng, shapes=None, dtype=np.float64):
    """Weights of both signs and away from 0."""
    shapes = shapes or SHAPES
    return {
        name: np.asarray(rng.uniform(0.5, 2.0, s) * rng.choice([-1.0, 1.0], s), dtype) for name, s in shapes.items()
    }


def strengths(rng, name):
    """lam, and beta where it is asked for: away from 0, 1/2, 1 and from each other."""
    return (rng.uniform(0.15, 0.35), rng.uniform(1.3, 1.8))[: 2 if name == "elastic_net" else 1]


def agree(student, reference, name, weights, numbers):
    value, grads = getattr(student, name)(weights, *numbers)
    expected, expected_grads = getattr(reference, name)(weights, *numbers)
    words = {"hint": HINTS[name], "lecture": LECTURE[name]}
    assert_close(value, expected, name=f"value of {name}", **words)
    assert_close(grads, expected_grads, name=f"grads of {name}", like="weights", **words)


def both(student, reference, rng, name):
    for weights in (draw(rng), {key: 1000 * w for key, w in draw(rng).items()}):
        agree(student, reference, name, weights, strengths(rng, name))
    numbers, weights = strengths(rng, name), draw(rng)
    agree(student, reference, name, weights, (1000 * numbers[0], *numbers[1:]))
    agree(student, reference, name, weights, (0.0, *numbers[1:]))


def test_l2(student, reference, rng):
    """L2: half of lam times the sum of all squares, and its gradient"""
    both(student, reference, rng, "l2_penalty")


def test_l1(student, reference, rng):
    """L1: lam times the sum of all absolute values, and its subgradient"""
    both(student, reference, rng, "l1_penalty")


def test_elastic_net(student, reference, rng):
    """The elastic net: lam times beta squares and absolute values, and its subgradient"""
    both(student, reference, rng, "elastic_net")
    agree(student, reference, "elastic_net", draw(rng), (rng.uniform(0.15, 0.35), 0.0))


@pytest.mark.parametrize("name", LECTURE)
def test_weights_of_zero(student, reference, rng, name):
    """A weight that is 0 has no penalty and is left alone: its gradient is 0"""
    weights = draw(rng)
    weights["W1"][1:3] = 0.0
    weights["theta"][:] = 0.0
    agree(student, reference, name, weights, strengths(rng, name))


@pytest.mark.parametrize("name", LECTURE)
def test_gradients_are_slopes_of_your_values(student, rng, name):
    """A small step of the weights in any direction moves your own value as your gradients say"""
    own, numbers, weights = student.define(OWN_VALUES), strengths(rng, name), draw(rng)
    _, grads = getattr(student, name)(weights, *numbers)
    gradcheck(
        lambda points: own(name, points, numbers), weights, grads, name=f"grads of {name}", rng=rng, together=True,
        hint="value and grads follow different conventions.", lecture=LECTURE[name],
    )  # fmt: skip


@pytest.mark.parametrize("name", LECTURE)
def test_single_numbers_and_vectors(student, reference, rng, name):
    """A single weight, a vector and a kernel of four dimensions are penalised as a matrix is, whatever their names"""
    agree(student, reference, name, draw(rng, {"v": (6,), "kernel": (2, 1, 3, 2), "one": (1, 1)}), strengths(rng, name))
    agree(student, reference, name, draw(rng, {"w": ()}), strengths(rng, name))
    student.case("a weight in the dict that is called b1")
    agree(student, reference, name, draw(rng, {"W1": (3, 2), "b1": (3,), "bias": (2,)}), strengths(rng, name))


@pytest.mark.parametrize("name", LECTURE)
def test_float32(student, reference, rng, name):
    """float32 numbers come out right, too"""
    agree(student, reference, name, draw(rng, dtype=np.float32), strengths(rng, name))


@pytest.mark.parametrize("name", LECTURE)
def test_arguments_stay_unchanged(student, rng, name):
    """The weights are left as they were"""
    getattr(student, name)(draw(rng), *strengths(rng, name))
    student.assert_arguments_unchanged()
