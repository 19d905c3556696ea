"""Hidden suite of initialization/symmetry.

Masks may be drawn in any way, so no mask is compared with the reference's. From equal weights all classes are equally
likely at the first step, whatever the mask, and what W2 moves by shows which units were kept: the tests read the masks
from there. A share gets Hoeffding's bound with a chance of 10^-12.
"""

import numpy as np
import pytest

from course import checks

KEYS = ("W1", "b1", "W2", "b2")
UNITS = 8000
CHANCE = 1e-12
HINT = "Linear, ReLU, linear, softmax cross entropy; every step uses all examples and moves all four arrays."


def far(n):
    """A share among n independent coins is further from its probability with probability CHANCE."""
    return np.sqrt(np.log(2 / CHANCE) / (2 * n))


def seed(rng):
    return int(rng.integers(2**31))


def draw(rng, n=7, d=3):
    """x (n, d), y (n,): three classes that all occur, some units of some examples off."""
    x = rng.uniform(0.5, 1.5, (n, d)) * np.where(np.arange(n) % 3 == 1, -1.0, 1.0)[:, None]
    return x, np.array([2, 0, 1, 0, 2, 2, 0])[:n]


def train(student, rng, x, y, hidden, value, lr, steps, dropout):
    """Trained params as arrays of the right shapes."""
    params = student.train_from_constant(x, y, hidden, value, lr, steps, dropout, student.rng(seed(rng)))
    assert isinstance(params, dict), "params should be a dict with the entries W1, b1, W2, b2."
    missing = [key for key in KEYS if key not in params]
    assert not missing, f"params has no entry {', '.join(missing)}."
    K = int(y.max()) + 1
    for key, shape in zip(KEYS, ((hidden, x.shape[1]), (hidden,), (K, hidden), (K,)), strict=True):
        checks.assert_shape(params[key], shape, name=f"params[{key!r}]", lecture="I5")
    return {key: np.asarray(params[key]) for key in KEYS}


def assert_like_reference(student, reference, rng, x, y, hidden, value, lr, steps, **words):
    got = train(student, rng, x, y, hidden, value, lr, steps, 0.0)
    expected = reference.train_from_constant(x, y, hidden, value, lr, steps, 0.0, np.random.default_rng(0))
    checks.assert_close(got, expected, name="params", **{"hint": HINT, "lecture": "I5", **words})


def after_one_step(student, rng, x, value, lr, hidden, dropout):
    """What W2 saw of each hidden unit in one step on examples of class 1: its part for each, times mask and scale."""
    y = np.ones(len(x), dtype=int)
    W2 = train(student, rng, x, y, hidden, value, lr, 1, dropout)["W2"]
    return (value - W2[0]) * 2 / lr


def test_gap_of_units_that_differ(student, reference, rng):
    """hidden_unit_gap: the largest difference within a column, whichever two rows it lies between"""
    for shape in ((5, 3), (6, 7), (2, 1)):
        params = {"W1": rng.uniform(-1.0, 1.0, shape), "W2": rng.normal(size=(2, shape[0]))}
        if shape[0] > 2:  # the two that differ most are no neighbours, and neither is the first one
            params["W1"][2, 0] = params["W1"].max() + 3.0
            params["W1"][-1, 0] = params["W1"].min() - 3.0
        hint = "Compare every row with every other, column by column, and take the largest distance."
        got, expected = student.hidden_unit_gap(params), reference.hidden_unit_gap(params)
        checks.assert_close(got, expected, name="gap", hint=hint, lecture="I5")


def test_gap_of_equal_units(student, rng):
    """hidden_unit_gap: 0 for equal rows, however different their elements, and for a single unit"""
    row = rng.normal(size=4) * [1.0, 10.0, 1.0, 1.0]
    for units in (4, 1):
        gap = student.hidden_unit_gap({"W1": np.tile(row, (units, 1))})
        checks.assert_close(gap, 0.0, name="gap of equal rows", hint="Rows are units.", lecture="I5")


def test_start(student, rng):
    """With 0 steps both weights are at the value and both biases at 0"""
    (x, y), value = draw(rng), float(rng.uniform(0.3, 0.9))
    hint = "Before the first step every weight of both layers is the value, and every bias 0."
    for dropout in (0.0, 0.5):
        params = train(student, rng, x, y, 5, value, 0.1, 0, dropout)
        expected = {"W1": np.full((5, 3), value), "b1": np.zeros(5), "W2": np.full((3, 5), value), "b2": np.zeros(3)}
        checks.assert_close(params, expected, name="params after 0 steps", hint=hint, lecture="I5")


