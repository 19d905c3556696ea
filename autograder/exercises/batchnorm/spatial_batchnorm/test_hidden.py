"""Hidden suite of batchnorm/spatial_batchnorm: one mean and one variance for each channel, over images and pixels.

Where all sizes are equal a wrong axis stops nothing; test_oblong_images has none that are. What float32 can be asked
for is told in the suite of batchnorm/batchnorm.
"""

import numpy as np
import pytest

from course.checks import assert_close, gradcheck

CUBE = (4, 4, 4, 4)
OBLONG = [(2, 3, 5, 4), (3, 5, 2, 7), (4, 2, 1, 6), (5, 3, 1, 1)]
LARGEST = 10.0  # of gamma / std * dout, as drawn here
LIKE = {"dx": "x", "dgamma": "gamma", "dbeta": "beta"}
HINTS = {
    "out": "Each channel is normalised over all images and all of their pixels, then scaled and shifted by its own.",
    "mean": "One mean for each channel; momentum of the old one stays.",
    "var": "One biased variance for each channel; momentum of the old one stays.",
    "dx": "How many numbers share a channel's mean? And is each gradient back where its pixel was?",
    "dgamma": "Every image and every pixel of a channel has met its gamma.",
    "dbeta": "Every image and every pixel of a channel has met its beta.",
    "evaluation": "Hand on training: at test time the running statistics normalise, and stay as they are.",
}
OWN_SUMS = """
def own_sums(points, running, training, momentum, eps, dout):
    outs = (spatial_batchnorm_forward(*point, running, training, momentum, eps)[0] for point in points)
    return [(out * dout).sum() for out in outs]
"""


def signed(rng, *shape):
    """Numbers of both signs that keep away from 0 and from 1."""
    return rng.uniform(1.5, 3.0, shape) * rng.choice([-1.0, 1.0], shape)


def draw(rng, shape, shift=(1.0, 4.0), std=(0.8, 2.5)):
    """Images whose channels have these means and just these deviations, gamma, beta, other running statistics."""
    noise = rng.standard_normal(shape)
    noise -= noise.mean(axis=(0, 2, 3), keepdims=True)
    noise /= np.sqrt((noise**2).mean(axis=(0, 2, 3), keepdims=True))
    C = shape[1]
    means = rng.uniform(*shift, C) * rng.choice([-1.0, 1.0], C)
    x = means[:, None, None] + rng.uniform(*std, C)[:, None, None] * noise
    running = {"mean": rng.uniform(5.0, 7.0, C) * rng.choice([-1.0, 1.0], C), "var": rng.uniform(9.0, 12.0, C)}
    return x, signed(rng, C), signed(rng, C), running


def draw_momentum(rng):
    return float(rng.uniform(0.75, 0.85))


def agree(name, got, right, hint="", rtol=1e-4, atol=0.0):
    """Compare up to rtol of the largest entry: small ones are differences of larger numbers."""
    words = {"name": name, "like": LIKE.get(name, ""), "lecture": "BN3" if name in LIKE else "BN2"}
    atol = max(atol, rtol * float(np.abs(right).max()))
    assert_close(got, right, rtol=rtol, atol=atol, hint=hint or HINTS.get(name, ""), **words)


def entry(running, key):
    assert isinstance(running, dict), "running should be a dict with the entries mean and var."
    assert key in running, f"running has no entry {key}."
    return running[key]


def both(student, reference, arguments, training, dout):
    """The gradients of student and reference."""
    got, right = (
        each.spatial_batchnorm_backward(dout, each.spatial_batchnorm_forward(*arguments, training)[1])
        for each in (student, reference)
    )
    return got, right


def assert_like_reference(student, reference, arguments, training, dout, hint="", rtol=1e-4, atol=0.0, **settings):
    """Everything that both passes give."""
    out, cache, running = student.spatial_batchnorm_forward(*arguments, training, **settings)
    right, own, right_running = reference.spatial_batchnorm_forward(*arguments, training, **settings)
    agree("out", out, right, hint, rtol, atol)
    for key in ("mean", "var"):
        agree(f"running[{key!r}]", entry(running, key), right_running[key], hint or HINTS[key], rtol)
    gradients = student.spatial_batchnorm_backward(dout, cache), reference.spatial_batchnorm_backward(dout, own)
    for name, one, other in zip(LIKE, *gradients, strict=True):
        agree(name, one, other, hint, rtol, atol)


