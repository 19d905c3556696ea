"""Hidden suite of regression_network: linear, tanh, linear, squared error, and all four gradients."""

import numpy as np
import pytest

from course import checks

N, D, H, K = 7, 3, 5, 2
LOSS = "h = tanh(W x + b), t_hat = theta h + c, nothing behind it; the error as in squared_error."
HINTS = {
    "theta": "Walk back from t_hat = theta h + c: what stands beside theta there?",
    "c": "c is added to every prediction, so every example's dt_hat counts.",
    "W": "Walk back from z = W x + b: what stands beside W there, and what does tanh do to dh?",
    "b": "b is added to every example's z, so every example's dz counts.",
}
OWN_LOSSES = """
def own_losses(points, x, t):
    return [regression_network(params, x, t)[0] for params in points]
"""


def draw(rng, n=N, outputs=K, dtype=np.float64):
    """params, x (n, D), t (n, outputs): hidden units where tanh bends but is not flat, and large errors."""
    W, theta = rng.uniform(0.3, 0.8, (2, H, max(D, outputs))) * rng.choice([-1.0, 1.0], (2, H, max(D, outputs)))
    params = {
        "W": W[:, :D],
        "b": rng.uniform(0.2, 0.5, H),
        "theta": theta[:, :outputs].T,
        "c": rng.uniform(0.4, 0.9, outputs),
    }
    x = rng.uniform(0.4, 1.2, (n, D)) * rng.choice([-1.0, 1.0], (n, D))
    t = rng.normal(size=(n, outputs)) + 4.0
    return {name: value.astype(dtype) for name, value in params.items()}, x.astype(dtype), t.astype(dtype)


def require_entries(grads):
    assert isinstance(grads, dict), "grads should be a dict with the keys of params."
    missing = ", ".join(key for key in HINTS if key not in grads)
    assert not missing, f"grads has no entry {missing}: its keys are those of params."


def assert_gradients(got, expected, names=tuple(HINTS), atol=None):
    require_entries(got)
    for key in names:
        words = {"name": f"grads[{key!r}]", "like": key, "hint": HINTS[key], "lecture": "B6"}
        checks.assert_close(got[key], expected[key], atol=atol, **words)


def check(student, reference, params, x, t):
    (loss, grads), (right, expected) = (side.regression_network(params, x, t) for side in (student, reference))
    checks.assert_close(loss, right, name="loss", hint=LOSS, lecture="N5")
    assert_gradients(grads, expected)


@pytest.mark.parametrize("outputs", [2, 1, 6])
def test_loss(student, reference, rng, outputs):
    """The loss is the squared error of linear, tanh, linear"""
    params, x, t = draw(rng, outputs=outputs)
    got, expected = student.regression_network(params, x, t)[0], reference.regression_network(params, x, t)[0]
    checks.assert_close(got, expected, name="loss", hint=LOSS, lecture="N5")


@pytest.mark.parametrize("outputs", [2, 1])
def test_gradients_of_the_output_layer(student, reference, rng, outputs):
    """theta and c have the right gradients"""
    params, x, t = draw(rng, outputs=outputs)
    expected = reference.regression_network(params, x, t)[1]
    assert_gradients(student.regression_network(params, x, t)[1], expected, ("theta", "c"))


@pytest.mark.parametrize("outputs", [2, 1])
def test_gradients_of_the_hidden_layer(student, reference, rng, outputs):
    """W and b have the right gradients"""
    params, x, t = draw(rng, outputs=outputs)
    expected = reference.regression_network(params, x, t)[1]
    assert_gradients(student.regression_network(params, x, t)[1], expected, ("W", "b"))


def test_gradients_are_slopes_of_your_loss(student, rng):
    """The gradients agree with how your own loss changes when the parameters move"""
    params, x, t = draw(rng)
    _, grads = student.regression_network(params, x, t)
    own_losses = student.define(OWN_LOSSES)
    hint = "Loss and gradients belong to different functions: what did one of them leave out?"
    words = {"rng": rng, "together": True, "hint": hint, "lecture": "B6"}
    checks.gradcheck(lambda points: own_losses(points, x, t), params, grads, name="grads", **words)
    for key, grad in grads.items():
        assert np.any(grad), f"The gradient of {key} is zero everywhere: your loss ignores it."


def test_perfect_prediction(student, rng):
    """Where the network predicts its targets exactly, loss and gradients are 0"""
    params, x, _ = draw(rng)
    t = np.tanh(x @ params["W"].T + params["b"]) @ params["theta"].T + params["c"]
    loss, grads = student.regression_network(params, x, t)
    checks.assert_close(loss, 0.0, name="loss", atol=1e-12, hint=LOSS, lecture="N5")
    assert_gradients(grads, {name: np.zeros_like(value) for name, value in params.items()}, atol=1e-12)


def test_saturated_units(student, reference, rng):
    """Units far out on tanh's flat parts, and large inputs, leave everything finite and right"""
    params, x, t = draw(rng)
    sides = np.where(np.arange(H) % 2, -5e3, 5e3)  # which no input outweighs: units at both ends of tanh
    params["W"], params["b"] = 1e3 * params["W"], params["b"] + sides
    check(student, reference, params, x, t)


@pytest.mark.parametrize("outputs", [3, 1])
def test_batch_of_one(student, reference, rng, outputs):
    """A batch of one example keeps every shape, and so do a single input and a single hidden unit"""
    params, x, t = draw(rng, 1, outputs)
    for example in (x, -x):
        check(student, reference, params, example, t)
    check(student, reference, params | {"W": params["W"][:, :1]}, x[:, :1], t)
    one_unit = {key: params[key][:1] for key in ("W", "b")} | {"theta": params["theta"][:, :1]}
    check(student, reference, params | one_unit, x, t)


def test_arguments_unchanged(student, rng):
    """params, x and t are the same after the call as before"""
    loss, _ = student.regression_network(*draw(rng))
    assert np.isfinite(loss), "The loss is not a finite number."
    student.assert_arguments_unchanged()


@pytest.mark.parametrize("n", [N, 1])
def test_float32(student, reference, rng, n):
    """float32 numbers come out right too"""
    check(student, reference, *draw(rng, n, dtype=np.float32))
