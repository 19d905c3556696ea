"""Hidden suite of max_pool: the largest of each window, and the way back to it."""

import numpy as np
import pytest

from course.checks import assert_close, gradcheck

OBLONG, TALL, CUBE = (2, 3, 4, 6), (3, 2, 8, 4), (2, 2, 6, 6)
GEOMETRIES = [(3, 2), (2, 1), (3, 1), (2, 3), (1, 2), (3, 3)]
OUT = "out[n, c, i, j] is the largest of the pixels from row i * stride and column j * stride on, size by size of them."
WINNER = "The winner of a window gets what came from above; all others of this window get nothing from it."
OVERLAP = "A pixel that wins several windows gets the sum of what they send: +=, beginning at 0."
FIRST = "Of equal maxima the first wins, row by row, from left to right: one pixel for each window."
OWN_SUMS = """
def own_sums(points, dout, size, stride):
    return [(np.asarray(max_pool_forward(x, size, stride)[0]) * dout).sum() for x in points]
"""


def draw(rng, shape):
    """Pixels of both signs of which no two in an image are equal or nearly so; in a first corner all are negative."""
    count = int(np.prod(shape))
    x = (rng.permutation(count) - count / 2 + rng.uniform(0.2, 0.4, count)).reshape(shape)
    x[0, 0, :3, :3] -= count
    return x


def out_shape(shape, size, stride):
    return (*shape[:2], (shape[2] - size) // stride + 1, (shape[3] - size) // stride + 1)


def draw_dout(rng, shape):
    return rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape)


def agree_out(student, reference, x, *geometry, hint=OUT):
    out, expected = student.max_pool_forward(x, *geometry)[0], reference.max_pool_forward(x, *geometry)[0]
    assert_close(out, expected, name="out", hint=hint, lecture="B11")


def agree_dx(student, reference, rng, x, size=2, stride=2, hint=WINNER):
    dout = draw_dout(rng, out_shape(x.shape, size, stride)).astype(x.dtype)
    got = student.max_pool_backward(dout, student.max_pool_forward(x, size, stride)[1])
    expected = reference.max_pool_backward(dout, reference.max_pool_forward(x, size, stride)[1])
    assert_close(got, expected, name="dx", like="x", hint=hint, lecture="B11")


@pytest.mark.parametrize("shape", [OBLONG, TALL, CUBE, (2, 3, 5, 7)], ids=str)
def test_forward(student, reference, rng, shape):
    """Windows of 2 by 2, side by side, which is what is meant where nothing is said"""
    agree_out(student, reference, draw(rng, shape))
    agree_out(student, reference, draw(rng, shape), 2, 2)


@pytest.mark.parametrize(("size", "stride"), GEOMETRIES)
def test_size_and_stride(student, reference, rng, size, stride):
    """Windows of any size that overlap, touch or lie apart, on oblong images that they do not fill"""
    student.case(f"size = {size} and stride = {stride}")
    for shape in ((2, 3, 7, 5), (1, 2, 4, 8), (2, 2, 6, 6)):
        agree_out(student, reference, draw(rng, shape), size, stride)


def test_negative_pixels(student, reference, rng):
    """The largest of negative pixels is negative"""
    hint = "Begin with a pixel of the window, or with minus infinity, not with 0."
    agree_out(student, reference, -1.0 - np.abs(draw(rng, OBLONG)), hint=hint)


@pytest.mark.parametrize("shape", [OBLONG, TALL, CUBE], ids=str)
def test_the_winner_gets_the_gradient(student, reference, rng, shape):
    """dx has each window's gradient at its largest pixel and 0 elsewhere"""
    agree_dx(student, reference, rng, draw(rng, shape))


@pytest.mark.parametrize(("size", "stride"), [(2, 1), (3, 1), (3, 2)])
def test_overlapping_windows_add_up(student, reference, rng, size, stride):
    """A pixel that wins several windows gets the sum of their gradients"""
    student.case(f"size = {size} and stride = {stride}")
    x = draw(rng, (2, 3, 7, 5))
    x[:, :, 2, 2] += 1000.0  # wins all windows that see it
    agree_dx(student, reference, rng, x, size, stride, hint=OVERLAP)