def test_training_output(student, reference, rng):
    """In training each channel is normalised over images and pixels, scaled and shifted"""
    arguments = draw(rng, CUBE)
    out, right = (each.spatial_batchnorm_forward(*arguments, True)[0] for each in (student, reference))
    agree("out", out, right)


@pytest.mark.parametrize("momentum", [0.8, 0.3])
def test_running_mean(student, reference, rng, momentum):
    """The running mean of each channel moves towards its mean in the batch by the share 1 - momentum"""
    arguments = draw(rng, CUBE)
    new, right = (each.spatial_batchnorm_forward(*arguments, True, momentum)[2] for each in (student, reference))
    agree("running['mean']", entry(new, "mean"), right["mean"], HINTS["mean"])


def test_running_var(student, reference, rng):
    """The running variance of each channel moves towards its biased variance by the share 1 - momentum"""
    arguments, momentum = draw(rng, CUBE), draw_momentum(rng)
    new, right = (each.spatial_batchnorm_forward(*arguments, True, momentum)[2] for each in (student, reference))
    agree("running['var']", entry(new, "var"), right["var"], HINTS["var"])


def test_evaluation(student, reference, rng):
    """At test time the running statistics normalise the channels, and come back as they are"""
    arguments = draw(rng, CUBE)
    out, _, new = student.spatial_batchnorm_forward(*arguments, False)
    right, _, _ = reference.spatial_batchnorm_forward(*arguments, False)
    agree("out with training=False", out, right, HINTS["evaluation"])
    for key, value in arguments[3].items():
        agree(f"running[{key!r}] with training=False", entry(new, key), value, HINTS["evaluation"])


def test_dx(student, reference, rng):
    """dx is right in training: every pixel of the channel takes part"""
    got, right = both(student, reference, draw(rng, CUBE), True, signed(rng, *CUBE))
    agree("dx", got[0], right[0])


def test_dgamma(student, reference, rng):
    """dgamma is right in training: added up over images and pixels"""
    got, right = both(student, reference, draw(rng, CUBE), True, signed(rng, *CUBE))
    agree("dgamma", got[1], right[1])


def test_dbeta(student, reference, rng):
    """dbeta is right in training: added up over images and pixels"""
    got, right = both(student, reference, draw(rng, CUBE), True, signed(rng, *CUBE))
    agree("dbeta", got[2], right[2])


def test_gradients_in_evaluation(student, reference, rng):
    """After a pass at test time the statistics are constants"""
    got, right = both(student, reference, draw(rng, CUBE), False, signed(rng, *CUBE))
    hint = "No pixel has moved the running statistics: one way back is left."
    for name, one, other in zip(LIKE, got, right, strict=True):
        agree(name, one, other, hint)


@pytest.mark.parametrize("shape", OBLONG, ids=str)
def test_oblong_images(student, reference, rng, shape):
    """Images that are not square, of one row, of a single pixel: in both modes, forward and backward"""
    for training in (True, False):
        hint = "Where do the channels lie in (N, C, H, W)? And do H and W keep their order on the way back?"
        assert_like_reference(student, reference, draw(rng, shape), training, signed(rng, *shape), hint)


@pytest.mark.parametrize("training", [True, False])
def test_eps(student, reference, rng, training):
    """eps stands under the root in both modes, forward and backward; it is 1e-5 when it is not given"""
    hint = "Hand eps on to your batchnorm_forward."
    for settings, std in (({"eps": rng.uniform(2.0, 3.0)}, (0.8, 2.5)), ({}, (2e-3, 4e-3))):
        arguments = draw(rng, CUBE, std=std)
        if not settings:
            arguments[3]["var"] *= 1e-6
        assert_like_reference(student, reference, arguments, training, signed(rng, *CUBE), hint, 1e-6, **settings)


