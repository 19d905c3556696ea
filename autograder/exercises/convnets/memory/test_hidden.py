"""Hidden suite of memory: what the activations of a stack of linear layers with ReLU take."""

import itertools

import numpy as np
import pytest

from course.checks import assert_close

TRAINING = "In training x, every z and every h are kept. No ReLU follows the last layer: its z is the output."
PREDICTION = "In prediction a layer's input and its output are there, and nothing else; the largest such pair counts."


def stack(sizes, dtype=np.float64):
    """params of a stack with these sizes."""
    params = {}
    for number, (inputs, outputs) in enumerate(itertools.pairwise(sizes), start=1):
        params |= {f"W{number}": np.ones((outputs, inputs), dtype), f"b{number}": np.ones(outputs, dtype)}
    return params


def draw_sizes(rng, layers):
    """Sizes that are all different, whatever is left out shows."""
    return tuple(int(size) for size in rng.choice(np.arange(3, 40), layers + 1, replace=False))


def draw_bulge(rng):
    """Sizes of which the two in the middle are the largest."""
    first, second, third, last = draw_sizes(rng, 3)
    return first, 50 + second, 50 + third, last


def agree(student, reference, params, x, training, hint=""):
    got, expected = student.activation_bytes(params, x, training), reference.activation_bytes(params, x, training)
    name = "bytes in training" if training else "bytes in prediction"
    assert_close(got, expected, name=name, hint=hint or (TRAINING if training else PREDICTION), lecture="B12")


@pytest.mark.parametrize("layers", [2, 3, 5])
def test_training(student, reference, rng, layers):
    """In training x, every z and every h count"""
    sizes = draw_sizes(rng, layers)
    agree(student, reference, stack(sizes), np.ones((7, sizes[0])), True)


def test_prediction(student, reference, rng):
    """In prediction the largest pair of a layer's input and output counts"""
    small, large = sorted(draw_sizes(rng, 1))
    # neither the widest layer nor the first pair nor the last tells: 41 + 42 is more than 50 + large
    agree(student, reference, stack((small, 90, large, 81, 82, small + 1)), np.ones((5, small)), False)


def test_largest_pair_anywhere(student, reference, rng):
    """The largest pair may be the first, the last or one between"""
    for place in range(4):
        sizes = list(draw_sizes(rng, 4))
        sizes[place], sizes[place + 1] = 50 + sizes[place], 51 + sizes[place + 1]
        agree(student, reference, stack(sizes), np.ones((3, sizes[0])), False)
    first, middle, last = draw_sizes(rng, 2)
    agree(student, reference, stack((50 + first, middle, 50 + last)), np.ones((3, 50 + first)), False)


@pytest.mark.parametrize("training", [True, False])
def test_single_layer(student, reference, rng, training):
    """A single layer has an input and an output, and no ReLU"""
    sizes = draw_sizes(rng, 1)
    agree(student, reference, stack(sizes), np.ones((4, sizes[0])), training)


@pytest.mark.parametrize("training", [True, False])
def test_batch(student, reference, rng, training):
    """Every example takes the same, from one example to many"""
    sizes = draw_bulge(rng)
    for n in (1, 1000):
        agree(student, reference, stack(sizes), np.ones((n, sizes[0])), training, hint="How many rows has x?")


@pytest.mark.parametrize("training", [True, False])
def test_numbers_of_other_sizes(student, reference, rng, training):
    """The bytes of a number are those of x: 4 in float32, 2 in float16, whatever the parameters have"""
    sizes, hint = draw_bulge(rng), "x.itemsize tells how many bytes a number has."
    for dtype, of_params in ((np.float32, np.float32), (np.float16, np.float16), (np.float32, np.float64)):
        x = np.ones((6, sizes[0]), dtype)
        agree(student, reference, stack(sizes, of_params), x, training, hint=hint)


@pytest.mark.parametrize("training", [True, False])
def test_order_of_the_keys(student, reference, rng, training):
    """The order of the entries in params does not matter, nor do ten layers and more"""
    before, after = draw_sizes(rng, 4), draw_sizes(rng, 4)
    params = stack((30, *before, 80, 81, *after, 2))
    backwards = {key: params[key] for key in reversed(params)}
    agree(student, reference, backwards, np.ones((3, 30)), training, hint="W10 comes after W9.")


def test_arguments_unchanged(student, rng):
    """params and x are left as they were"""
    sizes = draw_sizes(rng, 2)
    for training in (True, False):
        got = student.activation_bytes(stack(sizes), np.ones((3, sizes[0])), training)
        assert got, "Nothing was returned."
    student.assert_arguments_unchanged()