@pytest.mark.parametrize("steps", [1, 2, 6])
def test_training_without_dropout(student, reference, rng, steps):
    """Without dropout: the right params after one, two and six steps, also with a negative value"""
    for value in (rng.uniform(0.3, 0.6), -rng.uniform(0.3, 0.6)):
        assert_like_reference(student, reference, rng, *draw(rng), 5, float(value), float(rng.uniform(0.2, 0.4)), steps)


def test_gap_stays_0_without_dropout(student, rng):
    """Without dropout your hidden units are still alike after thirty steps, though they have learned"""
    x, y = draw(rng)
    W1 = train(student, rng, x, y, 5, 0.4, 0.3, 30, 0.0)["W1"]
    assert np.ptp(W1) > 1e-6, "After 30 steps W1 is still constant: it does not learn. (lectures I5)"
    assert np.ptp(W1, axis=0).max() < 1e-9, (
        "Your hidden units have become different without dropout. Do all weights of both layers start at the value? "
        "(lectures I5)"
    )


def test_zero_weights_stay_zero(student, reference, rng):
    """From 0 no weight ever moves, with dropout and without: only the output biases learn"""
    x, y = draw(rng)
    for dropout in (0.0, 0.5):
        params = train(student, rng, x, y, 4, 0.0, 0.3, 5, dropout)
        expected = reference.train_from_constant(x, y, 4, 0.0, 0.3, 5, 0.0, np.random.default_rng(0))
        hint = "With h = 0 and W2 = 0, which of the four gradients is not 0?"
        checks.assert_close(params, expected, name="params from 0", hint=hint, lecture="I5")


def test_classes_are_counted_to_the_largest_label(student, reference, rng):
    """There are max(y) + 1 classes, also where some of them do not occur"""
    x, y = rng.uniform(0.5, 1.5, (4, 2)), np.array([3, 0, 3, 3])
    assert_like_reference(student, reference, rng, x, y, 3, 0.3, 0.2, 3)


@pytest.mark.parametrize(("low", "high"), [(0.2, 0.25), (0.75, 0.8)])
def test_dropped_units_and_the_scale_of_the_others(student, rng, low, high):
    """A hidden unit is dropped with the probability that was asked for; the others are divided by the rest"""
    p, value, x = rng.uniform(low, high), rng.uniform(0.3, 0.6), rng.uniform(0.5, 1.5, (1, 3))
    seen = after_one_step(student, rng, x, value, rng.uniform(0.2, 0.4), UNITS, p)
    kept = np.abs(seen) > 1e-9
    assert kept.any(), "With dropout no hidden unit has moved. (lectures R8)"
    verb = "more" if 1 - kept.mean() > p else "fewer"
    assert abs(1 - kept.mean() - p) < far(UNITS), (
        f"Far {verb} hidden units are dropped than `dropout` says, the probability of dropping one. (lectures R8)"
    )
    hint = "Inverted dropout: what is kept is divided by the probability of being kept."
    expected = np.where(kept, value * x.sum() / (1 - p), 0.0)
    checks.assert_close(seen, expected, name="what W2 saw of the hidden units", hint=hint, lecture="R8")


def test_every_example_has_its_own_mask(student, rng):
    """A unit may be dropped for one example and kept for another one of the same step"""
    x = np.array([[1.0], [3.0]])
    seen = after_one_step(student, rng, x, 0.5, 0.2, UNITS, 0.5)
    levels = np.unique(np.round(np.asarray(seen, dtype=float), 6))
    assert len(levels) == 4, (
        "With two examples a hidden unit can be kept for both, for one, for the other, or for none. Not all of these "
        "occur: draw a number for each example and each unit. (lectures R8)"
    )


def test_every_step_has_its_own_masks(student, rng):
    """Each step draws new masks: after two steps a quarter of the units was dropped twice"""
    x, value = rng.uniform(0.5, 1.0, (1, 2)), 0.01
    params = train(student, rng, x, np.array([1]), UNITS, value, 0.01, 2, 0.5)
    never = (np.abs(params["W2"] - value) < 1e-12).all(axis=0).mean()
    assert abs(never - 0.25) < far(UNITS), (
        "The same hidden units are dropped in every step. Draw new masks in each. (lectures R8)"
        if never > 0.25
        else "After two steps too few hidden units were dropped in both. (lectures R8)"
    )


