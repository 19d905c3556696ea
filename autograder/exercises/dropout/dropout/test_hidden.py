"""Hidden suite of dropout/dropout.

Masks may be drawn in any way, so no mask is compared with the reference's. What holds for every right implementation is
tested exactly; a mean is given Hoeffding's bound, and "some are kept, some are dropped" is asked only where chance
breaks it less than once in 10^12 runs.
"""

import numpy as np
import pytest

from course import checks

N, D = 40, 31
ONE_LARGE_ROW = (1, 15_000)  # where it is no matter whether rows share a mask
SHAPES = [(N, D), (1, 331), (3, 20, 3, 5)]
IMAGES = (2, 4, 6, 5)
CHANCE = 1e-12

# The masks themselves differ between right solutions; these answers do not, and the diagnosis sees them.
MASKS_REPEAT = """
def masks_repeat(x, p, first, again):
    a, b, c = (dropout_forward(x, p, rng, True)[0] for rng in (first, again, first))
    return bool(np.array_equal(a, b)), bool(np.array_equal(a, c))
"""
GENERATOR_RESTS = """
def generator_rests(x, p, used, fresh):
    dropout_forward(x, p, used, False)
    return bool(np.array_equal(used.random(3), fresh.random(3)))
"""


def units(rng, shape=(N, D), dtype=np.float64):
    """Numbers of both signs that keep away from 0, so that a 0 in the output is a dropped unit."""
    return (rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.5, 2.0, size=shape)).astype(dtype)


def seed(rng):
    return int(rng.integers(2**31))


def far(width, n):
    """A mean of n independent numbers within an interval of this width is further off with probability CHANCE."""
    return width * np.sqrt(np.log(2 / CHANCE) / (2 * n))


def drop(student, x, p, generator):
    """One training pass: out as an array of x's shape, the units that were kept, and the cache."""
    out, cache = student.dropout_forward(x, p, generator, True)
    checks.assert_shape(out, x.shape, name="out", like="x", lecture="R8")
    kept = np.asarray(out) != 0
    assert kept.any(), "In training every unit was dropped. (lectures R8)"
    assert not kept.all(), "In training no unit was dropped. (lectures R8)"
    return np.asarray(out), kept, cache


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_kept_units_are_divided_by_the_keep_probability(student, rng, shape, dtype):
    """In training a unit is either 0 or x / (1 - p), in arrays of any shape, in a batch of one and in float32"""
    x, p = units(rng, shape, dtype), rng.uniform(0.35, 0.45)
    out, kept, _ = drop(student, x, p, student.rng(seed(rng)))
    expected = np.where(kept, x / (1 - p), 0)
    hint = "What is kept is scaled so that the average over all masks is x again: by which number?"
    checks.assert_close(out, expected, name="out", like="x", hint=hint, lecture="R8")


# Around 0.1, 0.5 and 0.9 the usual confusions drop quite other shares: 1 - p, or what normal noise below p drops.
@pytest.mark.parametrize(("low", "high"), [(0.08, 0.12), (0.5, 0.5), (0.88, 0.92)])
def test_share_of_dropped_units(student, rng, low, high):
    """p is the probability of dropping: about that share of a large layer is 0"""
    p = rng.uniform(low, high)
    _, kept, _ = drop(student, units(rng, ONE_LARGE_ROW), p, student.rng(seed(rng)))
    share = 1.0 - kept.mean()
    verb = "more" if share > p else "fewer"
    assert abs(share - p) < far(1.0, kept.size), (
        f"Far {verb} units are dropped than p says. Is a unit dropped when a number that is uniform between 0 and 1 "
        "falls below p? (lectures R8)"
    )


def test_average_over_masks_is_the_input(student, rng):
    """Averaged over many masks the output is the input"""
    p, value = rng.uniform(0.55, 0.58), rng.uniform(1.0, 2.0)
    out, _, _ = drop(student, np.full(ONE_LARGE_ROW, value), p, student.rng(seed(rng)))
    largest = value / (1 - p)
    direction = "larger" if out.mean() > value else "smaller"
    assert abs(out.mean() - value) < far(largest, out.size), (
        f"Averaged over many masks the output is {direction} than the input: share dropped and scale do not fit "
        "together. (lectures R8)"
    )


def counts_vary(student, rng, rehearsal):
    """Whether some passes drop another share of the batch than others."""
    x, generator = units(rng, (12, 64)), student.rng(seed(rng))
    passes = [np.asarray(student.dropout_forward(x[:, k:], 0.5, generator, True)[0]) for k in range(12)]
    return len({np.count_nonzero(out) - round(0.5 * out.size) for out in passes}) > 1


def test_every_unit_is_drawn_on_its_own(student, rng):
    """Each unit of each example falls or stays by itself: none depends on the others in its row, column or batch"""
    x = units(rng, (12, 64))
    _, kept, _ = drop(student, x, 0.5, student.rng(seed(rng)))
    assert not (kept == kept[:, :1]).all(), (
        "Whole rows are dropped or kept: that drops examples. Draw one number for each unit. (lectures R8)"
    )
    assert len(np.unique(kept, axis=0)) == len(kept), (
        "Examples of one batch share a mask. Draw a number for every unit of every row. (lectures R8)"
    )
    assert len(set(kept.sum(axis=1))) > 1, (
        "Every row keeps exactly the same number of units, so they are not drawn independently. (lectures R8)"
    )
    assert student.once(counts_vary), (
        "Every pass drops exactly the same share of the batch, so the units are not drawn independently. (lectures R8)"
    )
    _, kept, _ = drop(student, units(rng, IMAGES), 0.5, student.rng(seed(rng)))
    assert not (kept == kept[:, :, :1, :1]).all(), (
        "In a batch of images whole channels are dropped or kept. Draw a number for every entry of x. (lectures R8)"
    )
    assert not (kept == kept[:, :1]).all(), (
        "In a batch of images a pixel is dropped or kept in all channels at once. Draw a number for every entry of x. "
        "(lectures R8)"
    )


