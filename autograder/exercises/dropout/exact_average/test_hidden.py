"""Hidden suite of dropout/exact_average. Any way to the two numbers is right: enumeration, or the formula behind it."""

import numpy as np
import pytest

from course import checks

MEAN = "Each mask's output counts with the probability of the mask: kept units and dropped units both matter."
VARIANCE = "The squared distance of each output from the mean counts with the probability of its mask."


def draw(rng, n, dtype=np.float64):
    """Weights and inputs (n,) whose products keep away from 0, and so does their sum: all but one have one sign."""
    w, x = rng.choice([-1.0, 1.0], size=n) * rng.uniform(0.8, 1.25, size=n), rng.uniform(0.8, 1.25, size=n)
    x *= np.sign(w) * rng.choice([-1.0, 1.0])
    if n > 2:
        x[rng.integers(n)] *= -0.5
    return w.astype(dtype), x.astype(dtype)


def assert_like_reference(student, reference, w, x, p, rtol=1e-6):
    mean, var = student.exact_average(w, x, p)
    expected_mean, expected_var = reference.exact_average(w, x, p)
    atol = rtol * float(np.abs(w * x).sum())
    checks.assert_close(mean, expected_mean, name="mean", rtol=rtol, atol=atol, hint=MEAN, lecture="R9")
    checks.assert_close(var, expected_var, name="var", rtol=rtol, atol=atol, hint=VARIANCE, lecture="R9")


def test_two_inputs_and_a_fair_coin(student, rng):
    """The lecture's neuron: two inputs, p = 0.5, four masks that are equally likely"""
    w, x = draw(rng, 2)
    a, b = 2.0 * w * x
    outputs = np.array([0.0, a, b, a + b])
    mean, var = student.exact_average(w, x, 0.5)
    checks.assert_close(mean, outputs.mean(), name="mean", rtol=1e-6, hint=MEAN, lecture="R9")
    checks.assert_close(var, outputs.var(), name="var", rtol=1e-6, hint=VARIANCE, lecture="R9")


@pytest.mark.parametrize(("n", "low", "high"), [(3, 0.1, 0.3), (5, 0.6, 0.9)])
def test_mean_with_any_p(student, reference, rng, n, low, high):
    """The mean, when masks are not equally likely"""
    p = rng.uniform(low, high)
    for w, x in (draw(rng, n), draw(rng, n)):
        mean, _ = student.exact_average(w, x, p)
        expected, _ = reference.exact_average(w, x, p)
        atol = 1e-7 * float(np.abs(w * x).sum())
        checks.assert_close(mean, expected, name="mean", rtol=1e-6, atol=atol, hint=MEAN, lecture="R9")


@pytest.mark.parametrize(("n", "low", "high"), [(3, 0.1, 0.3), (5, 0.6, 0.9)])
def test_variance_with_any_p(student, reference, rng, n, low, high):
    """The variance, when masks are not equally likely"""
    w, x = draw(rng, n)
    for p in rng.uniform(low, high, size=2).tolist():
        _, var = student.exact_average(w, x, p)
        _, expected = reference.exact_average(w, x, p)
        checks.assert_close(var, expected, name="var", rtol=1e-6, hint=VARIANCE, lecture="R9")


def test_without_dropout(student, rng):
    """With p = 0 a single mask is possible: the output is w . x and does not vary"""
    w, x = draw(rng, 4)
    mean, var = student.exact_average(w, x, 0.0)
    size = float(np.abs(w * x).sum())
    hint = "Only the mask that keeps all is possible there: 0.0 ** 0 is 1, but log 0 is no number, nor is 0 / 0."
    checks.assert_close(mean, w @ x, name="mean for p = 0", rtol=1e-6, atol=1e-7 * size, hint=hint, lecture="R9")
    checks.assert_close(var, 0.0, name="var for p = 0", atol=1e-7 * size**2, hint=hint, lecture="R9")


@pytest.mark.parametrize("n", [1, 12])
def test_one_unit_and_twelve(student, reference, rng, n):
    """A neuron with one input has 2 masks, one with twelve has 4096"""
    w, x = draw(rng, n)
    assert_like_reference(student, reference, w, x, rng.uniform(0.2, 0.4))


def test_single_precision(student, reference, rng):
    """float32 weights and inputs work too"""
    w, x = draw(rng, 5, np.float32)
    assert_like_reference(student, reference, w, x, rng.uniform(0.58, 0.65), rtol=1e-3)


def test_arguments_stay_unchanged(student, rng):
    """w and x are the same after the call as before"""
    w, x = draw(rng, 3)
    mean, _ = student.exact_average(w, x, 0.25)
    checks.assert_shape(mean, (), name="mean", lecture="R9")
    student.assert_arguments_unchanged()