@pytest.mark.parametrize(("size", "stride"), [(2, 2), (3, 2), (2, 1)])
def test_first_of_equal_maxima(student, reference, rng, size, stride):
    """Of equal maxima the first gets the whole gradient, the others nothing"""
    student.case(f"size = {size} and stride = {stride}")
    flat = np.full((1, 2, 6, 5), rng.uniform(0.5, 1.0))
    agree_dx(student, reference, rng, flat, size, stride, hint=FIRST)
    two_rows = np.zeros((1, 1, 6, 6))
    two_rows[0, 0, ::2, 1::2] = two_rows[0, 0, 1::2, ::2] = 1.0  # above to the right, and below to the left
    agree_dx(student, reference, rng, two_rows, size, stride, hint=FIRST)
    agree_dx(student, reference, rng, rng.integers(3, size=(2, 3, 8, 7)).astype(float), size, stride, hint=FIRST)


@pytest.mark.parametrize(("size", "stride"), [(2, 2), (2, 3), (3, 2)])
def test_what_no_window_sees_gets_nothing(student, reference, rng, size, stride):
    """Rows and columns that fill no window, or lie between two, get 0; dx is as large as x"""
    student.case(f"size = {size} and stride = {stride}")
    for shape in ((2, 2, 7, 6), (1, 3, 6, 9)):
        agree_dx(student, reference, rng, draw(rng, shape), size, stride)


@pytest.mark.parametrize(("size", "stride"), [(2, 2), (3, 1)])
def test_random_directions(student, rng, size, stride):
    """A small step of x in any direction moves your own out as dx says"""
    x = draw(rng, (2, 3, 5, 6))
    dout = draw_dout(rng, out_shape(x.shape, size, stride))
    dx = student.max_pool_backward(dout, student.max_pool_forward(x, size, stride)[1])
    own = student.define(OWN_SUMS)
    words = {"rng": rng, "together": True, "hint": WINNER, "lecture": "B11"}
    gradcheck(lambda points: own(points, dout, size, stride), x, dx, name="dx", like="x", **words)


def test_batch_of_one(student, reference, rng):
    """One image, one channel, one window keep every shape"""
    for shape, size in (((1, 1, 4, 6), 2), ((1, 3, 3, 3), 3), ((4, 1, 2, 2), 2)):
        x = np.abs(draw(rng, shape))
        x[:, :, -1, -1] += 1000.0  # the last pixel of the last window wins it
        agree_out(student, reference, x, size, size)
        agree_dx(student, reference, rng, x, size, size)


def test_each_cache_is_its_own(student, reference, rng):
    """Some forward passes before the backward passes, and a cache used twice: every gradient is still right"""
    asked = [(draw(rng, OBLONG), 2, 2), (draw(rng, TALL), 3, 1), (draw(rng, OBLONG), 2, 2)]
    douts = [draw_dout(rng, out_shape(x.shape, *geometry)) for x, *geometry in asked[:2]]
    douts.append(douts[0])  # shapes and dout alike, and another cache
    caches = [student.max_pool_forward(*each)[1] for each in asked]
    hint = "All that backward needs is in the cache that it is given, and it must leave that cache whole."
    for which in (0, 1, 2, 0):
        expected = reference.max_pool_backward(douts[which], reference.max_pool_forward(*asked[which])[1])
        got = student.max_pool_backward(douts[which], caches[which])
        assert_close(got, expected, name="dx", like="x", hint=hint, lecture="B11")


def test_arguments_unchanged(student, rng):
    """x and dout are left as they were"""
    x = draw(rng, CUBE)
    dout = draw_dout(rng, out_shape(x.shape, 2, 2))
    student.max_pool_backward(dout, student.max_pool_forward(x, 2, 2)[1])
    student.assert_arguments_unchanged()


def test_float32(student, reference, rng):
    """float32 numbers come out right too"""
    x = draw(rng, OBLONG).astype(np.float32)
    agree_out(student, reference, x, 3, 1)
    agree_dx(student, reference, rng, x, 3, 1)
