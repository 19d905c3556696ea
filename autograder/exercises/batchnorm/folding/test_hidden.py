"""Hidden suite of batchnorm/folding: one linear layer that answers like a linear layer with batch normalisation.

Where the layer is square a scale along the wrong axis stops nothing.
"""

import numpy as np
import pytest

from course.checks import assert_close

SIDE = 5
HINTS = {
    "W": "gamma / sqrt(var + eps) belongs to a unit, that is to a row of W.",
    "b": "b goes through the normalisation like everything else: minus the mean, times the scale, plus beta.",
}


def signed(rng, *shape):
    """Numbers of both signs that keep away from 0 and from 1."""
    return rng.uniform(1.5, 3.0, shape) * rng.choice([-1.0, 1.0], shape)


def draw(rng, m=SIDE, d=SIDE, var=(4.0, 9.0)):
    """W (m, d), b, gamma, beta, running."""
    running = {"mean": rng.uniform(4.0, 6.0, m) * rng.choice([-1.0, 1.0], m), "var": rng.uniform(*var, m)}
    return signed(rng, m, d), signed(rng, m), signed(rng, m), signed(rng, m), running


def agree(name, got, right, hint="", rtol=1e-4, atol=0.0):
    atol = max(atol, rtol * float(np.abs(right).max()))
    hint = hint or HINTS[name]
    assert_close(got, right, name=f"the new {name}", like=name, rtol=rtol, atol=atol, hint=hint, lecture="BN6")


def assert_like_reference(student, reference, arguments, hint="", rtol=1e-4, **settings):
    got, right = student.fold_batchnorm(*arguments, **settings), reference.fold_batchnorm(*arguments, **settings)
    for name, one, other in zip(HINTS, got, right, strict=True):
        agree(name, one, other, hint, rtol)


def test_weights(student, reference, rng):
    """Each row of W is scaled by its unit's gamma and deviation"""
    arguments = draw(rng)
    agree("W", student.fold_batchnorm(*arguments)[0], reference.fold_batchnorm(*arguments)[0])


def test_biases(student, reference, rng):
    """b takes up the mean, the scale and beta"""
    arguments = draw(rng)
    agree("b", student.fold_batchnorm(*arguments)[1], reference.fold_batchnorm(*arguments)[1])


def test_one_layer_answers_like_two(student, rng):
    """The new layer alone gives what layer and normalisation give together, with a gamma of 0 and one below 0, too"""
    W, b, gamma, beta, running = draw(rng, 6, 4)
    gamma[:2] = 0.0, -1.0
    x = signed(rng, 7, 4)
    new_W, new_b = student.fold_batchnorm(W, b, gamma, beta, running)
    expected = gamma * (x @ W.T + b - running["mean"]) / np.sqrt(running["var"] + 1e-5) + beta
    agree("W", new_W, gamma[:, None] / np.sqrt(running["var"] + 1e-5)[:, None] * W)
    hint = "y = gamma (W x + b - mu) / s + beta: sort it by what stands with x and what does not."
    assert_close(
        x @ np.asarray(new_W).T + np.asarray(new_b),
        expected,
        name="x W^T + b of the new layer",
        rtol=1e-4,
        atol=1e-3,
        hint=hint,
    )


@pytest.mark.parametrize("shape", [(3, 7), (6, 2), (1, 4), (5, 1)], ids=str)
def test_layers_that_are_not_square(student, reference, rng, shape):
    """Layers with more inputs than units, with fewer, with a single one"""
    assert_like_reference(student, reference, draw(rng, *shape))


def test_eps(student, reference, rng):
    """eps stands under the root; it is 1e-5 when it is not given"""
    hint = "sqrt(var + eps), the root that the normalisation takes at test time."
    settings, narrow = {"eps": rng.uniform(2.0, 3.0)}, draw(rng, var=(4e-6, 1.6e-5))
    for arguments, given in ((draw(rng), settings), (narrow, {}), (narrow, settings)):
        assert_like_reference(student, reference, arguments, hint, 1e-6, **given)


def test_float32(student, reference, rng):
    """float32 numbers come out right too"""
    *arrays, running = draw(rng, 4, 6)
    arguments = *(value.astype(np.float32) for value in arrays), {k: v.astype(np.float32) for k, v in running.items()}
    assert_like_reference(student, reference, arguments)


def test_arguments_unchanged(student, rng):
    """W, b, gamma, beta and running are left as they were"""
    student.fold_batchnorm(*draw(rng, 4, 3))
    student.assert_arguments_unchanged()
