"""Hidden suite of batchnorm/batchnorm: y = gamma x_hat + beta, forward and backward, in training and in evaluation.

In training dx is what is left of gamma / std * dout when two directions are taken out of it, the ones and x_hat: the
mean of dx is 0, and so is its product with x_hat. In a batch of two nothing is left at all; in general entries are
small differences of larger numbers, and x - mu has lost the digits of a mean far from 0 before. Two right backward
passes in float32 therefore agree to about 1e-6 of the size *before* the difference, with means of a few deviations and
no tiny batch, and to nothing in terms of a single entry. test_float32 measures by that size, and allows 1e-4 of it.
All other tests but test_eps leave the last digits, which eps decides, to that one.
"""

import numpy as np
import pytest

from course.checks import assert_close, assert_shape, gradcheck

SIDE = 6
LARGEST = 10.0  # of gamma / std * dout, as drawn here
LIKE = {"dx": "x", "dgamma": "gamma", "dbeta": "beta"}
HINTS = {
    "out": "First x_hat, then gamma times it, then beta added, each feature with its own.",
    "mean": "momentum of the old one stays, and 1 - momentum of the batch's comes in.",
    "var": "Average variances, the biased ones that normalised this batch; momentum of the old one stays.",
    "dx": "x reaches out directly, through the mean, and through the variance: three ways back.",
    "dgamma": "What stands beside gamma in y = gamma x_hat + beta? Each example adds its share.",
    "dbeta": "beta is added to every example: each adds its share.",
    "evaluation": "At test time mean and variance are the running ones; gamma and beta do their work as ever.",
}
OWN_SUMS = """
def own_sums(points, running, training, momentum, eps, dout):
    outs = (batchnorm_forward(x, gamma, beta, running, training, momentum, eps)[0] for x, gamma, beta in points)
    return [(out * dout).sum() for out in outs]
"""


def signed(rng, *shape):
    """Numbers of both signs that keep away from 0 and from 1."""
    return rng.uniform(1.5, 3.0, shape) * rng.choice([-1.0, 1.0], shape)


def draw(rng, n=SIDE, d=SIDE, shift=(1.0, 4.0), std=(0.8, 2.5)):
    """x (n, d) with these means and just these deviations, n > 2; gamma, beta, running statistics of another kind."""
    noise = rng.standard_normal((n, d))
    noise -= noise.mean(axis=0)
    noise /= np.sqrt((noise**2).mean(axis=0))
    x = rng.uniform(*shift, d) * rng.choice([-1.0, 1.0], d) + rng.uniform(*std, d) * noise
    return x, signed(rng, d), signed(rng, d), draw_running(rng, d)


def draw_running(rng, d):
    return {"mean": rng.uniform(5.0, 7.0, d) * rng.choice([-1.0, 1.0], d), "var": rng.uniform(9.0, 12.0, d)}


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


def both(student, reference, arguments, training, dout, **settings):
    """The gradients of student and reference."""
    got = student.batchnorm_backward(dout, student.batchnorm_forward(*arguments, training, **settings)[1])
    right = reference.batchnorm_backward(dout, reference.batchnorm_forward(*arguments, training, **settings)[1])
    return got, right


def assert_like_reference(student, reference, arguments, training, dout, hint="", rtol=1e-4, **settings):
    """Everything that both passes give."""
    out, cache, running = student.batchnorm_forward(*arguments, training, **settings)
    right, own, right_running = reference.batchnorm_forward(*arguments, training, **settings)
    agree("out", out, right, hint, rtol)
    for key in ("mean", "var"):
        agree(f"running[{key!r}]", entry(running, key), right_running[key], hint, rtol)
    gradients = student.batchnorm_backward(dout, cache), reference.batchnorm_backward(dout, own)
    for name, one, other in zip(LIKE, *gradients, strict=True):
        agree(name, one, other, hint, rtol)


@pytest.mark.parametrize("shape", [(SIDE, SIDE), (7, 4), (3, 8)], ids=str)
def test_training_output(student, reference, rng, shape):
    """In training out is gamma x_hat + beta, by the statistics of the batch"""
    arguments = draw(rng, *shape)
    out, right = (each.batchnorm_forward(*arguments, True)[0] for each in (student, reference))
    agree("out", out, right)


def test_running_mean(student, reference, rng):
    """In training the running mean moves towards the mean of the batch by the share 1 - momentum"""
    arguments, momentum = draw(rng), draw_momentum(rng)
    new, right = (each.batchnorm_forward(*arguments, True, momentum=momentum)[2] for each in (student, reference))
    agree("running['mean']", entry(new, "mean"), right["mean"], HINTS["mean"])


