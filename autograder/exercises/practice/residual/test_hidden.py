"""Hidden suite of practice/residual."""

import numpy as np
import pytest

from course.checks import assert_close, gradcheck

NAMES = ("W1", "b1", "W2", "b2")
# (N, D, H). Where all are equal a product fits the wrong way round too: one wrong value leaves the others.
CUBES = [(3, 3, 3), (5, 5, 5)]
SHAPES = [(5, 3, 4), (2, 4, 7), (6, 5, 2), (4, 4, 4)]
OUT = "The branch is W2 relu(W1 x + b1) + b2, without an activation after it; x is added to that."
DX = "x reaches out by two ways, past the branch and through it: what comes back by both adds up."
GRADS = "For the parameters the block is a network with one hidden layer that gets all of dout."
OWN_SUMS = """
def own_sums(points, dout):
    return [(residual_forward(*point)[0] * dout).sum() for point in points]
"""


def signed(rng, shape):
    """Numbers of both signs that keep away from 0."""
    return rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape)


def draw(rng, shape, dtype=np.float64):
    """(x, W1, b1, W2, b2) and dout; some units wake, some sleep, some by b1 alone; none is near the ReLU's corner."""
    N, D, H = shape
    while True:
        x, W1, b1 = signed(rng, (N, D)), signed(rng, (H, D)), signed(rng, H)
        z = x @ W1.T + b1
        by_the_bias = (z > 0) != (z > b1)
        if np.abs(z).min() > 0.01 and (z > 0).any() and (z.size == 1 or ((z < 0).any() and by_the_bias.any())):
            break
    given = x, W1, b1, signed(rng, (D, H)), signed(rng, D)
    return [each.astype(dtype) for each in given], signed(rng, (N, D)).astype(dtype)


def gradients(functions, given, dout):
    return functions.residual_backward(dout, functions.residual_forward(*given)[1])


def agree_dx(got, expected, **tolerance):
    assert_close(got, expected, name="dx", like="x", hint=DX, lecture="I1", **tolerance)


def agree_grads(got, expected, names=NAMES, hint=GRADS, **tolerance):
    assert isinstance(got, dict), f"grads should be a dict with the entries {', '.join(NAMES)}."
    for name in names:
        assert name in got, f"grads has no entry {name}."
        assert_close(
            got[name], expected[name], name=f"grads[{name!r}]", like=name, hint=hint, lecture="B4", **tolerance
        )


def agree_all(student, reference, given, dout, **tolerance):
    out, cache = student.residual_forward(*given)
    expected, right_cache = reference.residual_forward(*given)
    assert_close(out, expected, name="out", like="x", hint=OUT, lecture="I1", **tolerance)
    (dx, grads), right = student.residual_backward(dout, cache), reference.residual_backward(dout, right_cache)
    agree_dx(dx, right[0], **tolerance)
    agree_grads(grads, right[1], **tolerance)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_forward(student, reference, rng, shape):
    """out is x plus what the two layers make of it"""
    given, _ = draw(rng, shape)
    expected = reference.residual_forward(*given)[0]
    assert_close(student.residual_forward(*given)[0], expected, name="out", like="x", hint=OUT, lecture="I1")


@pytest.mark.parametrize("shape", CUBES, ids=str)
def test_dx(student, reference, rng, shape):
    """dx is right: what comes back past the branch and what comes back through it"""
    given, dout = draw(rng, shape)
    agree_dx(gradients(student, given, dout)[0], gradients(reference, given, dout)[0])


@pytest.mark.parametrize("shape", CUBES, ids=str)
def test_gradients_of_the_second_layer(student, reference, rng, shape):
    """The gradients of W2 and b2 are right"""
    given, dout = draw(rng, shape)
    agree_grads(gradients(student, given, dout)[1], gradients(reference, given, dout)[1], ("W2", "b2"))


@pytest.mark.parametrize("shape", CUBES, ids=str)
def test_gradients_of_the_first_layer(student, reference, rng, shape):
    """The gradients of W1 and b1 are right"""
    given, dout = draw(rng, shape)
    agree_grads(gradients(student, given, dout)[1], gradients(reference, given, dout)[1], ("W1", "b1"))


def test_gradients_at_the_corner(student, reference, rng):
    """Units that stand exactly at ReLU's corner hand nothing on"""
    given, dout = draw(rng, (4, 4, 4))
    given[1][0], given[2][0] = 0.0, 0.0
    (dx, grads), right = gradients(student, given, dout), gradients(reference, given, dout)
    agree_dx(dx, right[0])
    agree_grads(grads, right[1], hint="At z = 0 the course takes 0 for ReLU's slope.")


def test_closed_branch_hands_everything_on(student, rng):
    """With W2 and b2 at 0 the block is not there: out is x, and dx is dout"""
    given, dout = draw(rng, (4, 3, 6))
    given[3][:], given[4][:] = 0.0, 0.0
    out, cache = student.residual_forward(*given)
    assert_close(out, given[0], name="out", like="x", hint=OUT, lecture="I1")
    agree_dx(student.residual_backward(dout, cache)[0], dout)


def test_gradients_are_slopes_of_your_output(student, rng):
    """A small step of x, or of a parameter, moves your own output as the gradients say"""
    given, dout = draw(rng, (6, 3, 5))
    own = student.define(OWN_SUMS)
    dx, grads = gradients(student, given, dout)
    for place, (name, gradient) in enumerate({"dx": dx, **{name: grads.get(name) for name in NAMES}}.items()):

        def sums(many, place=place):
            return own([(*given[:place], each, *given[place + 1 :]) for each in many], dout)

        gradcheck(sums, given[place], gradient, name=name, rng=rng, together=True, hint=DX, lecture="I1")


@pytest.mark.parametrize("shape", [(1, 4, 3), (1, 1, 5), (1, 5, 1)], ids=str)
def test_batch_of_one(student, reference, rng, shape):
    """A batch of one example works, and so do single features and single hidden units"""
    agree_all(student, reference, *draw(rng, shape))


def test_each_cache_is_its_own(student, reference, rng):
    """Some forward passes before the backward passes, and a cache used twice: every gradient is still right"""
    blocks = [draw(rng, shape) for shape in ((5, 3, 4), (4, 4, 2), (5, 3, 4))]
    blocks[2] = blocks[2][0], blocks[0][1]  # shapes and dout alike, and another cache
    caches = [student.residual_forward(*given)[1] for given, _ in blocks]
    for which in (0, 1, 2, 0):
        given, dout = blocks[which]
        (dx, grads), right = student.residual_backward(dout, caches[which]), gradients(reference, given, dout)
        agree_dx(dx, right[0])
        agree_grads(grads, right[1])


def test_float32(student, reference, rng):
    """float32 numbers come out right too"""
    agree_all(student, reference, *draw(rng, (6, 4, 3), np.float32), rtol=1e-4, atol=1e-4)


def test_arguments_unchanged(student, rng):
    """x, the parameters and dout are left as they were"""
    given, dout = draw(rng, (4, 4, 4))
    student.residual_backward(dout, student.residual_forward(*given)[1])
    student.assert_arguments_unchanged()
