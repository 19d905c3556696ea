"""Hidden suite of deep_supervision/side_lenet: LeNet with a side classifier, for parameters of any matching sizes."""

import numpy as np
import pytest

from course.checks import CheckFailure, assert_close, gradcheck

ABOVE = tuple(f"{layer}_{kind}" for layer in ("conv2", "fc1", "fc2") for kind in "wb")
CONV1, SIDE = ("conv1_w", "conv1_b"), ("side_w", "side_b")
# Images, channels, height, width, and the shapes of the weights of conv1, conv2, fc1, fc2. In CUBE all sizes are equal
# that may be.
CUBE = (4, 4, 10, 10), ((4, 4, 3, 3), (4, 4, 3, 3), (4, 4), (4, 4))
OBLONG = (5, 2, 14, 15), ((3, 2, 3, 2), (4, 3, 2, 3), (6, 16), (5, 6))
ODD = (3, 1, 13, 12), ((3, 1, 3, 4), (2, 3, 2, 2), (5, 4), (3, 5))
SMALL = (3, 2, 9, 10), ((3, 2, 2, 3), (4, 3, 3, 2), (6, 4), (3, 6))
# Images, what is left of the channels and of each layer's outputs in SMALL, and the dtype.
ALL = 2, 3, 4, 6, 3
FEW = [(1, ALL, np.float64), (1, ALL, np.float32), (3, ALL, np.float32)]
FEW += [(1, (1, 1, 1, 1, 3), np.float64), (1, (2, 3, 4, 6, 1), np.float64)]
WHOLE = "LeNet's loss plus alpha times that of the side: one linear layer on the flattened first pool, then softmax."
HINTS = {
    "side": "The gradient of alpha times the side's own loss; the side saw the first pool, flattened.",
    "conv1": "Two losses stand above conv1: what each sends back is added there, the side's times alpha.",
    "above": "The side stands below these layers: their gradients are those of LeNet.",
}
STABLE = "Use your stable softmax_cross_entropy on the scores as they are, for both classifiers."
OWN_LOSSES = """
def own_losses(points, x, y, alpha):
    return [float(side_lenet_loss(params, x, y, alpha)[0]) for params in points]
"""


def draw(rng, sizes):
    """params, x, y, alpha: no unit near ReLU's corner, no pool near a tie, both signs in what the side sees."""
    image, shapes = sizes
    while True:
        params = {}
        for name, shape in zip(("conv1", "conv2", "fc1", "fc2"), shapes, strict=True):
            params |= layer_params(rng, name, shape)
        x = rng.normal(size=image)
        p1, gap1 = pooled(x, params, "conv1")
        p2, gap2 = pooled(p1, params, "conv2")
        z = p2.reshape(len(x), -1) @ params["fc1_w"].T + params["fc1_b"]
        if min(gap1, gap2, np.abs(z).min()) > 1e-4 and p1.min() < -0.2 and 0.2 < (z > 0).mean() < 0.8:
            params |= layer_params(rng, "side", (shapes[-1][0], p1[0].size))
            return params, x, rng.integers(shapes[-1][0], size=len(x)), float(rng.uniform(0.3, 0.6))


def layer_params(rng, name, shape):
    b = rng.uniform(0.2, 0.5, shape[0]) * rng.choice([-1.0, 1.0], shape[0])
    return {f"{name}_w": rng.normal(size=shape) / np.sqrt(np.prod(shape[1:])), f"{name}_b": b}


def pooled(x, params, name):
    """What the pool behind a convolution puts out, and how far the nearest window is from a tie."""
    w, b = params[f"{name}_w"], params[f"{name}_b"]
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    z = np.einsum("ncijuv,fcuv->nfij", windows, w) + b[:, None, None]
    OH, OW = z.shape[2] // 2, z.shape[3] // 2
    cut = z[:, :, : 2 * OH, : 2 * OW].reshape(*z.shape[:2], OH, 2, OW, 2).transpose(0, 1, 2, 4, 3, 5)
    ordered = np.sort(cut.reshape(*z.shape[:2], OH, OW, 4), axis=-1)
    return ordered[..., 3], (ordered[..., 3] - ordered[..., 2]).min()


def agree(got, expected, keys, hint, **tolerance):
    if not isinstance(got, dict):
        raise CheckFailure("grads should be a dict with the keys of params.")
    for key in keys:
        if key not in got:
            raise CheckFailure(f"grads has no entry {key}.")
        words = {"name": f"grads[{key!r}]", "like": key, "hint": hint, "lecture": "D2"}
        assert_close(got[key], expected[key], **words, **tolerance)


def agree_in(student, reference, arguments, keys, hint):
    agree(student.side_lenet_loss(*arguments)[1], reference.side_lenet_loss(*arguments)[1], keys, hint)


def agree_in_all(student, reference, arguments, hint=WHOLE, **tolerance):
    loss, grads = student.side_lenet_loss(*arguments)
    expected_loss, expected = reference.side_lenet_loss(*arguments)
    assert_close(loss, expected_loss, name="loss", hint=hint, lecture="D2", **tolerance)
    agree(grads, expected, (*SIDE, *CONV1, *ABOVE), hint, **tolerance)


