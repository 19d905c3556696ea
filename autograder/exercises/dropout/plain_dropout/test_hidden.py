"""Hidden suite of dropout/plain_dropout.

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
    a, b, c = (plain_dropout(x, p, rng, True) for rng in (first, again, first))
    return bool(np.array_equal(a, b)), bool(np.array_equal(a, c))
"""
GENERATOR_RESTS = """
def generator_rests(x, p, used, fresh):
    plain_dropout(x, p, used, False)
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
    """One training pass: out as an array of x's shape, and the units that were kept."""
    out = student.plain_dropout(x, p, generator, True)
    checks.assert_shape(out, x.shape, name="out", like="x", lecture="R9")
    kept = np.asarray(out) != 0
    assert kept.any(), "In training every unit was dropped. (lectures R8)"
    assert not kept.all(), "In training no unit was dropped. (lectures R8)"
    return np.asarray(out), kept


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_kept_units_pass_as_they_are(student, rng, shape, dtype):
    """In training a unit is either 0 or x, in arrays of any shape, in a batch of one and in float32"""
    x, p = units(rng, shape, dtype), rng.uniform(0.35, 0.45)
    out, kept = drop(student, x, p, student.rng(seed(rng)))
    hint = "This form makes up for the missing units at test time, not in training."
    checks.assert_close(out, np.where(kept, x, 0), name="out", like="x", hint=hint, lecture="R9")


# Around 0.1, 0.5 and 0.9 the usual confusions drop quite other shares: 1 - p, or what normal noise below p drops.
@pytest.mark.parametrize(("low", "high"), [(0.08, 0.12), (0.5, 0.5), (0.88, 0.92)])
def test_share_of_dropped_units(student, rng, low, high):
    """p is the probability of dropping: about that share of a large layer is 0"""
    p = rng.uniform(low, high)
    _, kept = drop(student, units(rng, ONE_LARGE_ROW), p, student.rng(seed(rng)))
    share = 1.0 - kept.mean()
    verb = "more" if share > p else "fewer"
    assert abs(share - p) < far(1.0, kept.size), (
        f"Far {verb} units are dropped than p says. Is a unit dropped when a number that is uniform between 0 and 1 "
        "falls below p? (lectures R8)"
    )


def counts_vary(student, rng, rehearsal):
    """Whether some passes drop another share of the batch than others."""
    x, generator = units(rng, (12, 64)), student.rng(seed(rng))
    passes = [np.asarray(student.plain_dropout(x[:, k:], 0.5, generator, True)) for k in range(12)]
    return len({np.count_nonzero(out) - round(0.5 * out.size) for out in passes}) > 1


def test_every_unit_is_drawn_on_its_own(student, rng):
    """Each unit of each example falls or stays by itself: none depends on the others in its row, column or batch"""
    x = units(rng, (12, 64))
    _, kept = drop(student, x, 0.5, student.rng(seed(rng)))
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
    _, kept = drop(student, units(rng, IMAGES), 0.5, student.rng(seed(rng)))
    assert not (kept == kept[:, :, :1, :1]).all(), (
        "In a batch of images whole channels are dropped or kept. Draw a number for every entry of x. (lectures R8)"
    )
    assert not (kept == kept[:, :1]).all(), (
        "In a batch of images a pixel is dropped or kept in all channels at once. Draw a number for every entry of x. "
        "(lectures R8)"
    )


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_evaluation_is_scaled_by_the_keep_probability(student, rng, shape, dtype):
    """With training=False nothing is dropped, and a unit counts with the probability that it was there in training"""
    x = units(rng, shape, dtype)
    for p in (rng.uniform(0.25, 0.35), rng.uniform(0.65, 0.75), 0.0):
        out = student.plain_dropout(x, p, student.rng(seed(rng)), False)
        hint = "In what share of the training passes did the next layer see this unit?"
        checks.assert_close(out, x * (1 - p), name="out with training=False", like="x", hint=hint, lecture="R9")


def test_training_average_is_the_evaluation(student, rng):
    """Averaged over many masks, training gives what one pass at test time gives"""
    p, value = rng.uniform(0.55, 0.58), rng.uniform(1.0, 2.0)
    x = np.full(ONE_LARGE_ROW, value)
    training, _ = drop(student, x, p, student.rng(seed(rng)))
    evaluation = student.plain_dropout(x, p, student.rng(seed(rng)), False)
    checks.assert_shape(evaluation, x.shape, name="out with training=False", like="x", lecture="R9")
    evaluation = np.mean(evaluation)
    direction = "larger" if evaluation > training.mean() else "smaller"
    assert abs(training.mean() - evaluation) < far(value, x.size), (
        f"At test time the output is {direction} than its average in training, so the next layer meets inputs of a "
        "size it has not learned on. (lectures R9)"
    )


def test_masks_come_from_the_generator(student, rng):
    """The generator that is handed in decides: same state, same mask; next call, another mask; at test time it rests"""
    x, p, start = units(rng), 0.5, seed(rng)
    student.define(MASKS_REPEAT)(x, p, student.rng(start), student.rng(start))
    generator = student.rng(start)
    first, _ = drop(student, x, p, generator)
    second, _ = drop(student, x, p, generator)
    again, _ = drop(student, x, p, student.rng(start))
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


def test_arguments_stay_unchanged(student, rng):
    """x is the same after the calls as before"""
    x = units(rng)
    drop(student, x, 0.5, student.rng(seed(rng)))
    student.plain_dropout(x, 0.5, student.rng(seed(rng)), False)
    student.assert_arguments_unchanged()
