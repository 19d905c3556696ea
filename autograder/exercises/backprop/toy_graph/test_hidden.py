"""Hidden suite of toy_graph: f = (x + y) z and its three derivatives."""

import numpy as np
import pytest

from course.checks import assert_close

NAMES = ("df_dx", "df_dy", "df_dz")
PLUS = "The plus node hands what reaches it to both operands, unchanged: what has reached q?"
TIMES = "The times node gives each operand what came from above times the value of the other operand."


def three_numbers(rng):
    """Three numbers whose sums, products and quotients are far apart."""
    size = rng.uniform([1.5, 3.5, 8.0], [2.5, 4.5, 9.5])
    return (size * rng.choice([-1.0, 1.0], 3)).tolist()


def gradients(student, *point):
    _, found = student.toy_graph(*point)
    three = isinstance(found, (tuple, list, np.ndarray)) and len(found) == 3
    assert three, "The second returned value should be a tuple of three numbers: (df_dx, df_dy, df_dz)."
    return found


def test_worked_example(student, rng):
    """The lecture's example, x = −2, y = 5, z = −4, comes out as on the slide, and its neighbours by the same rule"""
    f, _ = student.toy_graph(-2.0, 5.0, -4.0)
    assert_close(f, -12.0, name="f", lecture="B2")
    for name, got, expected in zip(NAMES, gradients(student, -2.0, 5.0, -4.0), (-4, -4, 3), strict=True):
        assert_close(got, expected, name=name, hint="Compare the order: x, y, z.", lecture="B2")
    x, y, z = (number + rng.uniform(0.1, 0.4) for number in (-2.0, 5.0, -4.0))
    assert_close(student.toy_graph(x, y, z)[0], (x + y) * z, name="f", hint="Add first, then multiply.", lecture="B2")
    assert_close(gradients(student, x, y, z), (z, z, x + y), name="gradients", lecture="B2")


@pytest.mark.parametrize("case", range(3))
def test_value(student, reference, rng, case):
    """f is the sum of x and y, times z"""
    point = three_numbers(rng)
    f, _ = student.toy_graph(*point)
    assert_close(f, reference.toy_graph(*point)[0], name="f", hint="Add first, multiply second.", lecture="B2")


@pytest.mark.parametrize("case", range(3))
def test_plus_node(student, reference, rng, case):
    """The plus node hands its gradient on to x and to y"""
    point = three_numbers(rng)
    got, expected = gradients(student, *point), reference.toy_graph(*point)[1]
    assert_close(got[0], expected[0], name="df_dx", hint=PLUS, lecture="B1")
    assert_close(got[1], expected[1], name="df_dy", hint=PLUS, lecture="B1")


@pytest.mark.parametrize("case", range(3))
def test_times_node(student, reference, rng, case):
    """The times node gives z the value of its other operand"""
    point = three_numbers(rng)
    got, expected = gradients(student, *point), reference.toy_graph(*point)[1]
    assert_close(got[2], expected[2], name="df_dz", hint=TIMES, lecture="B1")


@pytest.mark.parametrize("vanishing", ["z", "x + y", "both"])
def test_zero_operands(student, reference, rng, vanishing):
    """Where an operand of the product is 0, f is 0 and the gradients are still right"""
    x, y, z = three_numbers(rng)
    point = (x, y if vanishing == "z" else -x, z if vanishing == "x + y" else 0.0)
    assert_close(student.toy_graph(*point)[0], 0.0, name="f", lecture="B2")
    got, expected = gradients(student, *point), reference.toy_graph(*point)[1]
    hint = "One factor is 0 here, and still nothing is divided: a gradient is a product of local derivatives."
    for name, one, right in zip(NAMES, got, expected, strict=True):
        assert_close(one, right, name=name, hint=hint, lecture="B1")


def test_arrays(student, reference, rng):
    """Arrays of numbers work entry by entry, and are left as they were"""
    x, y, z = rng.uniform(1.0, 2.0, (3, 4)) * np.array([[1.0], [-3.0], [5.0]])
    f, expected = reference.toy_graph(x, y, z)
    assert_close(student.toy_graph(x, y, z)[0], f, name="f", lecture="B2")
    for name, got, right in zip(NAMES, gradients(student, x, y, z), expected, strict=True):
        assert_close(got, right, name=name, like="x", lecture="B1")
    student.assert_arguments_unchanged()
