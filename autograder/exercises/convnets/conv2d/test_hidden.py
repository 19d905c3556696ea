"""Hidden suite of conv2d: a cross-correlation and the gradients of x, w and b.

Sizes are small: seven plain loops, one for each index of the formula, are right and take no second.
"""

import numpy as np
import pytest

from course.checks import assert_close, gradcheck

# (images, channels, height, width), (kernels, height, width)
OBLONG = ((2, 3, 5, 7), (4, 3, 2))
FLAT = ((3, 2, 6, 4), (5, 1, 3))
WHOLE = ((2, 3, 4, 3), (2, 4, 3))  # one window is the image
POINT = ((2, 4, 3, 5), (3, 1, 1))
# Where all sizes are equal, a mistake in one gradient leaves the others.
CUBE = ((3, 3, 5, 5), (3, 3, 3))
LIKE = {"dx": "x", "dw": "w", "db": "b"}
HINTS = {
    "out": "out[n, f, i, j] is b[f] plus kernel times window, entry by entry, over all channels; no kernel is turned.",
    "dx": "Each number of dout returns through the kernel to the window that it came from; where windows overlap, add.",
    "dw": "Each place of the kernel has met one pixel for each number of out: multiply and add.",
    "db": "b[f] is added to every place of every image: shape (F,), a sum; the loss has divided by N already.",
}
STRIDE = "Windows begin at i * stride; there are floor((H + 2 pad - KH) / stride) + 1 of them, and no more."
PAD = "pad zeros at each of the four edges, in the forward pass; in the backward pass they go, for pad = 0 too."
OWN_SUMS = """
def own_sums(points, dout, stride, pad):
    return [(np.asarray(conv2d_forward(x, w, b, stride, pad)[0]) * dout).sum() for x, w, b in points]
"""


def draw(rng, sizes, dtype=np.float64):
    """x (N, C, H, W), w (F, C, KH, KW), b (F,) without small entries."""
    (N, C, H, W), (F, KH, KW) = sizes
    return [filled(rng, shape, dtype) for shape in ((N, C, H, W), (F, C, KH, KW), (F,))]


def filled(rng, shape, dtype=np.float64):
    return (rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape)).astype(dtype)


def out_shape(x, w, stride, pad):
    (N, _, H, W), (F, _, KH, KW) = x.shape, w.shape
    return N, F, (H + 2 * pad - KH) // stride + 1, (W + 2 * pad - KW) // stride + 1


def agree(name, got, expected, hint=""):
    lecture = "N6" if name == "out" else "B10"
    assert_close(got, expected, name=name, like=LIKE.get(name, ""), hint=hint or HINTS[name], lecture=lecture)


def assert_forward(student, reference, rng, sizes, stride=1, pad=0, hint=""):
    x, w, b = draw(rng, sizes)
    student.case(f"stride = {stride} and pad = {pad}")
    out = student.conv2d_forward(x, w, b, stride, pad)[0]
    agree("out", out, reference.conv2d_forward(x, w, b, stride, pad)[0], hint)


def gradients(student, reference, rng, sizes, stride=1, pad=0, dtype=np.float64):
    """The student's dx, dw, db, and the right ones."""
    x, w, b = draw(rng, sizes, dtype)
    dout = filled(rng, out_shape(x, w, stride, pad), dtype)
    got = student.conv2d_backward(dout, student.conv2d_forward(x, w, b, stride, pad)[1])
    return got, reference.conv2d_backward(dout, reference.conv2d_forward(x, w, b, stride, pad)[1])


def agree_all(got, expected, hint=""):
    for name, one, right in zip(LIKE, got, expected, strict=True):
        agree(name, one, right, hint)


@pytest.mark.parametrize("sizes", [OBLONG, FLAT, WHOLE, POINT, CUBE], ids=str)
def test_forward(student, reference, rng, sizes):
    """out is right for stride 1 and no padding, whatever the sizes of images and kernels"""
    x, w, b = draw(rng, sizes)
    agree("out", student.conv2d_forward(x, w, b)[0], reference.conv2d_forward(x, w, b)[0])


@pytest.mark.parametrize("stride", [2, 3, 7])
def test_stride(student, reference, rng, stride):
    """Windows lie a stride apart; where it does not divide, the last rows or columns are left out"""
    for sizes in (OBLONG, FLAT, ((2, 2, 8, 8), (2, 3, 3))):
        assert_forward(student, reference, rng, sizes, stride, hint=STRIDE)


