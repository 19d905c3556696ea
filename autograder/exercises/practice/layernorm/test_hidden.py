"""Hidden suite of practice/layernorm."""

import numpy as np
import pytest

from course.checks import assert_close, gradcheck

# Where both sizes are equal a mean along the wrong axis stops nothing: one wrong value leaves the others.
SQUARES = [(3, 3), (6, 6)]
SHAPES = [(4, 7), (7, 3), (5, 5)]
HINTS = {
    "out": "Each row by its own mean and its own biased variance; then gamma, then beta.",
    "dx": "An x reaches the outputs of its row by itself, through the row's mean and through its variance.",
    "dgamma": "gamma was multiplied by x_hat, once in every example.",
    "dbeta": "beta was added once in every example.",
}
LIKE = {"out": "x", "dx": "x", "dgamma": "gamma", "dbeta": "beta"}
OWN_SUMS = """
def own_sums(points, dout, eps):
    return [(layernorm_forward(x, gamma, beta, eps)[0] * dout).sum() for x, gamma, beta in points]
"""


def signed(rng, shape):
    """Numbers of both signs that keep away from 0."""
    return rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape)


def draw(rng, shape, dtype=np.float64):
    """x (N, D) whose rows differ in mean and spread, gamma (D,), beta (D,), dout (N, D)."""
    N, D = shape
    spread = rng.permutation(np.linspace(0.5, 3.0, N))[:, None]
    x = spread * (rng.permuted(np.tile(np.linspace(-1.5, 1.5, D), (N, 1)), axis=1) + 0.2 * signed(rng, shape))
    x += rng.permutation(np.linspace(-2.0, 5.0, N))[:, None]
    return [each.astype(dtype) for each in (x, signed(rng, D), signed(rng, D), signed(rng, shape))]


def agree(name, got, expected, **tolerance):
    lecture = "BN1" if name == "out" else "BN3"
    assert_close(got, expected, name=name, like=LIKE[name], hint=HINTS[name], lecture=lecture, **tolerance)


def gradients(functions, x, gamma, beta, dout):
    return functions.layernorm_backward(dout, functions.layernorm_forward(x, gamma, beta)[1])


def agree_all(student, reference, given, **tolerance):
    x, gamma, beta, dout = given
    out, cache = student.layernorm_forward(x, gamma, beta)
    agree("out", out, reference.layernorm_forward(x, gamma, beta)[0], **tolerance)
    got, right = student.layernorm_backward(dout, cache), gradients(reference, *given)
    for name, one, other in zip(("dx", "dgamma", "dbeta"), got, right, strict=True):
        agree(name, one, other, **tolerance)


@pytest.mark.parametrize("shape", SHAPES)
def test_forward(student, reference, rng, shape):
    """Every row is normalised by its own mean and variance, then scaled and shifted feature by feature"""
    x, gamma, beta, _ = draw(rng, shape)
    agree("out", student.layernorm_forward(x, gamma, beta)[0], reference.layernorm_forward(x, gamma, beta)[0])


@pytest.mark.parametrize("eps", [0.7, 3.0, None])
def test_eps_under_the_root(student, reference, rng, eps):
    """eps is added to the variance, under the root; it is 1e-5 when not given"""
    x, gamma, beta, _ = draw(rng, (5, 4))
    student.case("a large eps" if eps else "the eps that was not given")
    x, settings = (x, {"eps": eps}) if eps else (0.003 * x, {})
    expected = reference.layernorm_forward(x, gamma, beta, **settings)[0]
    agree("out", student.layernorm_forward(x, gamma, beta, **settings)[0], expected)


def test_rows_far_from_zero(student, reference, rng):
    """Rows with a mean of a million keep the digits of their variance"""
    x, gamma, beta, _ = draw(rng, (4, 6))
    expected = reference.layernorm_forward(x, gamma, beta)[0]
    out, _ = student.layernorm_forward(x + 1e6 * rng.choice([-1.0, 1.0], (4, 1)), gamma, beta)
    hint = "The mean of squares minus the square of the mean loses all digits here: subtract first, then square."
    assert_close(out, expected, name="out", rtol=1e-6, atol=1e-7, like="x", hint=hint, lecture="BN1")


