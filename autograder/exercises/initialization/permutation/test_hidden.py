"""Hidden suite of initialization/permutation. No order here is its own inverse."""

import numpy as np
import pytest

from course import checks

D, H, K = 4, 5, 3
NETWORK = {"W1": (H, D), "b1": (H,), "W2": (K, H), "b2": (K,)}
HINTS = {
    "W1": "A row of W1 is one hidden unit: row i of the new one is row order[i] of the old one.",
    "b1": "Each hidden unit takes its bias along.",
    "W2": "Column i of W2 is what leaves hidden unit i: columns change places like the rows of W1.",
    "b2": "The outputs stay where they are.",
}


def draw(rng, shapes=NETWORK, dtype=np.float64):
    return {key: rng.normal(size=shape).astype(dtype) for key, shape in shapes.items()}


def draw_order(rng, units=H):
    """An order that moves every unit, is its own inverse for none, and has the first K of them in another order."""
    while True:
        order = rng.permutation(units)
        if not (order[order] == np.arange(units)).any() and np.diff(order[order < K]).min() < 0:
            return order


def assert_entry(student, reference, rng, key, dtype=np.float64):
    params, order = draw(rng, dtype=dtype), draw_order(rng)
    moved, expected = student.permute_hidden(params, order), reference.permute_hidden(params, order)
    assert isinstance(moved, dict), "params should be a dict with the entries W1, b1, W2, b2."
    assert key in moved, f"params has no entry {key}."
    checks.assert_close(moved[key], expected[key], name=f"params[{key!r}]", like=key, hint=HINTS[key], lecture="I11")


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_rows_of_the_first_layer(student, reference, rng, dtype):
    """Rows of W1 stand in the new order: order[i] is the old place of the new unit i"""
    assert_entry(student, reference, rng, "W1", dtype)


def test_biases(student, reference, rng):
    """b1 goes along with the units, b2 stays"""
    assert_entry(student, reference, rng, "b1")
    assert_entry(student, reference, rng, "b2")


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_columns_of_the_second_layer(student, reference, rng, dtype):
    """Columns of W2 stand in the new order"""
    assert_entry(student, reference, rng, "W2", dtype)


def test_function_stays_the_same(student, rng):
    """The new network gives the same outputs as the old one"""
    for shapes in (NETWORK, {"W1": (H, H), "b1": (H,), "W2": (H, H), "b2": (H,)}):
        params, x = draw(rng, shapes), rng.normal(size=(6, shapes["W1"][1]))
        moved = student.permute_hidden(params, draw_order(rng))
        assert isinstance(moved, dict), "params should be a dict with the entries W1, b1, W2, b2."
        for key, value in params.items():
            assert key in moved, f"params has no entry {key}."
            checks.assert_shape(moved[key], value.shape, name=f"params[{key!r}]", like=key, lecture="I11")
        before, after = (np.tanh(x @ p["W1"].T + p["b1"]) @ np.asarray(p["W2"]).T + p["b2"] for p in (params, moved))
        hint = "What leaves a unit must change places together with what enters it."
        checks.assert_close(after, before, name="the output of the new network", hint=hint, lecture="I11")


def test_one_order_after_the_other(student, reference, rng):
    """The order and its inverse, one after the other, give the old network; so many times a third order its own"""
    params, order = draw(rng), draw_order(rng)
    back = student.permute_hidden(student.permute_hidden(params, order), np.argsort(order))
    checks.assert_close(back, params, name="params, there and back", lecture="I11")
    twice = student.permute_hidden(student.permute_hidden(params, order), order)
    expected = reference.permute_hidden(reference.permute_hidden(params, order), order)
    checks.assert_close(twice, expected, name="params, the same order twice", hint=HINTS["W1"], lecture="I11")


def test_a_single_unit_and_an_order_that_changes_nothing(student, rng):
    """One hidden unit, and units that stay where they are"""
    for units in (1, H):
        params = draw(rng, {"W1": (units, D), "b1": (units,), "W2": (K, units), "b2": (K,)})
        stayed = student.permute_hidden(params, np.arange(units))
        checks.assert_close(stayed, params, name="params in the old order", lecture="I11")


def test_arguments_stay_unchanged(student, rng):
    """params and order are the same after the call as before"""
    student.permute_hidden(draw(rng), draw_order(rng))
    student.assert_arguments_unchanged()