@pytest.mark.parametrize("pad", [1, 2])
def test_padding(student, reference, rng, pad):
    """Zeros are added at all four edges"""
    for sizes in (OBLONG, FLAT, CUBE):
        assert_forward(student, reference, rng, sizes, pad=pad, hint=PAD)
    assert_forward(student, reference, rng, OBLONG, stride=2, pad=pad, hint=PAD)


def test_dx(student, reference, rng):
    """dx is right for stride 1 and no padding: overlapping windows add up"""
    got, expected = gradients(student, reference, rng, CUBE)
    agree("dx", got[0], expected[0])


def test_dw(student, reference, rng):
    """dw is right for stride 1 and no padding: all places and images add up"""
    got, expected = gradients(student, reference, rng, CUBE)
    agree("dw", got[1], expected[1])


def test_db(student, reference, rng):
    """db is right for stride 1 and no padding, and shaped like b"""
    got, expected = gradients(student, reference, rng, CUBE)
    agree("db", got[2], expected[2])


@pytest.mark.parametrize(("stride", "pad"), [(2, 0), (1, 1), (2, 1), (3, 2), (1, 3)])
def test_gradients_with_stride_and_padding(student, reference, rng, stride, pad):
    """All gradients are right with strides and padding; pixels that no window has seen get 0"""
    for sizes in (OBLONG, FLAT, ((2, 2, 8, 8), (2, 3, 3))):
        student.case(f"stride = {stride} and pad = {pad}")
        agree_all(*gradients(student, reference, rng, sizes, stride, pad), hint=PAD if pad else STRIDE)


@pytest.mark.parametrize(("stride", "pad"), [(1, 0), (2, 1)])
def test_random_directions(student, rng, stride, pad):
    """A small step of x, w or b in any direction moves your own out as the gradients say"""
    x, w, b = draw(rng, OBLONG)
    dout = filled(rng, out_shape(x, w, stride, pad))
    dx, dw, db = student.conv2d_backward(dout, student.conv2d_forward(x, w, b, stride, pad)[1])
    own = student.define(OWN_SUMS)

    def sums(points):
        return own(points, dout, stride, pad)

    words = {"rng": rng, "together": True, "directions": 2, "lecture": "B10"}
    gradcheck(lambda points: sums([(x, w, b) for x in points]), x, dx, name="dx", hint=HINTS["dx"], **words)
    gradcheck(lambda points: sums([(x, w, b) for w in points]), w, dw, name="dw", hint=HINTS["dw"], **words)
    gradcheck(lambda points: sums([(x, w, b) for b in points]), b, db, name="db", hint=HINTS["db"], **words)


@pytest.mark.parametrize("sizes", [((1, 1, 4, 6), (1, 2, 3)), ((1, 3, 5, 4), (2, 3, 1))], ids=str)
def test_batch_of_one(student, reference, rng, sizes):
    """One image, one channel or one kernel keeps every shape"""
    x, w, b = draw(rng, sizes)
    agree("out", student.conv2d_forward(x, w, b, 1, 1)[0], reference.conv2d_forward(x, w, b, 1, 1)[0])
    agree_all(*gradients(student, reference, rng, sizes, 1, 0))


def test_each_cache_is_its_own(student, reference, rng):
    """Some forward passes before the backward passes, and a cache used twice: every gradient is still right"""
    asked = [(*draw(rng, OBLONG), 2, 1), (*draw(rng, FLAT), 1, 0), (*draw(rng, OBLONG), 2, 1)]
    douts = [filled(rng, out_shape(each[0], each[1], *each[3:])) for each in asked[:2]]
    douts.append(douts[0])  # shapes and dout alike, and another cache
    caches = [student.conv2d_forward(*each)[1] for each in asked]
    for which in (0, 1, 2, 0):
        expected = reference.conv2d_backward(douts[which], reference.conv2d_forward(*asked[which])[1])
        hint = "All that backward needs is in the cache that it is given, and it must leave that cache whole."
        agree_all(student.conv2d_backward(douts[which], caches[which]), expected, hint)


def test_arguments_unchanged(student, rng):
    """x, w, b and dout are left as they were"""
    x, w, b = draw(rng, CUBE)
    student.conv2d_backward(filled(rng, x.shape), student.conv2d_forward(x, w, b, 1, 1)[1])
    student.assert_arguments_unchanged()


def test_float32(student, reference, rng):
    """float32 numbers come out right too"""
    x, w, b = draw(rng, OBLONG, np.float32)
    agree("out", student.conv2d_forward(x, w, b, 2, 1)[0], reference.conv2d_forward(x, w, b, 2, 1)[0])
    agree_all(*gradients(student, reference, rng, CUBE, 1, 1, np.float32))