def test_loss(student, reference, rng):
    """The loss is LeNet's, plus alpha times that of the side classifier"""
    params, x, y, alpha = draw(rng, CUBE)
    for labels in (y, (y + 1) % len(params["fc2_b"])):
        arguments = params, x, labels, alpha
        loss, expected = student.side_lenet_loss(*arguments)[0], reference.side_lenet_loss(*arguments)[0]
        assert_close(loss, expected, name="loss", hint=WHOLE, lecture="D2")


def test_gradients_of_the_side_classifier(student, reference, rng):
    """Weights and biases of the side classifier have the right gradients"""
    agree_in(student, reference, draw(rng, CUBE), SIDE, HINTS["side"])


def test_gradients_of_conv1(student, reference, rng):
    """The first convolution gets the gradients of both losses, in its kernels and in its biases"""
    agree_in(student, reference, draw(rng, CUBE), CONV1, HINTS["conv1"])


def test_gradients_of_the_layers_above(student, reference, rng):
    """The layers above have the gradients that they have in LeNet"""
    agree_in(student, reference, draw(rng, CUBE), ABOVE, HINTS["above"])


def test_gradients_are_slopes_of_your_loss(student, rng):
    """The gradients agree with how your own loss changes when the parameters move"""
    params, x, y, alpha = draw(rng, SMALL)
    _, grads = student.side_lenet_loss(params, x, y, alpha)
    own = student.define(OWN_LOSSES)
    hint = "Loss and gradients belong to different functions: what did one of them leave out?"
    words = {"name": "grads", "rng": rng, "together": True, "directions": 2, "hint": hint, "lecture": "D2"}
    gradcheck(lambda points: own(points, x, y, alpha), params, grads, **words)


def test_weight_of_zero(student, reference, rng):
    """With alpha = 0 it is LeNet, and the side classifier learns nothing"""
    agree_in_all(student, reference, (*draw(rng, SMALL)[:3], 0.0))


@pytest.mark.parametrize("scale", [1000.0, 1e-3])
def test_large_and_small_weights(student, reference, rng, scale):
    """A weight in the hundreds and one below a thousandth"""
    params, x, y, alpha = draw(rng, SMALL)
    agree_in_all(student, reference, (params, x, y, scale * alpha))


@pytest.mark.parametrize("sizes", [OBLONG, ODD], ids=["oblong", "odd"])
def test_oblong_and_odd_images(student, reference, rng, sizes):
    """Images and kernels that are not square, and pools that leave out a last row or column"""
    agree_in_all(student, reference, draw(rng, sizes))


@pytest.mark.parametrize("kind", ["lifted", "apart", "wrong"])
@pytest.mark.parametrize("head", ["side", "fc2"])
def test_large_scores(student, reference, rng, head, kind):
    """Scores in the thousands leave loss and gradients finite and right, at the side and at the end"""
    params, x, y, alpha = draw(rng, CUBE)
    w, b = f"{head}_w", f"{head}_b"
    if kind == "lifted":
        params[b] = params[b] + rng.uniform(1000.0, 2000.0)
    elif kind == "apart":  # each image by another number: what the layer sees, summed up
        params[w] = params[w] + rng.uniform(3000.0, 4000.0)
    else:
        params[b], y = np.where(np.arange(4) == 1, -2000.0, params[b]), np.full_like(y, 1)
    agree_in_all(student, reference, (params, x, y, alpha), STABLE, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(("n", "left", "dtype"), FEW)
def test_batch_of_one_and_float32(student, reference, rng, n, left, dtype):
    """A batch of one image works, and so do a single channel, kernel, unit or class, and float32 numbers"""
    *network, alpha = draw(rng, SMALL)
    params, x, y = cut(*network, *left)
    params = {key: value.astype(dtype) for key, value in params.items()}
    tolerance = {"rtol": 1e-3, "atol": 1e-5} if dtype is np.float32 else {}
    agree_in_all(student, reference, (params, x[:n].astype(dtype), y[:n], alpha), **tolerance)


def cut(params, x, y, channels, *outputs):
    """What is left of a network with so many channels, and so many outputs of each layer."""
    first, second, units, classes = outputs
    p1 = params["side_w"].shape[1] // len(params["conv1_w"])
    p2 = params["fc1_w"].shape[1] // len(params["conv2_w"])
    inputs = {"conv1": channels, "conv2": first, "fc1": second * p2, "fc2": units, "side": first * p1}
    left = {}
    for (name, entering), leaving in zip(inputs.items(), (*outputs, classes), strict=True):
        left[f"{name}_w"] = params[f"{name}_w"][:leaving, :entering]
        left[f"{name}_b"] = params[f"{name}_b"][:leaving]
    return left, x[:, :channels], y % classes


def test_arguments_stay_unchanged(student, rng):
    """params, x and y are the same after the call as before"""
    loss, _ = student.side_lenet_loss(*draw(rng, SMALL))
    assert np.isfinite(loss), "The loss is not a finite number."
    student.assert_arguments_unchanged()
