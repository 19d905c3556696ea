"""Hidden suite of cnn: the lecture's network forward in four lines and back in eight steps."""

import numpy as np
import pytest

from course.checks import CheckFailure, assert_close, gradcheck

KEYS = ("g1", "g2", "W1", "W2")
# Images, channels, height, width, and the shapes of the parameters. In CUBE all sizes are equal that may be.
CUBE = (4, 4, 10, 10), {"g1": (4, 4, 3, 3), "g2": (4, 4, 3, 3), "W1": (4, 4), "W2": (4, 4)}
OBLONG = (6, 2, 14, 15), {"g1": (3, 2, 3, 2), "g2": (4, 3, 2, 3), "W1": (6, 16), "W2": (5, 6)}
ODD = (3, 1, 13, 12), {"g1": (3, 1, 3, 4), "g2": (2, 3, 2, 2), "W1": (5, 4), "W2": (3, 5)}
SMALL = (3, 2, 9, 10), {"g1": (3, 2, 2, 3), "g2": (4, 3, 3, 2), "W1": (6, 4), "W2": (3, 6)}
# Images, what is left of the channels and of each layer's outputs in SMALL, and the dtype.
ALL = 2, 3, 4, 6, 3
FEW = [(1, ALL, np.float64), (1, ALL, np.float32), (3, ALL, np.float32)]
FEW += [(1, (1, 1, 1, 1, 3), np.float64), (1, (2, 3, 4, 6, 1), np.float64)]
NETWORK = "a1 = pool(f(g1 * x)), a2 = pool(f(g2 * a1)), a3 = f(W1 a2), and W2 a3 into the softmax as it is."
HINTS = {
    "W2": "Step 2: what came from above, dz4, and what W2 was multiplied by, a3.",
    "W1": "Steps 3 and 4: back through W2 and the ReLU behind z3, then times a2, flattened as on the way forward.",
    "g2": "Steps 5 and 6: back through W1, the second pool and the ReLU behind z2; then conv2d_backward.",
    "g1": "Steps 7 and 8: back through g2, the first pool and the ReLU behind z1; then conv2d_backward.",
}
CORNER = "Where z is exactly 0 the course takes 0 for ReLU's slope."
STABLE = "Use your stable softmax_cross_entropy on the scores as they are."
OWN_LOSSES = """
def own_losses(points, x, y):
    return [cnn_loss(params, x, y)[0] for params in points]
"""


def draw(rng, sizes):
    """params, x, y: no z near ReLU's corner, no pool near a tie, units on and off, scores of both signs."""
    image, shapes = sizes
    while True:
        params = {key: rng.normal(size=shape) / np.sqrt(np.prod(shape[1:])) for key, shape in shapes.items()}
        x = rng.normal(size=image)
        if is_telling(params, x):
            return params, x, rng.integers(shapes["W2"][0], size=len(x))


def is_telling(params, x):
    z1, a1 = layer(x, params["g1"])
    z2, a2 = layer(a1, params["g2"])
    z3 = a2.reshape(len(x), -1) @ params["W1"].T
    z4 = np.maximum(z3, 0.0) @ params["W2"].T
    on = [(z > 0).mean() for z in (z1, z2, z3)]
    apart = min(margin(z1), margin(z2), np.abs(z3).min(), np.abs(z4).min()) > 1e-4
    both = (z4.min(axis=1) < 0).all() and (z4.max(axis=1) > 0).all()
    return apart and both and 0.2 < min(on) < max(on) < 0.8 and all_on_and_off(a1, a2, z3)


def all_on_and_off(a1, a2, z3):
    """Where a gradient comes as far as a pool it meets cells that are off and cells that are on."""
    flat = a2.reshape(len(a2), -1)[(z3 > 0).any(axis=1)]
    through = (z3 > 0).any(axis=1) & (a2 > 0).any(axis=(1, 2, 3))
    return flat.size and 0 < (flat > 0).mean() < 1 and through.any() and 0 < (a1[through] > 0).mean() < 1


def layer(x, g):
    """z and pool(f(z))."""
    windows = np.lib.stride_tricks.sliding_window_view(x, g.shape[2:], axis=(2, 3))
    z = np.einsum("ncijuv,fcuv->nfij", windows, g)
    return z, np.maximum(pooled(z).max(axis=-1), 0.0)


def pooled(z):
    """(N, F, OH, OW, 4): the pixels of each window of 2 by 2."""
    OH, OW = z.shape[2] // 2, z.shape[3] // 2
    cut = z[:, :, : 2 * OH, : 2 * OW].reshape(*z.shape[:2], OH, 2, OW, 2)
    return cut.transpose(0, 1, 2, 4, 3, 5).reshape(*z.shape[:2], OH, OW, 4)


def margin(z):
    """How far the nearest unit is from ReLU's corner, and the nearest window from a tie of positive pixels."""
    ordered = np.sort(pooled(z), axis=-1)
    ahead = (ordered[..., 3] - ordered[..., 2])[ordered[..., 2] > 0]
    return min(np.abs(z).min(), ahead.min(initial=1.0))


def entry(grads, key):
    if not isinstance(grads, dict):
        raise CheckFailure("grads should be a dict with the keys of params.")
    if key not in grads:
        raise CheckFailure(f"grads has no entry {key}.")
    return grads[key]


def agree(got, expected, keys=KEYS, hint="", **tolerance):
    for key in keys:
        words = {"name": f"grads[{key!r}]", "like": key, "hint": hint or HINTS[key], "lecture": "B14"}
        assert_close(entry(got, key), expected[key], **words, **tolerance)


