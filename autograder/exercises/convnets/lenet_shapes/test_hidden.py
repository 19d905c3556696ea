"""Hidden suite of lenet_shapes: what one image becomes on its way, and how many numbers are learned."""

import numpy as np
import pytest

from course.checks import CheckFailure, assert_close

NAMES = ("conv1", "pool1", "conv2", "pool2", "fc1", "fc2")
CONV = "A kernel of 5 x 5 finds 4 places fewer than there are pixels, down and to the right; nothing is padded."
POOL = "A pool of 2 x 2 halves, and leaves out an odd last row or column."
COUNT = "A kernel has 5 * 5 weights for each channel that it sees, and one bias; pools learn nothing."


def agree(student, reference, *image, hint=CONV):
    got, expected = as_dict(student.lenet_shapes(*image)), dict(reference.lenet_shapes(*image))
    for name in NAMES:
        shape = numbers(got[name], name)
        assert_close(shape, expected[name], name=f"the shape of {name}", hint=hint, lecture="N7")


def as_dict(shapes):
    """Pairs of name and shape by their names, once they are sure to be there."""
    if not isinstance(shapes, list | tuple) or not all(isinstance(pair, list | tuple) for pair in shapes):
        raise CheckFailure("lenet_shapes should return a list of pairs (name, shape).")
    if not all(len(pair) == 2 and isinstance(pair[0], str) for pair in shapes):
        raise CheckFailure("Each entry should be a pair: a name and a shape.")
    found = dict(shapes)
    missing = [name for name in NAMES if name not in found]
    if missing:
        raise CheckFailure(f"There is no entry {', '.join(missing)}.")
    return found


def numbers(shape, name):
    """A shape as a tuple: a list, a tuple and an array are all right."""
    array = np.asarray(shape)
    if array.ndim != 1 or array.dtype.kind not in "iuf":
        raise CheckFailure(f"The shape of {name} should be a tuple of numbers, such as (500,).")
    return tuple(array.tolist())


def size(rng, low, high, odd):
    return int(2 * rng.integers(low // 2, high // 2) + odd)


def test_names_in_order(student):
    """The layers have their names, and stand in the order in which an image meets them"""
    got = tuple(as_dict(student.lenet_shapes(28, 28)))
    hint = "conv1 pool1 conv2 pool2 fc1 fc2."
    assert_close(got, NAMES, name="the names", hint=hint, lecture="N7")


def test_shapes_of_the_digits(student, reference):
    """The lecture's own 28 by 28 pixels, grey"""
    agree(student, reference, 28, 28)


def test_shapes_of_oblong_images(student, reference, rng):
    """Images taller than wide and wider than tall, in colour"""
    for height, width in ((40, 24), (24, 48)):
        agree(student, reference, height + 4 * int(rng.integers(3)), width, 3)


def test_sizes_that_do_not_divide(student, reference, rng):
    """Odd sizes, at the first pool and at the second, down to the smallest image that fills a window"""
    for height, width in ((16, 17), (17, 19), (16, 16), (size(rng, 20, 40, 1), 30), (22, size(rng, 24, 40, 1))):
        agree(student, reference, height, width, hint=POOL)


def test_sizes_are_whole_numbers(student):
    """What is returned can be used as a shape, and the count is a whole number"""
    for name, shape in as_dict(student.lenet_shapes(29, 27, 2)).items():
        entries = np.asarray(shape)
        assert entries.dtype.kind in "iu", f"The shape of {name} is not of whole numbers: divide by //."
    count = student.parameter_count(29, 27, 2)
    assert np.asarray(count).dtype.kind in "iu", (
        "The count should be an integer, as sums and products of integers are: look for a / or a float()."
    )


def test_count_for_the_digits(student, reference):
    """All weights and biases of the lecture's network"""
    got, expected = student.parameter_count(28, 28), reference.parameter_count(28, 28)
    assert_close(got, expected, name="the count", hint=COUNT, lecture="N7")


@pytest.mark.parametrize(("height", "width"), [(40, 24), (27, 45), (16, 16)])
def test_count_for_oblong_images(student, reference, height, width):
    """fc1 has as many weights as pool2 has numbers, whatever the size of the image"""
    got, expected = student.parameter_count(height, width), reference.parameter_count(height, width)
    assert_close(got, expected, name="the count", hint="Only fc1 depends on the image's size.", lecture="N7")


def test_count_with_channels(student, reference, rng):
    """The kernels of conv1 have a slice for each channel"""
    channels = int(rng.integers(3, 9))
    got, expected = student.parameter_count(28, 32, channels), reference.parameter_count(28, 32, channels)
    assert_close(got, expected, name="the count", hint=COUNT, lecture="N7")
