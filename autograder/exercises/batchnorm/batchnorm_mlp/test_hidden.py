"""Hidden suite of batchnorm/batchnorm_mlp: linear, batch normalisation, ReLU, linear, softmax cross entropy."""

import numpy as np
import pytest

from course import checks

N, D, H, K = 8, 5, 6, 3
CUBE = {"n": 6, "sizes": (6, 6, 6)}  # where a product fits the wrong way round too, and stops nothing
LARGE = 10.0  # weights beside whose variances eps is nothing: test_tiny_variances alone asks for it
BATCHES = 3  # one wrong loss in some thousands is right by chance
KEYS = ("W1", "gamma", "beta", "W2", "b2")
HINTS = {
    "W1": "Walk back from a = x W1^T: what stands beside W1 there, and what does your batchnorm_backward say of dL/da?",
    "gamma": "Your batchnorm_backward gives it, from what comes through the ReLU.",
    "beta": "Your batchnorm_backward gives it, from what comes through the ReLU.",
    "W2": "Walk back from o = h W2^T + b2: what stands beside W2 there?",
    "b2": "b2 is added to every example, so every example's do counts.",
}
CORNER = "At z = 0 the course takes 0 for ReLU's slope, and 1 as soon as z is positive."
COLLECTS = "Return what your batchnorm_forward makes of running: new statistics in training, the old ones at test time."
OWN_LOSSES = """
def own_losses(points, running, x, y, training):
    return [batchnorm_mlp_loss(params, running, x, y, training)[0] for params in points]
"""


def draw(rng, n=N, sizes=(D, H, K)):
    """params, running, x (n, d), y (n,): nothing near a corner, and all that a mistake could hide behind is mixed."""
    d, h, k = sizes
    while True:
        params = {"W1": LARGE * rng.normal(size=(h, d)), "W2": rng.normal(size=(k, h)), "b2": rng.normal(size=k)}
        params["gamma"], params["beta"] = (rng.uniform(0.5, 2.0, h) * rng.choice([-1.0, 1.0], h) for _ in range(2))
        params["beta"] /= 4.0
        x = rng.uniform(1.0, 2.0, d) + rng.normal(size=(n, d))
        a = x @ params["W1"].T
        spread = a.var(axis=0)
        running = {"mean": a.mean(axis=0) + LARGE * rng.uniform(0.5, 1.0, h), "var": spread * rng.uniform(2, 4, h)}
        modes = (a.mean(axis=0), spread), (running["mean"], running["var"])
        zs = [hidden(params, *statistics, a) for statistics in modes]
        if spread.min() > 0.3 * LARGE**2 and clear(a, *zs, *(scores(params, z) for z in zs)) and mixed(params, *zs):
            return params, running, x, rng.integers(k, size=n)


def hidden(params, mean, var, a):
    return params["gamma"] * (a - mean) / np.sqrt(var + 1e-5) + params["beta"]


def scores(params, z):
    return np.maximum(z, 0.0) @ params["W2"].T + params["b2"]


def clear(*arrays):
    """No entry stands near a ReLU's corner, the right one's or one that does not belong there."""
    return all(np.abs(values).min() > 1e-3 for values in arrays)


def mixed(params, *zs):
    """For the first example and for z = beta some units are on, some are off, and there are scores of both signs."""
    rows = [z[0] for z in zs] + [params["beta"]]
    return all(each.max() > 0.1 and each.min() < -0.1 for row in rows for each in (row, scores(params, row)))


def agree(name, got, right, rtol=1e-4, atol=0.0, hint="", lecture="BN3"):
    """Compare up to rtol of the largest entry: small ones are differences of larger numbers."""
    checks.assert_shape(got, np.shape(right), name=name, lecture=lecture)
    atol = max(atol, rtol * float(np.abs(right).max()))
    checks.assert_close(got, right, name=name, rtol=rtol, atol=atol, hint=hint, lecture=lecture)


def require_entries(values, names, what="grads"):
    assert isinstance(values, dict), f"{what} should be a dict with the entries {', '.join(names)}."
    missing = ", ".join(key for key in names if key not in values)
    assert not missing, f"{what} has no entry {missing}."


def assert_gradients(got, right, names=KEYS, hint="", **tolerance):
    require_entries(got, names)
    for key in names:
        agree(f"grads[{key!r}]", got[key], right[key], hint=hint or HINTS[key], **tolerance)