def test_running_var(student, reference, rng):
    """In training the running variance moves towards the biased variance of the batch by the share 1 - momentum"""
    arguments, momentum = draw(rng), draw_momentum(rng)
    new, right = (each.batchnorm_forward(*arguments, True, momentum=momentum)[2] for each in (student, reference))
    agree("running['var']", entry(new, "var"), right["var"], HINTS["var"])


@pytest.mark.parametrize("momentum", [0.0, 0.3, 1.0, None], ids=str)
def test_momentum_and_several_batches(student, rng, momentum):
    """Over several batches momentum says how much stays: nothing, a third, all; 0.9 when it is not given"""
    settings, share = ({}, 0.9) if momentum is None else ({"momentum": momentum}, momentum)
    _, gamma, beta, running = draw(rng)
    mean, hint = running["mean"], "What you return comes back with the next batch. " + HINTS["mean"]
    for step in (1, 2, 3):
        x = draw(rng)[0]
        _, _, running = student.batchnorm_forward(x, gamma, beta, running, True, **settings)
        mean = share * mean + (1 - share) * x.mean(axis=0)
        agree(f"running['mean'] after batch {step}", entry(running, "mean"), mean, hint)


@pytest.mark.parametrize("shape", [(SIDE, SIDE), (7, 4), (1, 5)], ids=str)
def test_evaluation_output(student, reference, rng, shape):
    """At test time x_hat comes from the running statistics, and gamma and beta follow as in training"""
    n, d = shape
    arguments = signed(rng, n, d), *draw(rng, SIDE, d)[1:]
    out, right = (each.batchnorm_forward(*arguments, False)[0] for each in (student, reference))
    agree("out with training=False", out, right, HINTS["evaluation"])


def test_evaluation_leaves_running_alone(student, rng):
    """At test time the running statistics come back as they are"""
    x, gamma, beta, running = draw(rng)
    new = student.batchnorm_forward(x, gamma, beta, running, False, momentum=draw_momentum(rng))[2]
    hint = "Statistics are collected in training only."
    for key, value in running.items():
        agree(f"running[{key!r}] with training=False", entry(new, key), value, hint)


@pytest.mark.parametrize("shape", [(SIDE, SIDE), (7, 4), (3, 8)], ids=str)
def test_dx(student, reference, rng, shape):
    """dx is right in training: through x_hat, the variance and the mean"""
    got, right = both(student, reference, draw(rng, *shape), True, signed(rng, *shape))
    agree("dx", got[0], right[0])


def test_dgamma(student, reference, rng):
    """dgamma is right in training: each example adds its share"""
    got, right = both(student, reference, draw(rng), True, signed(rng, SIDE, SIDE))
    agree("dgamma", got[1], right[1])


def test_dbeta(student, reference, rng):
    """dbeta is right in training: each example adds its share"""
    got, right = both(student, reference, draw(rng), True, signed(rng, SIDE, SIDE))
    agree("dbeta", got[2], right[2])


def test_gradients_in_evaluation(student, reference, rng):
    """After a pass at test time the statistics are constants, for dx and for dgamma"""
    got, right = both(student, reference, draw(rng), False, signed(rng, SIDE, SIDE))
    hint = "No x has moved the running statistics: one way back is left. And which x_hat did gamma meet?"
    for name, one, other in zip(LIKE, got, right, strict=True):
        agree(name, one, other, hint)


@pytest.mark.parametrize("training", [True, False])
def test_gradients_are_slopes_of_your_output(student, rng, training):
    """A small step of x, gamma or beta in any direction moves your own out as the gradients say"""
    (x, gamma, beta, running), dout = draw(rng, 7, 4), signed(rng, 7, 4)
    settings = running, training, draw_momentum(rng), rng.uniform(0.5, 1.0)
    _, cache, _ = student.batchnorm_forward(x, gamma, beta, *settings)
    dx, dgamma, dbeta = student.batchnorm_backward(dout, cache)
    own = student.define(OWN_SUMS)
    words = {"rng": rng, "together": True, "lecture": "BN3", "hint": "Which steps of your forward pass use it?"}
    gradcheck(lambda points: own([(x, gamma, beta) for x in points], *settings, dout), x, dx, name="dx", **words)
    gradcheck(
        lambda points: own([(x, gamma, beta) for gamma in points], *settings, dout), gamma, dgamma, "dgamma", **words
    )
    gradcheck(lambda points: own([(x, gamma, beta) for beta in points], *settings, dout), beta, dbeta, "dbeta", **words)


