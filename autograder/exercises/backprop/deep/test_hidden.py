"""Hidden suite of backprop/deep."""

import itertools

import numpy as np
import pytest

from course import checks

ACTIVATIONS = ("sigmoid", "tanh", "relu")
N = 6
SMALL = [(n, (4, 6, 3, 2), dtype) for n, dtype in ((1, np.float64), (1, np.float32), (N, np.float32))]
SMALL += [(1, (1, 3, 1, 2, 1), np.float64)]
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
    return min([np.inf, *(float(np.abs(z).min()) for z in hidden(params, x))])


def hidden(params, x):
    """z of each hidden layer of a stack with ReLU."""
    h = x
    for layer in range(1, len(params) // 2):
        z = h @ params[f"W{layer}"].T + params[f"b{layer}"]
        yield z
        h = np.maximum(z, 0.0)


def draw_near_corner(rng, sizes, n=N):
    """The same, with a unit in each hidden layer that one example brings a hair above ReLU's corner.

    A difference steps over the corner, and is no slope there.
    """
    params, x, dout = draw(rng, sizes, n)
    for layer in range(1, len(sizes) - 1):
        z = list(hidden(params, x))[layer - 1]
        params[f"b{layer}"][0] += 1e-9 - z[0, 0]
    return params, x, dout


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
        params, x, dout = draw_near_corner(rng, sizes)
        grads = student.deep_backward(dout, student.deep_forward(params, x, activation)[1])
        expected = reference.deep_backward(dout, reference.deep_forward(params, x, activation)[1])
        checks.assert_close(grads, expected, name=f"grads with {activation}", hint=HINT, lecture="B9")


def test_gradients_at_the_corner(student, reference, rng):
    """Units that stand exactly at ReLU's corner hand nothing on"""
    params, x, dout = draw(rng, (4, 5, 6, 3))
    for layer in (1, 2):
        params[f"W{layer}"][0], params[f"b{layer}"][0] = 0.0, 0.0
    grads = student.deep_backward(dout, student.deep_forward(params, x, "relu")[1])
    expected = reference.deep_backward(dout, reference.deep_forward(params, x, "relu")[1])
    hint = "At z = 0 the course takes 0 for ReLU's slope."
    checks.assert_close(grads, expected, name="grads", hint=hint, lecture="B5")


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
    params, x, dout = draw_near_corner(rng, (4, 4, 4, 4))
    backwards = {key: params[key] for key in reversed(params)}
    assert_like_reference(student, reference, backwards, x, dout, "relu")


def test_cache_can_be_used_again(student, reference, rng):
    """Each cache belongs to its own forward pass, and backward may be called with it twice"""
    first, second = draw(rng, (4, 5, 3, 2)), draw_near_corner(rng, (4, 5, 3, 2), n=N + 1)
    third = first[0], rng.normal(size=(N, 4)), first[2]  # params and dout alike, and another cache
    _, first_cache = student.deep_forward(*first[:2], "sigmoid")
    _, second_cache = student.deep_forward(*second[:2], "relu")
    _, third_cache = student.deep_forward(*third[:2], "sigmoid")
    hint = "All that backward needs is in the cache that it is given, and it must leave that cache whole."
    for (params, x, dout), cache, activation in (
        (first, first_cache, "sigmoid"),
        (second, second_cache, "relu"),
        (third, third_cache, "sigmoid"),
        (first, first_cache, "sigmoid"),
    ):
        expected = reference.deep_backward(dout, reference.deep_forward(params, x, activation)[1])
        checks.assert_close(student.deep_backward(dout, cache), expected, name="grads", hint=hint, lecture="B9")


@pytest.mark.parametrize(("n", "sizes", "dtype"), SMALL)
def test_batch_of_one_and_float32(student, reference, rng, n, sizes, dtype):
    """A batch of one example works, and so do a single input, layers of one unit, and float32 numbers"""
    # The hair above the corner is less than a float32 can tell.
    params, x, dout = (draw if dtype is np.float32 else draw_near_corner)(rng, sizes, n)
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