def assert_running(got, right, where="", **tolerance):
    require_entries(got, ("mean", "var"), "running")
    for key in ("mean", "var"):
        agree(f"running[{key!r}]{where}", got[key], right[key], hint=COLLECTS, lecture="BN4", **tolerance)


def assert_like_reference(student, reference, params, running, x, y, training, hint="", **tolerance):
    got = student.batchnorm_mlp_loss(params, running, x, y, training)
    right = reference.batchnorm_mlp_loss(params, running, x, y, training)
    agree("loss", got[0], right[0], hint=hint, lecture="BN1", **tolerance)
    assert_gradients(got[1], right[1], hint=hint, **tolerance)
    assert_running(got[2], right[2], **tolerance)


def both(student, reference, arguments, training):
    return (each.batchnorm_mlp_loss(*arguments, training) for each in (student, reference))


def test_loss_in_training(student, reference, rng):
    """In training the loss is the mean cross entropy of linear, batch normalisation, ReLU, linear"""
    hint = "a = x W1^T, z = batchnorm(a), h = ReLU(z), o = h W2^T + b2, in this order."
    for _ in range(BATCHES):
        params, running, x, y = draw(rng, **CUBE)
        for labels in (y, (y + 1) % len(params["b2"])):
            got, right = both(student, reference, (params, running, x, labels), True)
            agree("loss", got[0], right[0], hint=hint, lecture="BN1")


def test_loss_in_evaluation(student, reference, rng):
    """At test time the same network with the running statistics"""
    for _ in range(BATCHES):
        got, right = both(student, reference, draw(rng, **CUBE), False)
        agree("loss with training=False", got[0], right[0], hint="Hand training on.", lecture="BN4")


def test_running_in_training(student, reference, rng):
    """In training the running statistics of the hidden layer come back moved"""
    got, right = both(student, reference, draw(rng, **CUBE), True)
    assert_running(got[2], right[2])


def test_running_in_evaluation(student, rng):
    """At test time the running statistics come back as they are"""
    params, running, x, y = draw(rng, **CUBE)
    new = student.batchnorm_mlp_loss(params, running, x, y, False)[2]
    assert_running(new, running, " with training=False")


def test_gradients_of_the_last_layer(student, reference, rng):
    """W2 and b2 have the right gradients in training"""
    got, right = both(student, reference, draw(rng, **CUBE), True)
    assert_gradients(got[1], right[1], ("W2", "b2"))


def test_gradients_of_scale_and_shift(student, reference, rng):
    """gamma and beta have the right gradients in training"""
    got, right = both(student, reference, draw(rng, **CUBE), True)
    assert_gradients(got[1], right[1], ("gamma", "beta"))


def test_gradient_of_the_first_layer(student, reference, rng):
    """W1 has the right gradient in training, and grads has the keys of params"""
    for sizes in (CUBE, {}):
        got, right = both(student, reference, draw(rng, **sizes), True)
        assert_gradients(got[1], right[1], ("W1",))
        extra = ", ".join(sorted(set(got[1]) - set(KEYS)))
        assert not extra, f"grads has entries that params does not have: {extra}."


def test_gradients_in_evaluation(student, reference, rng):
    """At test time all gradients are right, with statistics that are constants"""
    got, right = both(student, reference, draw(rng, **CUBE), False)
    assert_gradients(got[1], right[1])


def test_gradients_at_the_corner(student, reference, rng):
    """A hidden unit that stands at ReLU's corner, or a hair above it, has the right gradients too"""
    params, running, x, y = draw(rng)
    a = x @ params["W1"].T
    params["gamma"][0] = params["beta"][0] = 0.0
    params["beta"][1] = 0.0
    params["beta"][1] = 1e-3 - hidden(params, a.mean(axis=0), a.var(axis=0), a)[0, 1]
    got, right = both(student, reference, (params, running, x, y), True)
    assert_gradients(got[1], right[1], ("W1", "gamma", "beta"), hint=CORNER)