def agree_in_all(student, reference, params, x, y, hint="", **tolerance):
    loss, grads = student.cnn_loss(params, x, y)
    expected_loss, expected = reference.cnn_loss(params, x, y)
    assert_close(loss, expected_loss, name="loss", hint=hint or NETWORK, lecture="N6", **tolerance)
    agree(grads, expected, hint=hint, **tolerance)


def agree_in_one(student, reference, rng, key):
    params, x, y = draw(rng, CUBE)
    agree(student.cnn_loss(params, x, y)[1], reference.cnn_loss(params, x, y)[1], (key,))


def test_loss(student, reference, rng):
    """The loss is the mean cross entropy of the lecture's network"""
    params, x, y = draw(rng, CUBE)
    for labels in (y, (y + 1) % len(params["W2"])):
        loss, expected = student.cnn_loss(params, x, labels)[0], reference.cnn_loss(params, x, labels)[0]
        assert_close(loss, expected, name="loss", hint=NETWORK, lecture="N6")


def test_gradient_of_W2(student, reference, rng):
    """Steps 1 and 2: the gradient of the loss by the scores, and that of W2"""
    agree_in_one(student, reference, rng, "W2")


def test_gradient_of_W1(student, reference, rng):
    """Steps 3 and 4: back through the ReLU, and the gradient of W1"""
    agree_in_one(student, reference, rng, "W1")


def test_gradient_of_g2(student, reference, rng):
    """Steps 5 and 6: back through pool and ReLU, and the gradient of the second kernels"""
    agree_in_one(student, reference, rng, "g2")


def test_gradient_of_g1(student, reference, rng):
    """Steps 7 and 8: back to the first layer, and the gradient of its kernels"""
    agree_in_one(student, reference, rng, "g1")


@pytest.mark.parametrize("sizes", [OBLONG, ODD], ids=["oblong", "odd"])
def test_oblong_and_odd_images(student, reference, rng, sizes):
    """Images and kernels that are not square, and pools that leave out a last row or column"""
    agree_in_all(student, reference, *draw(rng, sizes))


def test_kernels_of_zeros(student, reference, rng):
    """Where z is exactly 0 no gradient passes"""
    for key in ("W1", "g2", "g1"):
        (params, x, y), expected = draw_with_zeros(reference, rng, key)
        agree(student.cnn_loss(params, x, y)[1], expected, (key,), hint=CORNER)


def draw_with_zeros(reference, rng, key):
    """params, x, y with a first kernel or row of zeros, and the right gradients: of the others something is left."""
    while True:
        params, x, y = draw(rng, CUBE)
        params[key][0] = 0.0
        expected = reference.cnn_loss(params, x, y)[1]
        if all(np.any(grad) for grad in expected.values()):
            return (params, x, y), expected


def test_gradients_are_slopes_of_your_loss(student, rng):
    """The gradients agree with how your own loss changes when the parameters move"""
    params, x, y = draw(rng, SMALL)
    _, grads = student.cnn_loss(params, x, y)
    own = student.define(OWN_LOSSES)
    hint = "Loss and gradients belong to different functions: what did one of them leave out?"
    words = {"name": "grads", "rng": rng, "together": True, "directions": 2, "hint": hint, "lecture": "B14"}
    gradcheck(lambda points: own(points, x, y), params, grads, **words)
    for key in KEYS:
        assert np.any(entry(grads, key)), f"The gradient of {key} is zero everywhere: your loss ignores it."


@pytest.mark.parametrize("kind", ["wrong", "lifted"])
def test_large_scores(student, reference, rng, kind):
    """Scores in the thousands leave loss and gradients finite and right"""
    params, x, y = draw(rng, CUBE)
    a1 = layer(x, params["g1"])[1]
    a3 = np.maximum(layer(a1, params["g2"])[1].reshape(len(x), -1) @ params["W1"].T, 0.0)
    if kind == "lifted":  # each image by another amount
        params["W2"] = params["W2"] + 1000.0 * np.arange(1.0, 5.0)
    else:
        params["W2"] = params["W2"] * 1e5
        y = (a3 @ params["W2"].T).argmin(axis=1)
    agree_in_all(student, reference, params, x, y, hint=STABLE, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(("n", "left", "dtype"), FEW)
def test_batch_of_one_and_float32(student, reference, rng, n, left, dtype):
    """A batch of one image works, and so do a single channel, kernel, unit or class, and float32 numbers"""
    params, x, y = cut(*draw(rng, SMALL), *left)
    params = {key: value.astype(dtype) for key, value in params.items()}
    tolerance = {"rtol": 1e-3, "atol": 1e-5} if dtype is np.float32 else {}
    agree_in_all(student, reference, params, x[:n].astype(dtype), y[:n], **tolerance)


def cut(params, x, y, channels, first, second, units, classes):
    """What is left of a network with so many channels, kernels, units and classes."""
    cells = params["W1"].shape[1] // len(params["g2"])
    sizes = {"g1": (first, channels), "g2": (second, first), "W1": (units, second * cells), "W2": (classes, units)}
    params = {key: params[key][tuple(map(slice, size))] for key, size in sizes.items()}
    return params, x[:, :channels], y % classes


def test_arguments_stay_unchanged(student, rng):
    """params, x and y are the same after the call as before"""
    params, x, y = draw(rng, SMALL)
    loss, _ = student.cnn_loss(params, x, y)
    assert np.isfinite(loss), "The loss is not a finite number."
    student.assert_arguments_unchanged()
