"""Hidden suite of initialization/signal_statistics."""

import itertools

import numpy as np
import pytest

from course import checks

ACTIVATIONS = ("sigmoid", "tanh", "relu")
WIDTHS = (4, 6, 3, 5)
STD_HINT = "All activations of a layer in one heap, of all examples and units; the activation follows every layer."
NORM_HINT = "Go back layer by layer: through the activation, then the norm of dz^T h, then through W."


def draw(rng, widths=WIDTHS, n=7):
    """x (n, D), the weights, dout (n, last width); signals of ordinary size, some ReLUs on in every layer."""
    while True:
        weights = [rng.normal(0, 1.5 / np.sqrt(i), (o, i)) for i, o in itertools.pairwise(widths)]
        x = rng.normal(size=(n, widths[0]))
        if relu_is_alive(x, weights):
            return x, weights, rng.normal(size=(n, widths[-1]))


def relu_is_alive(h, weights):
    """Whether every layer has units on and units off, none of them near the corner, for ReLU."""
    for W in weights:
        z = h @ W.T
        on = z > 0
        if np.abs(z).min() < 1e-4 or on.all() or on.sum() < 2:
            return False
        h = np.maximum(z, 0)
    return True


def assert_stds(student, reference, x, weights, activation, rtol=1e-7, hint=STD_HINT):
    stds = student.activation_std(x, weights, activation)
    expected = reference.activation_std(x, weights, activation)
    checks.assert_close(stds, expected, name=f"stds with {activation}", rtol=rtol, atol=0.0, hint=hint, lecture="I9")


def assert_norms(student, reference, x, weights, activation, dout, rtol=1e-7, hint=NORM_HINT):
    norms = student.gradient_norms(x, weights, activation, dout)
    expected = reference.gradient_norms(x, weights, activation, dout)
    checks.assert_close(norms, expected, name=f"norms with {activation}", rtol=rtol, atol=0.0, hint=hint, lecture="I1")


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_spread_of_each_layer(student, reference, rng, activation):
    """activation_std: one number for each of three layers of different widths"""
    x, weights, _ = draw(rng)
    assert_stds(student, reference, x, weights, activation)


def test_spread_of_a_single_layer(student, reference, rng):
    """activation_std: a single layer is followed by its activation"""
    x, weights, _ = draw(rng, (5, 4))
    for activation in ACTIVATIONS:
        assert_stds(student, reference, x, weights, activation)


def test_spread_of_two_numbers(student, rng):
    """activation_std: the population's, divided by the number of activations"""
    a, b = rng.uniform(1.0, 2.0, 2)
    stds = student.activation_std(np.array([[a], [a + b]]), [np.ones((1, 1))], "relu")
    hint = "Two numbers at a distance d have the standard deviation d / 2."
    checks.assert_close(stds, [b / 2], name="stds", hint=hint, lecture="I9")


def test_spread_far_from_0(student, rng):
    """activation_std: still right where the activations lie far from 0 and close together"""
    distance = rng.uniform(1.0, 2.0)
    x = 1e9 + distance * np.array([[-1.0], [1.0], [-1.0], [1.0]])
    stds = student.activation_std(x, [np.ones((1, 1))], "relu")
    hint = "Take the mean away first, and square then."
    checks.assert_close(stds, [distance], name="stds", rtol=1e-5, hint=hint, lecture="I9")


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_gradient_norms(student, reference, rng, activation):
    """gradient_norms: one number for each of three layers of different widths"""
    x, weights, dout = draw(rng)
    assert_norms(student, reference, x, weights, activation, dout)


def test_gradient_norms_of_a_single_layer(student, reference, rng):
    """gradient_norms: a single layer, with each activation"""
    x, weights, dout = draw(rng, (5, 4))
    for activation in ACTIVATIONS:
        assert_norms(student, reference, x, weights, activation, dout)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_batch_of_one(student, reference, rng, activation):
    """A batch of one example works"""
    x, weights, dout = draw(rng, n=7)
    assert_stds(student, reference, x[:1], weights, activation)
    assert_norms(student, reference, x[:1], weights, activation, dout[:1])


def test_float32(student, reference, rng):
    """float32 numbers work too"""
    x, weights, dout = draw(rng)
    x, weights, dout = x.astype(np.float32), [W.astype(np.float32) for W in weights], dout.astype(np.float32)
    for activation in ACTIVATIONS:
        assert_stds(student, reference, x, weights, activation, rtol=1e-3)
        assert_norms(student, reference, x, weights, activation, dout, rtol=1e-3)


def test_large_numbers_in_float32(student, reference, rng):
    """Activations and gradients around 1e20 fit into float32, so do spread and norm; of a dead layer both are 0"""
    x, weights, dout = draw(rng, n=1)
    x, weights, dout = (1e20 * x).astype(np.float32), [W.astype(np.float32) for W in weights], dout.astype(np.float32)
    hint = "The squares of such numbers do not fit into float32: which type are yours?"
    assert_stds(student, reference, x, weights, "relu", rtol=1e-3, hint=hint)
    assert_norms(student, reference, x, weights, "relu", dout, rtol=1e-3, hint=hint)
    dead, hint = [-np.abs(W) for W in weights], "Where no unit is on every activation is 0, and so is every gradient."
    assert_stds(student, reference, np.abs(x), dead, "relu", hint=hint)
    assert_norms(student, reference, np.abs(x), dead, "relu", dout, hint=hint)


def test_arguments_stay_unchanged(student, rng):
    """x, dout and the list of weights are the same after the calls as before"""
    for activation in ACTIVATIONS:
        x, weights, dout = draw(rng)
        student.activation_std(x, weights, activation)
        student.gradient_norms(x, weights, activation, dout)
    student.assert_arguments_unchanged()