def test_one_image(student, reference, rng):
    """A batch of one image still has many pixels: its channels are normalised by them; one channel alone works too"""
    hint = "The statistics are over images and pixels, however many images or channels there are."
    for shape in ((1, 3, 4, 5), (2, 1, 3, 4)):
        for training in (True, False):
            assert_like_reference(student, reference, draw(rng, shape), training, signed(rng, *shape), hint)


def test_means_far_from_zero(student, reference, rng):
    """Channels with means of hundreds of millions and a variance near 1 are normalised like any other"""
    arguments = draw(rng, CUBE, shift=(2e8, 4e8), std=(0.9, 1.1))
    out, right = (each.spatial_batchnorm_forward(*arguments, True)[0] for each in (student, reference))
    hint = "The difference of two huge squares has no digits left: subtract the mean first, then square."
    assert_close(out, right, name="out", rtol=1e-4, atol=1e-4, hint=hint, lecture="BN2")


@pytest.mark.parametrize("training", [True, False])
def test_gradients_are_slopes_of_your_output(student, rng, training):
    """A small step of x, gamma or beta in any direction moves your own out as the gradients say"""
    shape = (3, 2, 4, 3)
    (x, gamma, beta, running), dout = draw(rng, shape), signed(rng, *shape)
    settings = running, training, draw_momentum(rng), rng.uniform(0.5, 1.0)
    dx, dgamma, dbeta = student.spatial_batchnorm_backward(
        dout, student.spatial_batchnorm_forward(x, gamma, beta, *settings)[1]
    )
    own = student.define(OWN_SUMS)
    words = {"rng": rng, "together": True, "lecture": "BN3", "hint": "Which steps of your forward pass use it?"}
    gradcheck(lambda points: own([(x, gamma, beta) for x in points], *settings, dout), x, dx, "dx", **words)
    gradcheck(
        lambda points: own([(x, gamma, beta) for gamma in points], *settings, dout), gamma, dgamma, "dgamma", **words
    )
    gradcheck(lambda points: own([(x, gamma, beta) for beta in points], *settings, dout), beta, dbeta, "dbeta", **words)


def test_each_cache_is_its_own(student, reference, rng):
    """Passes of both kinds before the backward passes, and a cache used twice: every gradient is still right"""
    shapes = [(2, 3, 4, 5), (3, 2, 5, 4), (2, 3, 4, 5)]
    douts = {shape: signed(rng, *shape) for shape in shapes}
    given = [(draw(rng, shape), training) for shape, training in zip(shapes, (True, False, True), strict=True)]
    caches = [student.spatial_batchnorm_forward(*arguments, training)[1] for arguments, training in given]
    for which in (1, 0, 2, 0):
        arguments, training = given[which]
        dout, own = douts[shapes[which]], reference.spatial_batchnorm_forward(*arguments, training)[1]
        got = student.spatial_batchnorm_backward(dout, caches[which])
        right = reference.spatial_batchnorm_backward(dout, own)
        for name, one, other in zip(LIKE, got, right, strict=True):
            agree(name, one, other, "All that backward needs is in the cache that it is given, the mode too.")


@pytest.mark.parametrize("training", [True, False])
def test_float32(student, reference, rng, training):
    """float32 images come out right too"""
    shape = (3, 2, 4, 5)
    *arrays, running = draw(rng, shape)
    arguments = *(value.astype(np.float32) for value in arrays), {k: v.astype(np.float32) for k, v in running.items()}
    dout = signed(rng, *shape).astype(np.float32)
    assert_like_reference(student, reference, arguments, training, dout, atol=1e-4 * LARGEST)


def test_arguments_unchanged(student, rng):
    """x, gamma, beta, running and dout are left as they were, in training and at test time"""
    for training in (True, False):
        arguments, dout = draw(rng, (3, 2, 4, 5)), signed(rng, 3, 2, 4, 5)
        student.spatial_batchnorm_backward(dout, student.spatial_batchnorm_forward(*arguments, training)[1])
    student.assert_arguments_unchanged()