@pytest.mark.parametrize("training", [True, False])
def test_gradients_are_slopes_of_your_loss(student, rng, training):
    """The gradients agree with how your own loss changes when the parameters move"""
    params, running, x, y = draw(rng)
    _, grads, _ = student.batchnorm_mlp_loss(params, running, x, y, training)
    own_losses = student.define(OWN_LOSSES)
    hint = "Loss and gradients belong to different functions: what did one of them leave out?"

    def losses(points):
        return own_losses(points, running, x, y, training)

    checks.gradcheck(losses, params, grads, name="grads", rng=rng, together=True, hint=hint, lecture="BN3")
    for key, grad in grads.items():
        assert np.any(grad), f"The gradient of {key} is zero everywhere: your loss ignores it."


def test_tiny_variances(student, reference, rng):
    """Hidden units whose variance is no larger than eps = 1e-5 are treated as in your batchnorm_forward"""
    params, running, x, y = draw(rng)
    scale = 0.003 / np.sqrt((x @ params["W1"].T).var(axis=0))[:, None]
    params["W1"] = scale * params["W1"]
    hint = "eps is 1e-5 here, the one that your batchnorm_forward takes when none is given."
    assert_like_reference(student, reference, params, running, x, y, True, hint)


def test_large_scores(student, reference, rng):
    """Scores in the thousands leave loss and gradients finite and right"""
    hint = "Use your stable softmax_cross_entropy on o as it is."
    for arguments, names in ((lifted(rng), KEYS), (very_wrong(rng), KEYS), (far_apart(rng), ("W2", "b2"))):
        got, right = both(student, reference, arguments, True)
        agree("loss", got[0], right[0], hint=hint, lecture="L3")
        assert_gradients(got[1], right[1], names, hint=hint)


def lifted(rng):
    """All scores alike have a large number added."""
    params, running, x, y = draw(rng)
    return params | {"b2": params["b2"] + rng.uniform(1000.0, 2000.0)}, running, x, y


def very_wrong(rng):
    """The scores of an example reach far, none near the largest; its label has the smallest; all classes both signs."""
    while True:
        params, running, x, _ = draw(rng)
        a = x @ params["W1"].T
        o = np.maximum(hidden(params, a.mean(axis=0), a.var(axis=0), a), 0.0) @ params["W2"].T * 5000.0
        params |= {"W2": 5000.0 * params["W2"], "b2": -o.mean(axis=0)}
        ranked = np.sort(o + params["b2"], axis=1)
        if (ranked[:, -1] - ranked[:, -2]).min() > 50.0:
            return params, running, x, (o + params["b2"]).argmin(axis=1)


def far_apart(rng):
    """The first hidden unit lifts all scores of an example, each example by another thousand."""
    params, running, x, y = draw(rng)
    x[:, 0] = rng.permutation(np.arange(1.0, N + 1))
    params["W1"][0], params["gamma"][0], params["beta"][0] = np.eye(D)[0], 1.0, 3.0
    params["W2"][:, 0] = rng.uniform(3000.0, 4000.0)
    return params, running, x, y


@pytest.mark.parametrize("training", [True, False])
def test_batch_of_one(student, reference, rng, training):
    """A batch of one works, with a single input, hidden unit or class too: in training only beta reaches the scores"""
    hint = "In training z is beta, whatever x is; at test time one example is like any other."
    for sizes in ((D, H, K), (1, H, K), (D, 1, K), (D, H, 1)):
        arguments = of_one_example(*draw(rng), *sizes)
        assert_like_reference(student, reference, *arguments, training, hint, atol=1e-9)


def of_one_example(params, running, x, y, d, h, k):
    """The first example, and what is left of the network with so many inputs, hidden units and classes."""
    sizes = {"W1": (h, d), "gamma": (h,), "beta": (h,), "W2": (k, h), "b2": (k,)}
    params = {key: params[key][tuple(map(slice, size))] for key, size in sizes.items()}
    return params, {key: value[:h] for key, value in running.items()}, x[:1, :d], y[:1] % k


@pytest.mark.parametrize("training", [True, False])
def test_float32(student, reference, rng, training):
    """float32 numbers come out right too"""
    params, running, x, y = draw(rng)
    params, running = ({key: value.astype(np.float32) for key, value in each.items()} for each in (params, running))
    assert_like_reference(student, reference, params, running, x.astype(np.float32), y, training, atol=1e-3)


def test_arguments_unchanged(student, rng):
    """params, running, x and y are left as they were, in training and at test time"""
    for training in (True, False):
        student.batchnorm_mlp_loss(*draw(rng), training)
    student.assert_arguments_unchanged()
