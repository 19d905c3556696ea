"""Hidden suite of backprop/numerical_gradient."""

import numpy as np
import pytest

from course import checks

EXACT = {"rtol": 1e-6, "atol": 1e-8}

# A function of x that runs beside the student's: no message for each of its values. Called without x it says whether
# course.checks has ever asked it for one.
FUNCTION = """
def f(x, asked_by=[]):
    if x is None:
        return any(name.startswith("course.") for name in asked_by)
    import sys
    frame = sys._getframe(1)
    while frame is not None:
        asked_by.append(str(frame.f_globals.get("__name__")))
        frame = frame.f_back
    {constants}
    return float({formula})
"""


def gradient(student, formula, x, constants, **keywords):
    """The student's gradient of the formula at x."""
    lines = [f"{name} = np.array({value.tolist()})" for name, value in constants.items()]
    f = student.define(FUNCTION.format(constants="; ".join(lines) or "pass", formula=formula))
    grad = student.numerical_gradient(f, x, **keywords)
    assert not f(None), "Not you but course.checks has taken the differences: that is what is asked for here."
    return grad


def test_gradient_of_a_smooth_function(student, rng):
    """The gradient of a smooth function of five variables is right, with the default step"""
    # Small slopes of a function that bends: a difference to one side, or at a point that has moved, is off for certain.
    A, a, x = rng.uniform(1.0, 2.0, size=(5, 5)), rng.uniform(0.5, 1.5, size=5), rng.normal(size=5)
    expected = rng.uniform(0.1, 0.3, size=5)
    c = expected - (A + A.T) @ x - a * np.cos(x)
    grad = gradient(student, "x @ A @ x + a @ np.sin(x) + c @ x", x, {"A": A, "a": a, "c": c})
    hint = "Entry i: how much f changes when x[i] alone moves, divided by how far it moved."
    checks.assert_close(grad, expected, name="grad", rtol=1e-5, atol=1e-7, like="x", hint=hint, lecture="B1")


@pytest.mark.parametrize("shape", [(), (1,), (4, 3), (2, 1, 3)], ids=str)
def test_x_of_any_shape(student, rng, shape):
    """x may have any number of dimensions, none too; grad has its shape, and so has every array that f is given"""
    a, x, seen = np.array(rng.uniform(0.5, 1.5, size=shape)), np.array(rng.normal(size=shape)), []

    def f(moved):
        moved = np.asarray(moved)
        seen.append(moved.shape)
        return float((a * np.tanh(moved)).sum()) if moved.shape == shape else 0.0

    gradient(student, "(a * np.tanh(x)).sum()", x, {"a": a})  # says so where course.checks has taken the differences
    grad = student.numerical_gradient(f, x)
    others = [got for got in seen if got != shape]
    assert not others, "f was given an array of another shape than x has: it may need the shape, so keep it."
    hint = "np.ndindex(x.shape) walks through the entries of every shape."
    expected = a / np.cosh(x) ** 2
    checks.assert_close(grad, expected, name="grad", rtol=1e-5, atol=1e-7, like="x", hint=hint, lecture="B1")


def test_differences_are_central(student, rng):
    """Steps go to both sides: a quadratic function comes out exactly, however long the step"""
    a, x = rng.uniform(0.5, 1.5, size=4), rng.normal(size=4)
    grad = gradient(student, "(a * x**2).sum()", x, {"a": a}, eps=0.3)
    hint = "(f(x + eps) - f(x)) / eps leans to one side; the central difference does not."
    checks.assert_close(grad, 2 * a * x, name="grad", **EXACT, like="x", hint=hint, lecture="B1")


def test_step_is_eps(student, rng):
    """The step taken is the eps that was given, and 0.00001 where none is"""
    a, x, eps = rng.uniform(0.5, 1.5, size=3), rng.normal(size=3), float(rng.uniform(0.2, 0.6))
    grad = gradient(student, "(a * x**5).sum()", x, {"a": a}, eps=eps)
    hint = "A central difference of x^5 with a long step can be worked out by hand: which step did you take?"
    expected = a * (5 * x**4 + 10 * x**2 * eps**2 + eps**4)
    checks.assert_close(grad, expected, name="grad", **EXACT, like="x", hint=hint, lecture="B1")
    a, x = 1e10 * a, 1e-5 * x  # so steep that the default step is a long one
    grad = gradient(student, "(a * x**3).sum()", x, {"a": a})
    hint = "A central difference of x^3 can be worked out by hand too: which step did you take where none was given?"
    checks.assert_close(grad, a * (3 * x**2 + 1e-10), name="grad", **EXACT, like="x", hint=hint, lecture="B1")


def test_one_entry_moves_at_a_time(student, rng):
    """While one entry moves all others stand where they were"""
    x = rng.uniform(0.5, 1.5, size=(2, 3)) * rng.choice([-1.0, 1.0], size=(2, 3))
    grad = gradient(student, "np.prod(x)", x, {}, eps=0.25)
    hint = "After an entry has moved it must be put back before the next one moves."
    checks.assert_close(grad, np.prod(x) / x, name="grad", **EXACT, like="x", hint=hint, lecture="B1")


def test_step_survives_in_float32(student, rng):
    """An x of float32 has an accurate gradient too, though float32 cannot hold x + eps"""
    a, x = rng.uniform(0.5, 1.5, size=8), rng.uniform(65.0, 120.0, size=8).astype(np.float32)
    grad = gradient(student, "(a * np.asarray(x, dtype=float) ** 2).sum()", x, {"a": a})
    hint = "Near 100 the next float32 is 0.000008 away, so a step of 0.00001 is rounded: move a float64 copy."
    checks.assert_close(grad, 2 * a * x, name="grad", rtol=1e-4, atol=1e-6, like="x", hint=hint, lecture="B1")


def test_x_stays_unchanged(student, rng):
    """x is the same, to the last bit, after the call as before"""
    a, x = rng.uniform(0.5, 1.5, size=60), rng.normal(size=60)
    grad = np.asarray(gradient(student, "(a * np.exp(x)).sum()", x, {"a": a}))
    assert grad.shape == x.shape, "grad should be shaped like x."
    student.assert_arguments_unchanged()