@pytest.mark.parametrize("training", [True, False])
def test_eps(student, reference, rng, training):
    """eps stands under the root in both modes, forward and backward; it is 1e-5 when it is not given"""
    hint = "sqrt(var + eps), the same root in both modes and on the way back; running['var'] is without it."
    for settings, std in (({"eps": rng.uniform(2.0, 3.0)}, (0.8, 2.5)), ({}, (2e-3, 4e-3))):
        x, gamma, beta, running = draw(rng, std=std)
        if not settings:
            running["var"] *= 1e-6
        arguments, dout = (x, gamma, beta, running), signed(rng, SIDE, SIDE)
        assert_like_reference(student, reference, arguments, training, dout, hint, 1e-6, **settings)


def test_batch_of_one(student, reference, rng):
    """A batch of one: in training beta and no gradient for x, at test time like any other; and a single feature"""
    _, gamma, beta, running = draw(rng, SIDE, 5)
    x, dout = signed(rng, 1, 5), signed(rng, 1, 5)
    out, cache, _ = student.batchnorm_forward(x, gamma, beta, running, True)
    agree("out", out, beta[None], "One number is its own mean: what is x_hat?")
    dx = student.batchnorm_backward(dout, cache)[0]
    assert_shape(dx, x.shape, name="dx", like="x", lecture="BN3")
    assert_close(dx, np.zeros_like(x), name="dx", atol=1e-9, hint="out is beta, whatever x is.", lecture="BN3")
    assert_like_reference(student, reference, (x, gamma, beta, running), False, dout, HINTS["evaluation"])
    student.case("a single feature")
    assert_like_reference(student, reference, draw(rng, 7, 1), True, signed(rng, 7, 1), HINTS["dx"])


def test_means_far_from_zero(student, reference, rng):
    """Features with means of hundreds of millions and a variance near 1 are normalised like any other"""
    x, gamma, beta, running = draw(rng, 8, 3, shift=(2e8, 4e8), std=(0.9, 1.1))
    out, right = (each.batchnorm_forward(x, gamma, beta, running, True)[0] for each in (student, reference))
    hint = "The difference of two huge squares has no digits left: subtract the mean first, then square."
    assert_close(out, right, name="out", rtol=1e-4, atol=1e-4, hint=hint, lecture="BN2")


def test_each_cache_is_its_own(student, reference, rng):
    """Passes of both kinds before the backward passes, and a cache used twice: every gradient is still right"""
    given = [(draw(rng, 5, 4), True), (draw(rng, 7, 3), False), (draw(rng, 5, 4), True)]
    caches = [student.batchnorm_forward(*arguments, training)[1] for arguments, training in given]
    douts = {arguments[0].shape: signed(rng, *arguments[0].shape) for arguments, _ in given}
    for which in (1, 0, 2, 0):
        arguments, training = given[which]
        dout, own = douts[arguments[0].shape], reference.batchnorm_forward(*arguments, training)[1]
        got, right = student.batchnorm_backward(dout, caches[which]), reference.batchnorm_backward(dout, own)
        for name, one, other in zip(LIKE, got, right, strict=True):
            agree(name, one, other, "All that backward needs is in the cache that it is given, the mode too.")


@pytest.mark.parametrize("training", [True, False])
def test_float32(student, reference, rng, training):
    """float32 numbers come out right too"""
    x, gamma, beta, running = draw(rng, 9, 4)
    single = [value.astype(np.float32) for value in (x, gamma, beta, signed(rng, 9, 4))]
    arguments = *single[:3], {key: value.astype(np.float32) for key, value in running.items()}
    out, cache, new = student.batchnorm_forward(*arguments, training)
    right, own, right_new = reference.batchnorm_forward(*arguments, training)
    agree("out", out, right, atol=1e-3)
    for key in ("mean", "var"):
        agree(f"running[{key!r}]", entry(new, key), right_new[key], HINTS[key])
    gradients = student.batchnorm_backward(single[3], cache), reference.batchnorm_backward(single[3], own)
    for name, one, other in zip(LIKE, *gradients, strict=True):
        agree(name, one, other, atol=1e-4 * LARGEST)


def test_arguments_unchanged(student, rng):
    """x, gamma, beta, running and dout are left as they were, in training and at test time"""
    for training in (True, False):
        arguments, dout = draw(rng, 5, 4), signed(rng, 5, 4)
        student.batchnorm_backward(dout, student.batchnorm_forward(*arguments, training)[1])
    student.assert_arguments_unchanged()
