"""Hidden suite of initialization/initializers.

Weights may be drawn in any way, so they are not compared with the reference's. A layer of 60,000 weights tells its
standard deviation to 0.3%; the bounds below lie seven such errors away, so chance breaks one less than once in 10^11.
"""

import numpy as np
import pytest

from course import checks

# Wide and tall: fan_in and fan_out differ by more than a factor of five, in both directions.
WIDE, TALL = "many inputs", "many units"


def large_shape(rng, which):
    few, many = int(rng.integers(90, 110)), int(rng.integers(650, 750))
    return (few, many) if which == WIDE else (many, few)


def seed(rng):
    return int(rng.integers(2**31))


def drawn(W, shape, name, source):
    """W as an array of the right shape, without a mean of its own."""
    checks.assert_shape(W, shape, name=f"W of {name}", like="(fan_out, fan_in)")
    W = np.asarray(W, dtype=float)
    assert np.isfinite(W).all(), f"{name}: some weights are not finite numbers. {source}"
    assert abs(W.mean()) < 7 * max(W.std(), 1e-300) / np.sqrt(W.size), (
        f"{name}: the weights are not centred on 0. Positive and negative ones must be equally likely. {source}"
    )
    return W


def assert_spread(W, std, name, hint, source):
    direction = "too far apart" if W.std() > std else "too close together"
    assert abs(W.std() / std - 1) < 0.02, f"{name}: the weights lie {direction}. {hint} {source}"


def assert_normal(W, std, name, hint, source):
    """Standard deviation `std`, and 4.6% of the weights beyond twice of it."""
    assert_spread(W, std, name, hint, source)
    outside = (np.abs(W) > 2 * W.std()).mean()
    assert 0.036 < outside < 0.056, (
        f"{name}: the spread is right, but the weights are not normally distributed. {source}"
    )


def assert_uniform(W, bound, name, hint, source):
    """All within the bound, some close to it, none favoured."""
    assert_spread(W, bound / np.sqrt(3), name, hint, source)
    assert 0.99 < np.abs(W).max() / bound <= 1.000001, (
        f"{name}: the spread is right, but the weights are not uniform within a bound. {source}"
    )


def test_constant(student, rng):
    """constant_init: every weight has the value, 0 and negative values too"""
    for value in (-rng.uniform(1.2, 1.8), rng.uniform(0.3, 0.9), 0.0):
        for shape in ((3, 5), (1, 4), (4, 1)):
            W, right = student.constant_init(shape, value), np.full(shape, value)
            checks.assert_close(W, right, name="W of constant_init", like="(fan_out, fan_in)", lecture="I6")


def test_normal(student, rng):
    """normal_init: normally distributed around 0 with the standard deviation that was asked for"""
    for std in (rng.uniform(0.01, 0.02), rng.uniform(3.0, 4.0)):
        shape = large_shape(rng, WIDE)
        W = drawn(student.normal_init(shape, std, student.rng(seed(rng))), shape, "normal_init", "(lectures I6)")
        hint = "std is a standard deviation, and Generator.normal takes just that."
        assert_normal(W, std, "normal_init", hint, "(lectures I6)")


@pytest.mark.parametrize("which", [WIDE, TALL])
def test_torch_linear(student, rng, which):
    """torch_linear_init: uniform up to 1 / sqrt(fan_in), in wide and in tall layers"""
    shape = large_shape(rng, which)
    W = drawn(student.torch_linear_init(shape, student.rng(seed(rng))), shape, "torch_linear_init", "(lectures I6)")
    hint = "The bound is 1 / sqrt(fan_in): how many inputs does a unit of this layer have?"
    assert_uniform(W, 1 / np.sqrt(shape[1]), "torch_linear_init", hint, "(lectures I6)")


@pytest.mark.parametrize("which", [WIDE, TALL])
def test_xavier_normal(student, rng, which):
    """xavier_normal: normal with the variance that takes both fans into account"""
    shape = large_shape(rng, which)
    W = drawn(student.xavier_normal(shape, student.rng(seed(rng))), shape, "xavier_normal", "(lectures I7)")
    hint = "The variance is 1 over the mean of both fans."
    assert_normal(W, np.sqrt(2 / sum(shape)), "xavier_normal", hint, "(lectures I7)")


