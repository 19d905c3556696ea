"""Hidden suite of backprop/softmax_jacobian."""

import numpy as np
import pytest

from course import checks


def draw(rng, k):
    """Probabilities (k,), none of them tiny."""
    weights = rng.uniform(0.2, 2.0, size=k)
    return weights / weights.sum()


@pytest.mark.parametrize("k", [2, 3, 7])
def test_every_entry(student, reference, rng, k):
    """Entry (i, j) is the derivative of probability i by logit j"""
    p = draw(rng, k)
    hint = "Differentiate exp(z_i) / sum(exp(z)) twice: once with j = i, once with another j."
    checks.assert_close(student.softmax_jacobian(p), reference.softmax_jacobian(p), name="J", hint=hint, lecture="L3")


def test_moves_probabilities_as_softmax_does(student, rng):
    """J @ v is how the probabilities really move when the logits move along v, and they still sum to 1"""
    p = draw(rng, 5)
    z, v, h = np.log(p), rng.normal(size=5), 1e-5

    def moved(step):
        e = np.exp(z + step * v)
        return e / e.sum()

    J = np.asarray(student.softmax_jacobian(p))
    checks.assert_shape(J, (5, 5), name="J", lecture="L3")
    hint = "What one probability gains the others lose: every row and every column of J sums to 0."
    difference = (moved(h) - moved(-h)) / (2 * h)
    checks.assert_close(J @ v, difference, name="J @ v", rtol=1e-5, atol=1e-8, hint=hint, lecture="L3")
    checks.assert_close(J.sum(axis=1), np.zeros(5), name="row sums of J", atol=1e-12, hint=hint, lecture="L3")


def test_sure_and_single_predictions(student, rng):
    """Where the prediction is certain, or there is one class alone, no logit moves it: J is zero"""
    k = int(rng.integers(3, 7))
    J = student.softmax_jacobian(np.eye(k)[rng.integers(k)])
    hint = "p is already the softmax's output: it is used as it is."
    checks.assert_close(J, np.zeros((k, k)), name="J of a sure prediction", atol=1e-12, hint=hint, lecture="L3")
    J = student.softmax_jacobian(np.ones(1))
    checks.assert_close(J, np.zeros((1, 1)), name="J of one class", atol=1e-12, hint=hint, lecture="L3")


def test_float32_and_unchanged_p(student, reference, rng):
    """float32 probabilities work, and p is the same after the call"""
    p = draw(rng, 4).astype(np.float32)
    J = student.softmax_jacobian(p)
    checks.assert_close(J, reference.softmax_jacobian(p), name="J", rtol=1e-4, atol=1e-6, lecture="L3")
    student.assert_arguments_unchanged()
