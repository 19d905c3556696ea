"""Hidden suite of backprop/mlp."""

import numpy as np
import pytest

from course import checks

N, D, H, K = 7, 5, 6, 3
CUBE = {"n": 5, "sizes": (5, 5, 5)}  # where a product fits the wrong way round too, and stops nothing
SMALL = [(n, (D, H, K), dtype) for n, dtype in ((1, np.float64), (1, np.float32), (N, np.float32))]
SMALL += [(1, sizes, np.float64) for sizes in ((1, H, K), (D, 1, K), (D, H, 1))]
HINTS = {
    "W1": "Walk back from z = x W1^T + b1: what stands beside W1 there, and what is dL/dz?",
    "b1": "b1 is added to every example, so every example's dz counts.",
    "W2": "Walk back from o = h W2^T + b2: what stands beside W2 there?",
    "b2": "b2 is added to every example, so every example's do counts.",
}
CORNER = "At z = 0 the course takes 0 for ReLU's slope, and 1 as soon as z is positive."
OWN_LOSSES = """
def own_losses(points, x, y, lam):
    return [mlp_loss(params, x, y, lam)[0] for params in points]
"""


def draw(rng, n=N, sizes=(D, H, K)):
    """params, x (n, d), y (n,): no hidden unit near ReLU's corner, and units that are on make a negative logit."""
    d, h, k = sizes
    while True:
        W1, b1, W2, b2 = (rng.normal(size=shape) for shape in ((h, d), h, (k, h), k))
        x = rng.normal(size=(n, d))
        z = x @ W1.T + b1
        negative = (np.maximum(z, 0) @ W2.T + b2).min(axis=1) < -0.3
        if np.abs(z).min() > 1e-3 and (negative & (z.max(axis=1) > 0.3)).any():
            return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}, x, rng.integers(k, size=n)


def draw_lam(rng):
    return float(rng.uniform(0.3, 0.9))


def require_entries(grads, names):
    assert isinstance(grads, dict), "grads should be a dict with the keys of params."
    missing = ", ".join(key for key in names if key not in grads)
    assert not missing, f"grads has no entry {missing}."


def assert_gradients(got, expected, names):
    require_entries(got, names)
    for key in names:
        words = {"name": f"grads[{key!r}]", "like": key, "hint": HINTS[key], "lecture": "B8"}
        checks.assert_close(got[key], expected[key], **words)


def test_loss_without_penalty(student, reference, rng):
    """With lam = 0 the loss is the mean cross entropy of linear, ReLU, linear"""
    params, x, y = draw(rng, **CUBE)
    hint = "z = x W1^T + b1, h = ReLU(z), o = h W2^T + b2, and nothing between o and the softmax."
    loss, expected = student.mlp_loss(params, x, y, 0.0)[0], reference.mlp_loss(params, x, y, 0.0)[0]
    checks.assert_close(loss, expected, name="loss", hint=hint, lecture="N4")


def test_penalty_in_the_loss(student, reference, rng):
    """The loss grows with lam by lam / 2 times the squared weights, without the biases"""
    (params, x, y), lam = draw(rng, **CUBE), draw_lam(rng)
    with_penalty, without = student.mlp_loss(params, x, y, lam)[0], student.mlp_loss(params, x, y, 0.0)[0]
    expected = lam / 2 * ((params["W1"] ** 2).sum() + (params["W2"] ** 2).sum())
    hint = "s = lam / 2 (|W1|^2 + |W2|^2): look at the half, at what is squared, and at what is left out."
    checks.assert_close(np.subtract(with_penalty, without), expected, name="the penalty", hint=hint, lecture="B8")


def test_gradients_of_the_last_layer(student, reference, rng):
    """W2 and b2 have the right gradients when lam = 0"""
    params, x, y = draw(rng, **CUBE)
    expected = reference.mlp_loss(params, x, y, 0.0)[1]
    assert_gradients(student.mlp_loss(params, x, y, 0.0)[1], expected, ("W2", "b2"))


def test_gradients_of_the_first_layer(student, reference, rng):
    """W1 and b1 have the right gradients when lam = 0"""
    params, x, y = draw(rng)
    expected = reference.mlp_loss(params, x, y, 0.0)[1]
    assert_gradients(student.mlp_loss(params, x, y, 0.0)[1], expected, ("W1", "b1"))


def test_gradients_at_the_corner(student, reference, rng):
    """A hidden unit that stands at ReLU's corner, or a hair above it, has the right gradients too"""
    params, x, y = draw(rng)
    params["W1"][0], params["b1"][0] = 0.0, 0.0
    params["b1"][1] = 1e-9 - x[0] @ params["W1"][1]
    params["b2"] += 100.0  # where the logits stand says nothing of the corner
    got, expected = student.mlp_loss(params, x, y, 0.0)[1], reference.mlp_loss(params, x, y, 0.0)[1]
    require_entries(got, ("W1", "b1"))
    for key in ("W1", "b1"):
        words = {"name": f"grads[{key!r}]", "like": key, "hint": CORNER, "lecture": "B5"}
        checks.assert_close(got[key], expected[key], **words)