def test_gradients_pass_through_the_masks(student, reference, rng):
    """On the way back the gradient meets the mask and the scale of the way forward"""
    value, lr, p, hidden = 0.3, 0.2, 0.4, 40
    x, y = rng.uniform(0.5, 1.0, (1, 24)) / 8, np.array([1])  # so many that some are missing where inputs are dropped
    params = train(student, rng, x, y, hidden, value, lr, 2, p)
    masks = masks_of_two_steps(params, x, value, lr, p)
    expected = train_under_masks(reference, x, y, hidden, value, lr, masks)
    hint = "dh passes through the same mask, with the same scale, as h did; then through ReLU."
    checks.assert_close(params, expected, name="params after two steps with dropout", hint=hint, lecture="R8")


def masks_of_two_steps(params, x, value, lr, p):
    """Which units were kept, read from the params after two steps on one example of class 1.

    W1 moves where a unit was kept twice; W2 moves by a known amount where it was kept in the first step alone.
    """
    moved = value - params["W2"][0]
    first_alone = np.isclose(moved, lr / 2 * value * x.sum() / (1 - p), rtol=1e-9)
    twice = np.abs(params["W1"] - value).max(axis=1) > 1e-12
    first = twice | first_alone
    second = ~first_alone & (np.abs(moved) > 1e-12)
    return [mask[None] / (1 - p) for mask in (first, second)]


def train_under_masks(reference, x, y, hidden, value, lr, masks):
    """The course's own network, trained with these masks."""
    W1, b1, W2, b2 = np.full((hidden, x.shape[1]), value), np.zeros(hidden), np.full((2, hidden), value), np.zeros(2)
    for mask in masks:
        z = x @ W1.T + b1
        o = (np.maximum(z, 0) * mask) @ W2.T + b2
        e = np.exp(o - o.max(axis=1, keepdims=True))
        do = (e / e.sum(axis=1, keepdims=True) - np.eye(2)[y]) / len(y)
        dz = do @ W2 * mask * (z > 0)
        h = np.maximum(z, 0) * mask
        W1, b1, W2, b2 = W1 - lr * dz.T @ x, b1 - lr * dz.sum(0), W2 - lr * do.T @ h, b2 - lr * do.sum(0)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


def repeats(student, rng, rehearsal):
    """Whether generators in the same state give the same network, and one that has moved on gives it again."""
    x, y, start = rng.uniform(0.5, 1.5, (7, 3)), np.array([2, 0, 1, 0, 2, 2, 0]), seed(rng)
    first, again = student.rng(start), student.rng(start)
    trained = [student.train_from_constant(x, y, 6, 0.3, 0.2, 5, 0.5, each) for each in (first, again, first)]
    a, b, c = (params["W1"] for params in trained)
    return bool(np.array_equal(a, b)), bool(np.array_equal(a, c))


def test_gap_opens_with_dropout(student, rng):
    """With dropout, living units become different from each other, as the generator says"""
    x, y = rng.uniform(0.5, 1.5, (7, 3)), np.array([2, 0, 1, 0, 2, 2, 0])
    W1 = train(student, rng, x, y, 6, 0.3, 0.2, 20, 0.5)["W1"]
    assert np.isfinite(W1).all(), "After 20 steps with dropout W1 is not finite. (lectures I5)"
    assert np.ptp(W1, axis=0).max() > 1e-4, (
        "Your hidden units are still alike after 20 steps with dropout. Does every unit have coins of its own? "
        "(lectures I5)"
    )
    same, repeated = student.once(repeats)
    assert same, (
        "Two generators in the same state gave different networks. Draw the masks from `rng`, not from np.random. "
        "(lectures R8)"
    )
    assert not repeated, (
        "Trained twice with one generator, the networks are the same. Draw from `rng`, and do not make or seed a "
        "generator inside. (lectures R8)"
    )


@pytest.mark.parametrize(("n", "dtype"), [(1, np.float64), (1, np.float32), (7, np.float32)])
def test_batch_of_one_and_float32(student, reference, rng, n, dtype):
    """A batch of one example works, and so do float32 numbers"""
    x, y = draw(rng, n)
    tolerance = {"rtol": 1e-3, "atol": 1e-4} if dtype is np.float32 else {}
    assert_like_reference(student, reference, rng, x.astype(dtype), y, 5, 0.4, 0.3, 3, **tolerance)


def test_arguments_stay_unchanged(student, rng):
    """x, y and params are the same after the calls as before"""
    x, y = draw(rng)
    train(student, rng, x, y, 4, 0.4, 0.3, 3, 0.5)
    student.hidden_unit_gap({"W1": rng.normal(size=(5, 3))})
    student.assert_arguments_unchanged()