@pytest.mark.parametrize("which", [WIDE, TALL])
def test_xavier_uniform(student, rng, which):
    """xavier_uniform: uniform with the same variance"""
    shape = large_shape(rng, which)
    W = drawn(student.xavier_uniform(shape, student.rng(seed(rng))), shape, "xavier_uniform", "(lectures I7)")
    hint = "U(-a, a) has the variance a^2 / 3: which a gives Xavier's?"
    assert_uniform(W, np.sqrt(6 / sum(shape)), "xavier_uniform", hint, "(lectures I7)")


@pytest.mark.parametrize("which", [WIDE, TALL])
def test_he_normal(student, rng, which):
    """he_normal: normal with the variance 2 / fan_in, in wide and in tall layers"""
    shape = large_shape(rng, which)
    W = drawn(student.he_normal(shape, student.rng(seed(rng))), shape, "he_normal", "(lectures I8)")
    hint = "The variance is 2 / fan_in: the 2 makes up for what ReLU takes away."
    assert_normal(W, np.sqrt(2 / shape[1]), "he_normal", hint, "(lectures I8)")


@pytest.mark.parametrize("which", [WIDE, TALL])
def test_he_uniform(student, rng, which):
    """he_uniform: uniform with the same variance"""
    shape = large_shape(rng, which)
    W = drawn(student.he_uniform(shape, student.rng(seed(rng))), shape, "he_uniform", "(lectures I8)")
    hint = "U(-a, a) has the variance a^2 / 3: which a gives He's?"
    assert_uniform(W, np.sqrt(6 / shape[1]), "he_uniform", hint, "(lectures I8)")


def draws(student, shape, std):
    """Each function as one of the generator alone."""
    return {
        "normal_init": lambda generator: student.normal_init(shape, std, generator),
        "torch_linear_init": lambda generator: student.torch_linear_init(shape, generator),
        "xavier_normal": lambda generator: student.xavier_normal(shape, generator),
        "xavier_uniform": lambda generator: student.xavier_uniform(shape, generator),
        "he_normal": lambda generator: student.he_normal(shape, generator),
        "he_uniform": lambda generator: student.he_uniform(shape, generator),
    }


@pytest.mark.parametrize("shape", [(1, 7), (7, 1), (3, 5)], ids=str)
def test_a_single_input_and_a_single_output(student, rng, shape):
    """W has the shape (fan_out, fan_in), also with one input, or one unit"""
    for name, draw in draws(student, shape, 0.1).items():
        W = draw(student.rng(seed(rng)))
        checks.assert_shape(W, shape, name=f"W of {name}", like="(fan_out, fan_in)", lecture="I6")
        assert len(np.unique(W)) == 7 * (7 in shape) + 15 * (7 not in shape), (
            f"{name}: some weights are equal. Draw a number for each of them. (lectures I6)"
        )


def repeats(student, rng, rehearsal):
    """Of each function: whether the same state draws the same again, and whether the next call does."""
    start, told = seed(rng), {}
    first, again = student.rng(start), student.rng(start)
    for name, draw in draws(student, (4, 6), 0.5).items():
        a, b, c, d = (np.asarray(draw(generator)) for generator in (first, first, again, again))
        told[name] = bool(np.array_equal(a, c) and np.array_equal(b, d)), bool(np.array_equal(a, b))
    return told


def test_numbers_come_from_the_generator(student):
    """The generator that is handed in decides: same state, same weights; next call, others"""
    for name, (same_state, next_call) in student.once(repeats).items():
        assert not next_call, (
            f"{name}: two layers drawn with one generator are equal. Draw from `rng` and do not make or seed a "
            "generator inside. (lectures I6)"
        )
        assert same_state, (
            f"{name}: two generators in the same state gave different weights. Draw from `rng`, not from np.random. "
            "(lectures I6)"
        )
