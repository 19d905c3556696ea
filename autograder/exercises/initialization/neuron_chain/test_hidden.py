"""Hidden suite of initialization/neuron_chain.

Derivatives along a chain differ by orders of magnitude, so each is compared with itself: no absolute tolerance.
"""

import numpy as np
import pytest

from course import checks

ACTIVATIONS = ("sigmoid", "tanh", "relu")
HINT = "da_L/dw_k is the input a_{k-1}, times f'(z_k), times w_j f'(z_j) for every layer j behind it."


def numbers(rng, count, low=0.4, high=1.6, signs=True):
    """Weights or biases that keep away from 0."""
    return rng.uniform(low, high, count) * (rng.choice([-1.0, 1.0], count) if signs else 1.0)


def assert_like_reference(student, reference, *arguments, name="dws", hint=HINT, rtol=1e-7, **keywords):
    dws = student.chain_gradients(*arguments, **keywords)
    expected = reference.chain_gradients(*arguments, **keywords)
    words = {"like": "w", "hint": hint, "lecture": "I4"}
    checks.assert_close(dws, expected, name=name, rtol=rtol, atol=0.0, **words)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_single_neuron(student, reference, rng, activation):
    """One neuron: the slope of the activation times the input"""
    w, x = numbers(rng, 1, signs=False), float(rng.uniform(0.5, 1.5))
    assert_like_reference(student, reference, w, x, activation)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_chains_of_four(student, reference, rng, activation):
    """Four and seven neurons: every layer's derivative, with each activation"""
    for length in (4, 7):
        w, x = numbers(rng, length, signs=activation != "relu"), float(rng.uniform(0.5, 1.5))
        assert_like_reference(student, reference, w, x, activation, rtol=1e-3)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_biases(student, reference, rng, activation):
    """Each neuron adds its own bias before the activation"""
    w, b = numbers(rng, 4, signs=False), numbers(rng, 4, 0.3, 0.9, signs=activation != "relu")
    hint = "z_k = w_k a_{k-1} + b_k goes into the activation."
    assert_like_reference(student, reference, w, float(rng.uniform(0.5, 1.5)), activation, b, hint=hint, rtol=1e-3)


def test_sigmoid_and_no_biases_are_the_defaults(student, reference, rng):
    """Without activation and b the neurons are sigmoids without biases; an input of 0 and a negative one are allowed"""
    for x in (0.0, -float(rng.uniform(0.5, 1.5))):
        assert_like_reference(student, reference, numbers(rng, 3), x)
    b = numbers(rng, 3)
    assert_like_reference(student, reference, numbers(rng, 3), 0.5, b=b, name="dws with b alone")


def test_gradients_that_vanish(student, reference, rng):
    """Twenty layers with weights around 0.01: the first derivative is right, and not simply 0"""
    w = numbers(rng, 20, 0.008, 0.012)
    hint = "A difference of two outputs sees nothing of a slope of 1e-50; the product of the factors does."
    assert_like_reference(student, reference, w, 1.0, "sigmoid", hint=hint)


def test_gradients_that_explode(student, reference, rng):
    """Biases that keep z at 0 beside weights around 100: every factor is around 25"""
    w, x = numbers(rng, 12, 80.0, 120.0, signs=False), float(rng.uniform(0.5, 1.5))
    b = -w * np.array([x, *[0.5] * 11])
    assert_like_reference(student, reference, w, x, "sigmoid", b, hint="At z = 0 the slope of the sigmoid is 1/4.")


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_saturated_neurons(student, rng, activation):
    """With z in the thousands, to both sides, the derivatives are numbers: tiny, or 0"""
    w, b = numbers(rng, 3, 2000.0, 3000.0, signs=False), np.array([0.0, -2500.0, -2500.0])
    for x, biases in ((1.0, None), (-1.0, b)):
        dws = student.chain_gradients(w, x, activation, biases)
        checks.assert_shape(dws, (3,), name="dws", like="w", lecture="I4")
        assert np.isfinite(dws).all(), "With saturated neurons some derivatives are not finite numbers. (lectures I2)"
        assert np.abs(dws).max() < 1e-100, (
            "With saturated neurons some of dws is not practically 0, though the slope of each of them is. Are your "
            "slopes those at the neuron's own z? (lectures I2)"
        )


def test_relu_units_that_are_off(student, reference, rng):
    """A ReLU with a negative z stops the gradient, and so does one at z = 0"""
    w = numbers(rng, 4, signs=False)
    off, at_0 = np.array([0.0, -9.0, 1.0, 1.0]), np.array([-w[0], 1.0, 1.0, 1.0])
    for x, b in ((-1.0, None), (1.0, off), (1.0, at_0)):
        dws = student.chain_gradients(w, x, "relu", b)
        expected = reference.chain_gradients(w, x, "relu", b)
        hint = "The slope of ReLU is 1 where z > 0, and 0 everywhere else."
        checks.assert_close(dws, expected, name="dws with relu", like="w", hint=hint, lecture="B5")


def test_float32(student, reference, rng):
    """Weights and biases in float32 work too"""
    w, b = numbers(rng, 4).astype(np.float32), numbers(rng, 4).astype(np.float32)
    assert_like_reference(student, reference, w, 0.5, "tanh", b, rtol=1e-3)


def test_arguments_stay_unchanged(student, rng):
    """w and b are the same after the calls as before"""
    for activation in ACTIVATIONS:
        student.chain_gradients(numbers(rng, 4), 0.5, activation, numbers(rng, 4))
    student.assert_arguments_unchanged()
