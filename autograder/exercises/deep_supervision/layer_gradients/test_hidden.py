"""Hidden suite of deep_supervision/layer_gradients."""

import numpy as np

from course.checks import assert_close

HINT = "For each name that begins and ends as asked: what stands between is the layer, and its number a mean of sizes."
STACK = {"W1": (4, 3), "b1": (4,), "W2": (5, 4), "b2": (5,), "W10": (2, 5), "b10": (2,), "S1": (2, 4), "c1": (2,)}
LENET = {"conv1_w": (2, 1, 3, 3), "conv1_b": (2,), "fc1_w": (3, 5), "fc1_b": (3,), "side_w": (3, 4), "side_b": (3,)}


def draw(rng, shapes, dtype=np.float64):
    """Gradients of both signs, each of a size of its own, that do not cancel to 0."""
    sizes = rng.permutation(np.geomspace(1e-3, 1e3, len(shapes)))
    signs = {name: rng.choice([-1.0, 1.0], shape) for name, shape in shapes.items()}
    for sign in signs.values():
        sign.reshape(-1)[:1] = -1.0
    return {
        name: np.asarray(size * signs[name] * rng.uniform(0.5, 1.5, shape), dtype)
        for size, (name, shape) in zip(sizes, shapes.items(), strict=True)
    }


def agree(student, grads, expected, *ends, hint=HINT, **kwargs):
    """`expected`: which name each layer has."""
    layers = student.mean_abs_gradients(grads, *ends)
    values = {layer: float(np.abs(grads[name].astype(float)).mean()) for layer, name in expected.items()}
    assert_close(layers, values, name="layers", hint=hint, lecture="D3", **kwargs)


def test_weights_and_biases(student, rng):
    """Of a stack of layers: by itself the weights, with another prefix the biases or the side classifiers"""
    for grads in (draw(rng, STACK), draw(rng, STACK)):
        agree(student, grads, {"1": "W1", "2": "W2", "10": "W10"})
        agree(student, grads, {"1": "b1", "2": "b2", "10": "b10"}, "b")
        agree(student, grads, {"1": "S1"}, "S")


def test_prefix_and_suffix(student, rng):
    """With a suffix, with prefix and suffix, and with a prefix that is longer than a letter"""
    grads = draw(rng, LENET)
    agree(student, grads, {"conv1": "conv1_w", "fc1": "fc1_w", "side": "side_w"}, "", "_w")
    agree(student, grads, {"conv1": "conv1_b", "fc1": "fc1_b", "side": "side_b"}, "", "_b")
    agree(student, grads, {"1": "conv1_w"}, "conv", "_w")
    agree(student, grads, {"1_w": "fc1_w", "1_b": "fc1_b"}, "fc", "")


def test_only_at_the_ends(student, rng):
    """Prefix and suffix count at the ends of a name only, once, and letter by letter"""
    grads = draw(rng, {"W1W": (2,), "rW2": (3,), "WW3": (2, 2), "w4": (3,), "W": (4,), "W5W6": (2,)})
    agree(student, grads, {"1W": "W1W", "W3": "WW3", "": "W", "5W6": "W5W6"})
    grads = draw(rng, {"fcc_w": (2,), "raw_w": (3,), "w_w_w": (2, 2), "fcw_": (3,), "fcwx": (3,)})
    agree(student, grads, {"fcc": "fcc_w", "raw": "raw_w", "w_w": "w_w_w"}, "", "_w")
    agree(student, grads, {"c_w": "fcc_w", "w_": "fcw_", "wx": "fcwx"}, "fc")


def test_nothing_and_everything(student, rng):
    """Where no name fits the dict is empty; with nothing asked of the names, all are there as they are"""
    grads = draw(rng, STACK)
    agree(student, grads, {}, "conv")
    agree(student, grads, {}, "W", "_w")
    agree(student, {}, {})
    agree(student, grads, {name: name for name in grads}, "", "")


def test_arrays_of_any_shape(student, rng):
    """A number, a vector, a kernel of four dimensions, and gradients that are 0"""
    grads = draw(rng, {"W1": (), "W2": (7,), "W3": (2, 3, 1, 2), "W4": (1, 1)}) | {"W5": np.zeros((2, 3))}
    agree(student, grads, {name[1:]: name for name in grads})


def test_float32(student, rng):
    """float32 numbers work too"""
    grads = draw(rng, STACK, np.float32)
    agree(student, grads, {"1": "W1", "2": "W2", "10": "W10"}, rtol=1e-4)


def test_large_numbers_in_float32(student, rng):
    """Gradients of 1e38 have a mean that fits into float32; their sum does not"""
    grads = {"W1": (rng.uniform(1e38, 2e38, (4, 5)) * rng.choice([-1.0, 1.0], (4, 5))).astype(np.float32)}
    hint = "Add up in float64: `mean` and `sum` take a `dtype`."
    agree(student, grads, {"1": "W1"}, hint=hint, rtol=1e-4)


def test_arguments_stay_unchanged(student, rng):
    """The gradients, and the dict, are left as they were"""
    student.mean_abs_gradients(draw(rng, STACK))
    student.mean_abs_gradients(draw(rng, LENET), "", "_w")
    student.assert_arguments_unchanged()
