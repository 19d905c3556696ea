"""Hidden suite of lenet: the lecture's LeNet for parameters of any matching sizes."""

import numpy as np
import pytest

from course.checks import CheckFailure, assert_close, gradcheck

LAYERS = ("conv1", "conv2", "fc1", "fc2")
KEYS = tuple(f"{layer}_{kind}" for layer in LAYERS for kind in "wb")
# Images, channels, height, width, and the shapes of the weights. In CUBE all sizes are equal that may be.
CUBE = (4, 4, 10, 10), ((4, 4, 3, 3), (4, 4, 3, 3), (4, 4), (4, 4))
OBLONG = (6, 2, 14, 15), ((3, 2, 3, 2), (4, 3, 2, 3), (6, 16), (5, 6))
ODD = (3, 1, 13, 12), ((3, 1, 3, 4), (2, 3, 2, 2), (5, 4), (3, 5))
SMALL = (3, 2, 9, 10), ((3, 2, 2, 3), (4, 3, 3, 2), (6, 4), (3, 6))
# Images, what is left of the channels and of each layer's outputs in SMALL, and the dtype.
ALL = 2, 3, 4, 6, 3
FEW = [(1, ALL, np.float64), (1, ALL, np.float32), (3, ALL, np.float32)]
FEW += [(1, (1, 1, 1, 1, 3), np.float64), (1, (2, 3, 4, 6, 1), np.float64)]
NETWORK = "conv1, pool, conv2, pool, fc1, ReLU, fc2, softmax cross entropy: one ReLU, and none behind a convolution."
HINTS = {
    "fc2": "What came from above, and what fc2 saw: the units of fc1 behind their ReLU.",
    "fc1": "Back through fc2 and the ReLU; what fc1 saw is pool2, flattened as on the way forward.",
    "conv2": "Back through fc1, folded into maps again, and through the second pool; then conv2d_backward.",
    "conv1": "Back through conv2 and the first pool; then conv2d_backward.",
}
CORNER = "Where a unit of fc1 stands exactly at 0 the course takes 0 for ReLU's slope."
STABLE = "Use your stable softmax_cross_entropy on the scores as they are."
OWN_LOSSES = """
def own_losses(points, x, y):
    return [lenet_loss(params, x, y)[0] for params in points]
"""


def draw(rng, sizes):
    """params, x, y: no unit near ReLU's corner, no pool near a tie, units on and off, scores and dh of both signs."""
    image, shapes = sizes
    while True:
        params = {}
        for name, shape in zip(LAYERS, shapes, strict=True):
            params[f"{name}_w"] = rng.normal(size=shape) / np.sqrt(np.prod(shape[1:]))
            params[f"{name}_b"] = rng.uniform(0.2, 0.5, shape[0]) * rng.choice([-1.0, 1.0], shape[0])
        x, y = rng.normal(size=image), rng.integers(shapes[-1][0], size=image[0])
        if is_telling(params, x, y):
            return params, x, y


def is_telling(params, x, y):
    p1, gap1 = layer(x, params, "conv1")
    p2, gap2 = layer(p1, params, "conv2")
    z = linear(p2.reshape(len(x), -1), params, "fc1")
    scores = linear(np.maximum(z, 0.0), params, "fc2")
    both = (scores.min(axis=1) < 0).all() and (scores.max(axis=1) > 0).all()
    apart = min(gap1, gap2, np.abs(z).min(), np.abs(scores).min()) > 1e-4
    p = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    dh = (p - np.eye(scores.shape[1])[y]) @ params["fc2_w"]
    not_by_its_sign = np.abs(dh[(dh > 0) != (z > 0)]).max(initial=0.0) > 0.01  # of dh, that is: ReLU asks for z's
    return apart and both and 0.2 < (z > 0).mean() < 0.8 and min(p1.min(), p2.min()) < 0 and not_by_its_sign


def layer(x, params, name):
    """What the pool behind a convolution puts out, and how far the nearest window is from a tie."""
    w, b = params[f"{name}_w"], params[f"{name}_b"]
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    z = np.einsum("ncijuv,fcuv->nfij", windows, w) + b[:, None, None]
    OH, OW = z.shape[2] // 2, z.shape[3] // 2
    cut = z[:, :, : 2 * OH, : 2 * OW].reshape(*z.shape[:2], OH, 2, OW, 2).transpose(0, 1, 2, 4, 3, 5)
    ordered = np.sort(cut.reshape(*z.shape[:2], OH, OW, 4), axis=-1)
    return ordered[..., 3], (ordered[..., 3] - ordered[..., 2]).min()


def linear(x, params, name):
    return x @ params[f"{name}_w"].T + params[f"{name}_b"]


def hidden_units(params, x):
    """z of fc1."""
    p2 = layer(layer(x, params, "conv1")[0], params, "conv2")[0]
    return linear(p2.reshape(len(x), -1), params, "fc1")


def entry(grads, key):
    if not isinstance(grads, dict):
        raise CheckFailure("grads should be a dict with the keys of params.")
    if key not in grads:
        raise CheckFailure(f"grads has no entry {key}.")
    return grads[key]


def agree(got, expected, layers=LAYERS, hint="", **tolerance):
    for name in layers:
        for key in (f"{name}_w", f"{name}_b"):
            words = {"name": f"grads[{key!r}]", "like": key, "hint": hint or HINTS[name], "lecture": "N7"}
            assert_close(entry(got, key), expected[key], **words, **tolerance)


def agree_in_all(student, reference, params, x, y, hint="", **tolerance):
    loss, grads = student.lenet_loss(params, x, y)
    expected_loss, expected = reference.lenet_loss(params, x, y)
    assert_close(loss, expected_loss, name="loss", hint=hint or NETWORK, lecture="N7", **tolerance)
    agree(grads, expected, hint=hint, **tolerance)