def test_penalty_in_the_gradients(student, rng):
    """The penalty adds lam W to the gradient of each weight and nothing to the biases' gradients"""
    (params, x, y), lam = draw(rng), draw_lam(rng)
    penalised, plain = student.mlp_loss(params, x, y, lam)[1], student.mlp_loss(params, x, y, 0.0)[1]
    require_entries(plain, params)
    require_entries(penalised, params)
    hint = "Differentiate s = lam / 2 (|W1|^2 + |W2|^2) by each parameter."
    for key, value in params.items():
        expected = lam * value if key in ("W1", "W2") else np.zeros_like(value)
        share = np.asarray(penalised[key]) - np.asarray(plain[key])
        checks.assert_close(share, expected, name=f"the penalty's share of {key}", atol=1e-9, hint=hint, lecture="B8")


def test_gradients_are_slopes_of_your_loss(student, rng):
    """The gradients agree with how your own loss changes when the parameters move"""
    (params, x, y), lam = draw(rng), draw_lam(rng)
    _, grads = student.mlp_loss(params, x, y, lam)
    hint = "Loss and gradients belong to different functions: what did one of them leave out?"

    own_losses = student.define(OWN_LOSSES)

    def losses(points):
        return own_losses(points, x, y, lam)

    checks.gradcheck(losses, params, grads, name="grads", rng=rng, together=True, hint=hint, lecture="B8")
    for key, grad in grads.items():
        assert np.any(grad), f"The gradient of {key} is zero everywhere: your loss ignores it."


def test_large_logits(student, reference, rng):
    """Logits in the thousands leave loss and gradients finite and right"""
    everything, last = ("W2", "b2", "W1", "b1"), ("W2", "b2")
    for (params, x, y), names in ((lifted(rng), everything), (very_wrong(rng), everything), (far_apart(rng), last)):
        loss, grads = student.mlp_loss(params, x, y, 0.0)
        expected_loss, expected = reference.mlp_loss(params, x, y, 0.0)
        hint = "Use your stable softmax_cross_entropy on o as it is."
        checks.assert_close(loss, expected_loss, name="loss", hint=hint, lecture="L3")
        assert_gradients(grads, expected, names)


def lifted(rng):
    """All logits alike have a large number added."""
    params, x, y = draw(rng)
    return params | {"b2": params["b2"] + rng.uniform(1000.0, 2000.0)}, x, y


def very_wrong(rng):
    """Each row of logits reaches far, and its label has the smallest; each class has logits of both signs."""
    params, x, _ = draw(rng)
    params["W2"] *= 5000.0
    o = np.maximum(x @ params["W1"].T + params["b1"], 0) @ params["W2"].T
    params["b2"] = -o.mean(axis=0)
    return params, x, (o + params["b2"]).argmin(axis=1)


def far_apart(rng):
    """The first hidden unit lifts all logits of a row, each row by another thousand; its own gradient is rounding."""
    params, x, y = draw(rng)
    x[:, 0] = rng.permutation(np.arange(1.0, N + 1))
    params["W1"][0], params["b1"][0], params["W2"][:, 0] = np.eye(D)[0], 0.0, rng.uniform(1000.0, 1500.0)
    return params, x, y


@pytest.mark.parametrize(("n", "sizes", "dtype"), SMALL)
def test_batch_of_one_and_float32(student, reference, rng, n, sizes, dtype):
    """A batch of one example works, and so do a single input, hidden unit or class, and float32 numbers"""
    params, x, y = draw(rng, n, sizes)
    params, x, lam = {key: value.astype(dtype) for key, value in params.items()}, x.astype(dtype), draw_lam(rng)
    loss, grads = student.mlp_loss(params, x, y, lam)
    expected_loss, expected = reference.mlp_loss(params, x, y, lam)
    tolerance = {"rtol": 1e-4, "atol": 1e-5} if dtype is np.float32 else {}
    checks.assert_close(loss, expected_loss, name="loss", lecture="N4", **tolerance)
    checks.assert_close(grads, expected, name="grads", lecture="B8", **tolerance)


def test_arguments_stay_unchanged(student, rng):
    """params, x and y are the same after the call as before"""
    params, x, y = draw(rng)
    loss, _ = student.mlp_loss(params, x, y, draw_lam(rng))
    assert np.isfinite(loss), "The loss is not a finite number."
    student.assert_arguments_unchanged()