def test_masks_come_from_the_generator(student, rng):
    """The generator that is handed in decides: same state, same mask; next call, another mask; at test time it rests"""
    x, p, start = units(rng), 0.5, seed(rng)
    student.define(MASKS_REPEAT)(x, p, student.rng(start), student.rng(start))
    generator = student.rng(start)
    first, _, _ = drop(student, x, p, generator)
    second, _, _ = drop(student, x, p, generator)
    again, _, _ = drop(student, x, p, student.rng(start))
    assert not np.array_equal(first, second), (
        "Two passes with one generator got the same mask. Draw from `rng` and do not make or seed a generator inside. "
        "(lectures R8)"
    )
    assert np.array_equal(first, again), (
        "Two generators in the same state gave different masks. Draw from `rng`, not from np.random. (lectures R8)"
    )
    assert student.define(GENERATOR_RESTS)(x, 0.5, student.rng(start), student.rng(start)), (
        "With training=False numbers were drawn from `rng`, so that asking for an answer changes later masks. "
        "Look at `training` before you draw. (lectures R8)"
    )


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_evaluation_changes_nothing(student, rng, shape, dtype):
    """With training=False, and with p = 0, the input passes as it is"""
    x = units(rng, shape, dtype)
    for p in (rng.uniform(0.25, 0.35), rng.uniform(0.65, 0.75)):
        out, _ = student.dropout_forward(x, p, student.rng(seed(rng)), False)
        hint = "The scaling was done in training: nothing is left to do."
        checks.assert_close(out, x, name="out with training=False", like="x", hint=hint, lecture="R8")
    out, _ = student.dropout_forward(x, 0.0, student.rng(seed(rng)), True)
    checks.assert_close(out, x, name="out with p = 0", like="x", hint="Nothing is dropped there.", lecture="R8")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_backward_uses_the_mask_of_forward(student, rng, shape, dtype):
    """The gradient passes where the unit was kept, with the same scale, as often as it is asked for"""
    x, p = units(rng, shape, dtype), rng.uniform(0.35, 0.45)
    out, _, cache = drop(student, x, p, student.rng(seed(rng)))
    for _ in range(2):
        dout = units(rng, shape, dtype)
        hint = "out is x times a fixed factor for each unit. What is its derivative by x?"
        dx = student.dropout_backward(dout, cache)
        checks.assert_close(dx, dout * out / x, name="dx", like="x", hint=hint, lecture="R8")


def test_each_cache_is_its_own(student, rng):
    """Two forward passes before the backward passes: each gradient goes through its own mask"""
    layers, generator = [units(rng), units(rng)], student.rng(seed(rng))
    passes = [drop(student, x, 0.4, generator) for x in layers]
    hint = "Each pass has a mask of its own, which comes with its cache and by no other way."
    dout = units(rng)
    for x, (out, _, cache) in zip(layers, passes, strict=True):
        dx = student.dropout_backward(dout, cache)
        checks.assert_close(dx, dout * out / x, name="dx", like="x", hint=hint, lecture="R8")


def test_units_that_are_zero_anyway(student, rng):
    """A kept unit whose value is 0, as after a ReLU, still passes its gradient"""
    x, p, dout = units(rng), rng.uniform(0.35, 0.45), units(rng)
    x[:, ::2] = 0.0
    _, _, cache = drop(student, x, p, student.rng(seed(rng)))
    dx = student.dropout_backward(dout, cache)
    checks.assert_shape(dx, x.shape, name="dx", like="x", lecture="R8")
    passed = np.asarray(dx)[:, ::2] != 0
    assert passed.any(), (
        "Where x is 0 no gradient passes, though most of these units were kept. The output does not tell which were: "
        "keep the mask itself. (lectures R8)"
    )
    assert not passed.all(), (
        "Where x is 0 every gradient passes, though some of these units were dropped. (lectures R8)"
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_backward_in_evaluation(student, rng, shape):
    """After a pass with training=False, or with p = 0, the gradient passes as it is"""
    x, dout = units(rng, shape), units(rng, shape)
    for p, training in [(rng.uniform(0.25, 0.35), False), (0.0, True)]:
        _, cache = student.dropout_forward(x, p, student.rng(seed(rng)), training)
        dx = student.dropout_backward(dout, cache)
        name = "dx with p = 0" if training else "dx with training=False"
        checks.assert_close(dx, dout, name=name, like="x", hint="out is x there.", lecture="R8")


def test_arguments_stay_unchanged(student, rng):
    """x and dout are the same after the calls as before"""
    x = units(rng)
    _, _, cache = drop(student, x, 0.5, student.rng(seed(rng)))
    student.dropout_backward(units(rng), cache)
    student.dropout_forward(x, 0.5, student.rng(seed(rng)), False)
    student.assert_arguments_unchanged()
