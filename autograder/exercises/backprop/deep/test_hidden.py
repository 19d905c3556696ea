"""Hidden suite of backprop/deep."""

import itertools

import numpy as np
import pytest

from course import checks

ACTIVATIONS = ("sigmoid", "tanh", "relu")
N = 6
OWN_OUTPUTS = """
def own_outputs(points, x, dout, activation):
    return [(np.asarray(deep_forward(params, x, activation)[0]) * dout).sum() for params in points]
"""
HINT = "At every layer ask: which z went through the activation here, and which h did W multiply?"


def draw(rng, sizes, n=N):
    """params of a stack with these sizes, x (n, D), dout (n, sizes[-1]); no hidden z stands near ReLU's corner."""
    while True:
        params, x = {}, rng.normal(size=(n, sizes[0]))
        for layer, (inputs, outputs) in enumerate(itertools.pairwise(sizes), start=1):
            params[f"W{layer}"] = rng.normal(size=(outputs, inputs)) * np.sqrt(2.0 / inputs)
            params[f"b{layer}"] = 0.5 * rng.normal(size=outputs)
        if corner_distance(params, x) > 1e-3:
            return params, x, rng.normal(size=(n, sizes[-1]))


def corner_distance(params, x):
    """Smallest |z| of the hidden units of a stack with ReLU."""
    h, nearest = x, np.inf
    for layer in range(1, len(params) // 2):
        z = h @ params[f"W{layer}"].T + params[f"b{layer}"]
        h, nearest = np.maximum(z, 0.0), min(nearest, float(np.abs(z).min()))
    return nearest


def assert_like_reference(student, reference, params, x, dout, activation, **tolerance):
    out, cache = student.deep_forward(params, x, activation)
    expected_out, expected_cache = reference.deep_forward(params, x, activation)
    checks.assert_close(out, expected_out, name="out", lecture="N3", **tolerance)
    grads = student.deep_backward(dout, cache)
    checks.assert_close(
        grads,
        reference.deep_backward(dout, expected_cache),
        name="grads",
        lecture="B9",
        **tolerance,
        hint=HINT,
    )


@pytest.mark.parametrize("sizes", [(4, 3, 2), (3, 5, 4, 7, 2)], ids=str)
def test_forward(student, reference, rng, sizes):
    """Two and four layers give the right output with each activation"""
    for activation in ACTIVATIONS:
        params, x, _ = draw(rng, sizes)
        out, _ = student.deep_forward(params, x, activation)
        expected, _ = reference.deep_forward(params, x, activation)
        hint = "The activation stands between two layers: not before the first, not after the last."
        checks.assert_close(out, expected, name=f"out with {activation}", hint=hint, lecture="N3")


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_single_layer(student, reference, rng, activation):
    """A single layer is a linear layer: no activation, forward or backward"""
    assert_like_reference(student, reference, *draw(rng, (5, 3)), activation)


@pytest.mark.parametrize("sizes", [(5, 4, 3), (3, 5, 4, 7, 2), (4, 4, 4, 4, 4)], ids=str)
def test_gradients(student, reference, rng, sizes):
    """Every layer's gradients are right, for two and four layers, equal and unequal widths, each activation"""
    for activation in ACTIVATIONS:
        params, x, dout = draw(rng, sizes)
        grads = student.deep_backward(dout, student.deep_forward(params, x, activation)[1])
        expected = reference.deep_backward(dout, reference.deep_forward(params, x, activation)[1])
        checks.assert_close(grads, expected, name=f"grads with {activation}", hint=HINT, lecture="B9")


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_gradients_are_slopes_of_your_output(student, rng, activation):
    """The gradients agree with how your own output changes when the parameters move"""
    params, x, dout = draw(rng, (3, 4, 5, 2))
    grads = student.deep_backward(dout, student.deep_forward(params, x, activation)[1])
    hint = "The backward pass must undo just those steps that your forward pass takes."

    own_outputs = student.define(OWN_OUTPUTS)

    def outputs(points):
        return own_outputs(points, x, dout, activation)

    checks.gradcheck(outputs, params, grads, name="grads", rng=rng, together=True, hint=hint, lecture="B9")
    for key, grad in grads.items():
        assert np.any(grad), f"The gradient of {key} is zero everywhere: your output ignores it."


def test_layers_are_found_by_number(student, reference, rng):
    """Layer 10 comes after layer 9, and the order of the keys in params does not matter"""
    params, x, dout = draw(rng, (3,) * 12)
    shuffled = {key: params[key] for key in rng.permutation(sorted(params)).tolist()}
    assert_like_reference(student, reference, shuffled, x, dout, "tanh")
    params, x, dout = draw(rng, (4, 4, 4, 4))
    backwards = {key: params[key] for key in reversed(params)}
    assert_like_reference(student, reference, backwards, x, dout, "tanh")


def test_cache_can_be_used_again(student, reference, rng):
    """Each cache belongs to its own forward pass, and backward may be called with it twice"""
    first, second = draw(rng, (4, 5, 3, 2)), draw(rng, (4, 5, 3, 2), n=N + 1)
    _, first_cache = student.deep_forward(*first[:2], "sigmoid")
    _, second_cache = student.deep_forward(*second[:2], "relu")
    hint = "All that backward needs is in the cache that it is given, and it must leave that cache whole."
    for (params, x, dout), cache, activation in (
        (first, first_cache, "sigmoid"),
        (second, second_cache, "relu"),
        (first, first_cache, "sigmoid"),
    ):
        expected = reference.deep_backward(dout, reference.deep_forward(params, x, activation)[1])
        checks.assert_close(student.deep_backward(dout, cache), expected, name="grads", hint=hint, lecture="B9")


@pytest.mark.parametrize(("n", "dtype"), [(1, np.float64), (1, np.float32), (N, np.float32)])
def test_batch_of_one_and_float32(student, reference, rng, n, dtype):
    """A batch of one example works, and so do float32 numbers"""
    params, x, dout = draw(rng, (4, 6, 3, 2), n)
    params = {key: value.astype(dtype) for key, value in params.items()}
    tolerance = {"rtol": 1e-4, "atol": 1e-5} if dtype is np.float32 else {}
    arguments = params, x.astype(dtype), dout.astype(dtype)
    assert_like_reference(student, reference, *arguments, "relu", **tolerance)


def test_arguments_stay_unchanged(student, rng):
    """params, x and dout are the same after the calls as before"""
    params, x, dout = draw(rng, (4, 5, 3, 2))
    for activation in ACTIVATIONS:
        _, cache = student.deep_forward(params, x, activation)
        grads = student.deep_backward(dout, cache)
        assert isinstance(grads, dict), "grads should be a dict with the keys of params."
    student.assert_arguments_unchanged()
