"""Hidden suite of initialization/clipping."""

import numpy as np
import pytest

from course import checks

SHAPES = {"W1": (4, 3), "b1": (4,), "W2": (1, 4), "b2": (1,), "scale": ()}


def draw(rng, dtype=np.float64):
    """Gradients of five shapes, one of them a single number; their common norm is around 5."""
    return {key: np.asarray(rng.normal(size=shape), dtype=dtype) for key, shape in SHAPES.items()}


def norm_of(grads):
    return float(np.sqrt(sum((np.asarray(g, dtype=float) ** 2).sum() for g in grads.values())))


def assert_clipped(student, grads, max_norm, hint, rtol=1e-6):
    """The right norm, and gradients shortened to max_norm if they are longer."""
    clipped, norm = student.clip_by_norm(grads, max_norm)
    length = norm_of(grads)
    expected = {key: np.float64(g) * min(1.0, max_norm / length) for key, g in grads.items()}
    about_norm = "The norm as it was before clipping: the length of all entries of all gradients together."
    checks.assert_close(norm, length, name="norm", rtol=rtol, hint=about_norm, lecture="O9")
    checks.assert_close(clipped, expected, name="grads", rtol=rtol, hint=hint, lecture="O9")


def test_value_cuts_both_ends(student, rng):
    """clip_by_value: below low becomes low, above high becomes high, in between nothing changes"""
    grad = np.linspace(-3.0, 3.0, 25) + rng.uniform(-0.1, 0.1, 25)
    for low, high in ((-rng.uniform(0.5, 1.0), rng.uniform(1.5, 2.0)), (rng.uniform(0.2, 0.4), rng.uniform(1.0, 2.0))):
        hint = "The two ends are independent of each other; what lies between them stays."
        for some in (grad, grad[::-1]):
            got, expected = student.clip_by_value(some, low, high), np.minimum(np.maximum(some, low), high)
            checks.assert_close(got, expected, name="grad", like="grad", hint=hint, lecture="O9")


@pytest.mark.parametrize("shape", [(), (1,), (3, 4), (2, 3, 2, 2)], ids=str)
def test_value_of_any_shape(student, rng, shape):
    """clip_by_value: gradients of any shape, single numbers and float32 too"""
    for dtype in (np.float64, np.float32):
        grad = np.asarray(rng.choice([-1.0, 1.0], shape) * rng.uniform(1.0, 2.0, shape), dtype=dtype)
        got, expected = student.clip_by_value(grad, -0.5, 1.25), np.clip(grad, -0.5, 1.25)
        checks.assert_close(got, expected, name="grad", like="grad", lecture="O9")


def test_norm_of_all_gradients_together(student, rng):
    """clip_by_norm: the norm is one number for all gradients, as it was before clipping"""
    for max_norm in (100.0, 0.5):
        grads = draw(rng)
        _, norm = student.clip_by_norm(grads, max_norm)
        hint = "Square every entry of every gradient, add all of it, and take one root, before anything is clipped."
        checks.assert_close(norm, norm_of(grads), name="norm", hint=hint, lecture="O9")


def test_long_gradients_are_shortened(student, rng):
    """clip_by_norm: longer gradients get the length max_norm together and keep their direction"""
    for max_norm in (rng.uniform(0.3, 0.6), rng.uniform(1.5, 2.0)):
        hint = "One factor for all of them: max_norm / norm."
        for grads in (draw(rng), draw(rng)):
            assert_clipped(student, grads, max_norm, hint)
    assert_clipped(student, {"w": 10.0 + rng.random(7)}, 3.0, "A dict with a single gradient works too.")


def test_short_gradients_stay(student, rng):
    """clip_by_norm: gradients that are short enough stay as they are"""
    grads = draw(rng)
    assert_clipped(student, grads, norm_of(grads) * rng.uniform(1.5, 3.0), "max_norm is a limit, not a target.")


def test_zero_gradients(student):
    """clip_by_norm: gradients of 0 stay 0, and their norm is 0"""
    grads = {"W": np.zeros((2, 3)), "b": np.zeros(3)}
    clipped, norm = student.clip_by_norm(grads, 1.5)
    checks.assert_close(clipped, grads, name="grads", hint="0 / 0 is no number.", lecture="O9")
    checks.assert_close(norm, 0.0, name="norm", lecture="O9")


def test_small_norms(student, rng):
    """clip_by_norm: exactly max_norm, also where all numbers are tiny"""
    grads = {key: np.asarray(1e-9 * g) for key, g in draw(rng).items()}
    hint = "Nothing has to be added to the norm: where it is divided by, it is larger than max_norm, and not 0."
    assert_clipped(student, grads, norm_of(grads) / rng.uniform(2.0, 3.0), hint)


def test_large_gradients_in_float32(student, rng):
    """clip_by_norm: float32 gradients around 1e20, whose squares do not fit into float32, are shortened too"""
    for size in (1.0, 1e20):
        grads = {key: np.asarray(size * g, dtype=np.float32) for key, g in draw(rng).items()}
        hint = "The squares of such numbers do not fit into float32: which type are yours?"
        assert_clipped(student, grads, float(size * rng.uniform(0.5, 1.0)), hint, rtol=1e-4)
    hint = "That is the case for which clipping was made: the step must come out finite, and short."
    assert_clipped(student, grads, float(rng.uniform(0.5, 1.0)), hint, rtol=1e-4)


def test_arguments_stay_unchanged(student, rng):
    """grad and grads are the same after the calls as before"""
    student.clip_by_value(rng.normal(size=(3, 4)), -0.1, 0.2)
    student.clip_by_norm(draw(rng), 0.5)
    student.clip_by_norm(draw(rng), 50.0)
    student.assert_arguments_unchanged()