def agree_in_one(student, reference, rng, name):
    params, x, y = draw(rng, CUBE)
    agree(student.lenet_loss(params, x, y)[1], reference.lenet_loss(params, x, y)[1], (name,))


def test_loss(student, reference, rng):
    """The loss is the mean cross entropy of the lecture's LeNet"""
    params, x, y = draw(rng, CUBE)
    for labels in (y, (y + 1) % len(params["fc2_b"])):
        loss, expected = student.lenet_loss(params, x, labels)[0], reference.lenet_loss(params, x, labels)[0]
        assert_close(loss, expected, name="loss", hint=NETWORK, lecture="N7")


def test_gradients_of_fc2(student, reference, rng):
    """Weights and biases of the last layer have the right gradients"""
    agree_in_one(student, reference, rng, "fc2")


def test_gradients_of_fc1(student, reference, rng):
    """Weights and biases of the first linear layer have the right gradients"""
    agree_in_one(student, reference, rng, "fc1")


def test_gradients_of_conv2(student, reference, rng):
    """Kernels and biases of the second convolution have the right gradients"""
    agree_in_one(student, reference, rng, "conv2")


def test_gradients_of_conv1(student, reference, rng):
    """Kernels and biases of the first convolution have the right gradients"""
    agree_in_one(student, reference, rng, "conv1")


@pytest.mark.parametrize("sizes", [OBLONG, ODD], ids=["oblong", "odd"])
def test_oblong_and_odd_images(student, reference, rng, sizes):
    """Images and kernels that are not square, and pools that leave out a last row or column"""
    agree_in_all(student, reference, *draw(rng, sizes))


def test_units_at_the_corner(student, reference, rng):
    """A hidden unit that stands at ReLU's corner, or a hair above it, has the right gradients"""
    params, x, y = draw_at_the_corner(rng)
    agree(student.lenet_loss(params, x, y)[1], reference.lenet_loss(params, x, y)[1], ("fc1",), hint=CORNER)


def draw_at_the_corner(rng):
    """params, x, y: unit 0 of fc1 is 0 for each image, unit 1 a hair above for the first; scores of both signs."""
    while True:
        params, x, y = draw(rng, CUBE)
        params["fc1_w"][0], params["fc1_b"][0] = 0.0, 0.0
        params["fc1_b"][1] += 1e-9 - hidden_units(params, x)[0, 1]
        z = hidden_units(params, x)
        scores = linear(np.maximum(z, 0.0), params, "fc2")
        if ((scores.min(axis=1) < 0) & (z[:, 2:].max(axis=1) > 0)).all():
            return params, x, y


def test_gradients_are_slopes_of_your_loss(student, rng):
    """The gradients agree with how your own loss changes when the parameters move"""
    params, x, y = draw(rng, SMALL)
    _, grads = student.lenet_loss(params, x, y)
    own = student.define(OWN_LOSSES)
    hint = "Loss and gradients belong to different functions: what did one of them leave out?"
    words = {"name": "grads", "rng": rng, "together": True, "directions": 2, "hint": hint, "lecture": "N7"}
    gradcheck(lambda points: own(points, x, y), params, grads, **words)
    for key in KEYS:
        assert np.any(entry(grads, key)), f"The gradient of {key} is zero everywhere: your loss ignores it."


@pytest.mark.parametrize("kind", ["wrong", "lifted", "apart"])
def test_large_scores(student, reference, rng, kind):
    """Scores in the thousands leave loss and gradients finite and right"""
    params, x, y = draw(rng, CUBE)
    if kind == "lifted":
        params["fc2_b"] = params["fc2_b"] + rng.uniform(1000.0, 2000.0)
    elif kind == "apart":  # each image by another thousand: a unit of fc1 that is on for all of them counts them
        params["fc1_b"][0] = 5.0 - hidden_units(params, x)[:, 0].min()
        params["fc2_w"] = params["fc2_w"] + 1000.0 * (np.arange(4) == 0)
    else:
        params["fc2_w"] = params["fc2_w"] * 1e5
        y = linear(np.maximum(hidden_units(params, x), 0.0), params, "fc2").argmin(axis=1)
    agree_in_all(student, reference, params, x, y, hint=STABLE, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(("n", "left", "dtype"), FEW)
def test_batch_of_one_and_float32(student, reference, rng, n, left, dtype):
    """A batch of one image works, and so do a single channel, kernel, unit or class, and float32 numbers"""
    params, x, y = cut(*draw(rng, SMALL), *left)
    params = {key: value.astype(dtype) for key, value in params.items()}
    tolerance = {"rtol": 1e-3, "atol": 1e-5} if dtype is np.float32 else {}
    agree_in_all(student, reference, params, x[:n].astype(dtype), y[:n], **tolerance)


def cut(params, x, y, channels, *outputs):
    """What is left of a network with so many channels, and so many outputs of each layer."""
    cells = params["fc1_w"].shape[1] // len(params["conv2_w"])
    inputs, left = (channels, outputs[0], outputs[1] * cells, outputs[2]), {}
    for name, entering, leaving in zip(LAYERS, inputs, outputs, strict=True):
        left[f"{name}_w"] = params[f"{name}_w"][:leaving, :entering]
        left[f"{name}_b"] = params[f"{name}_b"][:leaving]
    return left, x[:, :channels], y % outputs[-1]


def test_arguments_stay_unchanged(student, rng):
    """params, x and y are the same after the call as before"""
    params, x, y = draw(rng, SMALL)
    loss, _ = student.lenet_loss(params, x, y)
    assert np.isfinite(loss), "The loss is not a finite number."
    student.assert_arguments_unchanged()
