"""Hidden suite of linear: z = x W^T + b and the gradients of x, W and b."""

import numpy as np
import pytest

from course.checks import assert_close, gradcheck

SHAPES = [(5, 3, 4), (2, 7, 3), (4, 4, 4)]
# Where all sizes are equal a product fits the wrong way round too: a mistake in one gradient leaves the others.
CUBES = [(2, 2, 2), (3, 3, 3), (5, 5, 5)]
LIKE = {"dx": "x", "dW": "W", "db": "b"}
HINTS = {
    "z": "Every row of z is W times a row of x, plus b.",
    "dx": "x_j reaches every output of its own example, through column j of W.",
    "dW": "Row i of dW belongs to output i. Each example adds its own product; the loss has divided by N already.",
    "db": "b is used once for every example: what shape has b, and over which axis do the examples lie?",
}
OWN_SUMS = """
def own_sums(points, dz):
    return [(linear_forward(x, W, b)[0] * dz).sum() for x, W, b in points]
"""


def draw(rng, shape, dtype=np.float64):
    """x (N, D), W (M, D), b (M,), dz (N, M) without small entries."""
    N, D, M = shape
    sizes = ((N, D), (M, D), (M,), (N, M))
    return [(rng.uniform(0.5, 2.0, s) * rng.choice([-1.0, 1.0], s)).astype(dtype) for s in sizes]


def expected_gradients(reference, x, W, b, dz):
    return reference.linear_backward(dz, reference.linear_forward(x, W, b)[1])


def agree(name, got, expected):
    assert_close(got, expected, name=name, like=LIKE.get(name, ""), hint=HINTS[name], lecture="B4")


def agree_all(got, expected):
    for name, one, right in zip(LIKE, got, expected, strict=True):
        agree(name, one, right)


@pytest.mark.parametrize("shape", SHAPES)
def test_forward(student, reference, rng, shape):
    """z is x W^T + b, a row for each example"""
    x, W, b, _ = draw(rng, shape)
    agree("z", student.linear_forward(x, W, b)[0], reference.linear_forward(x, W, b)[0])


@pytest.mark.parametrize("shape", CUBES)
def test_dx(student, reference, rng, shape):
    """dx is right: every example has its own row"""
    x, W, b, dz = draw(rng, shape)
    got = student.linear_backward(dz, student.linear_forward(x, W, b)[1])
    agree("dx", got[0], expected_gradients(reference, x, W, b, dz)[0])


@pytest.mark.parametrize("shape", CUBES)
def test_dW(student, reference, rng, shape):
    """dW is right and adds up the examples"""
    x, W, b, dz = draw(rng, shape)
    got = student.linear_backward(dz, student.linear_forward(x, W, b)[1])
    agree("dW", got[1], expected_gradients(reference, x, W, b, dz)[1])


@pytest.mark.parametrize("shape", CUBES)
def test_db(student, reference, rng, shape):
    """db is right, shaped like b, and adds up the examples"""
    x, W, b, dz = draw(rng, shape)
    got = student.linear_backward(dz, student.linear_forward(x, W, b)[1])
    agree("db", got[2], expected_gradients(reference, x, W, b, dz)[2])


def test_random_directions(student, reference, rng):
    """A small step of x, W or b in any direction moves your own z as the gradients say"""
    x, W, b, dz = draw(rng, (6, 2, 5))
    dx, dW, db = student.linear_backward(dz, student.linear_forward(x, W, b)[1])
    own = student.define(OWN_SUMS)
    words = {"rng": rng, "together": True, "lecture": "B4"}
    gradcheck(lambda points: own([(x, W, b) for x in points], dz), x, dx, name="dx", hint=HINTS["dx"], **words)
    gradcheck(lambda points: own([(x, W, b) for W in points], dz), W, dW, name="dW", hint=HINTS["dW"], **words)
    gradcheck(lambda points: own([(x, W, b) for b in points], dz), b, db, name="db", hint=HINTS["db"], **words)
    agree_all((dx, dW, db), expected_gradients(reference, x, W, b, dz))  # the own z might be anything


@pytest.mark.parametrize("shape", [(1, 3, 4), (1, 1, 5), (1, 6, 1)])
def test_batch_of_one(student, reference, rng, shape):
    """A batch of one example keeps every shape"""
    x, W, b, dz = draw(rng, shape)
    z, cache = student.linear_forward(x, W, b)
    agree("z", z, reference.linear_forward(x, W, b)[0])
    agree_all(student.linear_backward(dz, cache), expected_gradients(reference, x, W, b, dz))


def test_each_cache_is_its_own(student, reference, rng):
    """Some forward passes before the backward passes, and a cache used twice: every gradient is still right"""
    layers = [draw(rng, shape) for shape in ((5, 3, 4), (4, 6, 2), (5, 3, 4))]
    layers[2] = *layers[2][:3], layers[0][3]  # shapes and dz alike, and another cache
    caches = [student.linear_forward(*each[:3])[1] for each in layers]
    for which in (0, 1, 2, 0):
        gradients = student.linear_backward(layers[which][3], caches[which])
        agree_all(gradients, expected_gradients(reference, *layers[which]))


def test_arguments_unchanged(student, rng):
    """x, W, b and dz are left as they were"""
    x, W, b, dz = draw(rng, (4, 4, 4))
    student.linear_backward(dz, student.linear_forward(x, W, b)[1])
    student.assert_arguments_unchanged()


def test_float32(student, reference, rng):
    """float32 numbers come out right too"""
    x, W, b, dz = draw(rng, (7, 5, 3), np.float32)
    z, cache = student.linear_forward(x, W, b)
    agree("z", z, reference.linear_forward(x, W, b)[0])
    agree_all(student.linear_backward(dz, cache), expected_gradients(reference, x, W, b, dz))