@pytest.mark.parametrize("shape", SQUARES)
def test_dx(student, reference, rng, shape):
    """dx is right: an x reaches its whole row, through mean and variance too"""
    given = draw(rng, shape)
    agree("dx", gradients(student, *given)[0], gradients(reference, *given)[0])


@pytest.mark.parametrize("shape", SQUARES)
def test_dgamma(student, reference, rng, shape):
    """dgamma is right, and adds up the examples"""
    given = draw(rng, shape)
    agree("dgamma", gradients(student, *given)[1], gradients(reference, *given)[1])


@pytest.mark.parametrize("shape", SQUARES)
def test_dbeta(student, reference, rng, shape):
    """dbeta is right, and adds up the examples"""
    given = draw(rng, shape)
    agree("dbeta", gradients(student, *given)[2], gradients(reference, *given)[2])


@pytest.mark.parametrize(("shape", "eps"), [((4, 7), 1e-5), ((5, 3), 2.0)], ids=str)
def test_gradients_are_slopes_of_your_output(student, rng, shape, eps):
    """A small step of x, gamma or beta moves your own output as the gradients say, with a large eps too"""
    x, gamma, beta, dout = draw(rng, shape)
    own, words = student.define(OWN_SUMS), {"rng": rng, "together": True, "lecture": "BN3"}
    dx, dgamma, dbeta = student.layernorm_backward(dout, student.layernorm_forward(x, gamma, beta, eps)[1])
    gradcheck(lambda many: own([(x, gamma, beta) for x in many], dout, eps), x, dx, name="dx", **words)
    gradcheck(lambda many: own([(x, g, beta) for g in many], dout, eps), gamma, dgamma, name="dgamma", **words)
    gradcheck(lambda many: own([(x, gamma, b) for b in many], dout, eps), beta, dbeta, name="dbeta", **words)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_batch_of_one(student, reference, rng, dtype):
    """A batch of one example is like any other"""
    tolerance = {"rtol": 1e-3, "atol": 1e-3} if dtype is np.float32 else {}
    agree_all(student, reference, draw(rng, (1, 6), dtype), **tolerance)


def test_single_feature(student, rng):
    """A single feature is its own mean: the output is beta, whatever x is, and nothing comes back to x"""
    x, gamma, beta, dout = draw(rng, (5, 1))
    out, cache = student.layernorm_forward(x, gamma, beta)
    agree("out", out, np.tile(beta, (5, 1)))
    dx, dgamma, dbeta = student.layernorm_backward(dout, cache)
    agree("dx", dx, np.zeros((5, 1)), atol=1e-9)
    agree("dgamma", dgamma, np.zeros(1), atol=1e-9)
    agree("dbeta", dbeta, dout.sum(axis=0))


def test_each_cache_is_its_own(student, reference, rng):
    """Some forward passes before the backward passes, and a cache used twice: every gradient is still right"""
    layers = [draw(rng, shape) for shape in ((5, 4), (3, 6), (5, 4))]
    layers[2] = *layers[2][:3], layers[0][3]  # shapes and dout alike, and another cache
    caches = [student.layernorm_forward(*each[:3])[1] for each in layers]
    for which in (0, 1, 2, 0):
        each = layers[which]
        got, right = student.layernorm_backward(each[3], caches[which]), gradients(reference, *each)
        for name, one, other in zip(("dx", "dgamma", "dbeta"), got, right, strict=True):
            agree(name, one, other)


def test_float32(student, reference, rng):
    """float32 numbers come out right too"""
    agree_all(student, reference, draw(rng, (7, 5), np.float32), rtol=1e-3, atol=1e-3)


def test_arguments_unchanged(student, rng):
    """x, gamma, beta and dout are left as they were"""
    x, gamma, beta, dout = draw(rng, (4, 4))
    student.layernorm_backward(dout, student.layernorm_forward(x, gamma, beta)[1])
    student.assert_arguments_unchanged()
