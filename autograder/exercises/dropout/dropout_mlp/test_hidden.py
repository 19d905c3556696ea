"""Hidden suite of dropout/dropout_mlp.

Masks may be drawn in any way. They can be read off the gradients of a single example: dW1 is the outer product of db1
and the inputs that passed, dW2 that of db2 and the hidden units that passed. Shares are given Hoeffding's bound;
whatever else depends on chance breaks less than once in 10^12 runs.
"""

import numpy as np
import pytest

from course import checks

KEYS = ("W1", "b1", "W2", "b2")
MANY = 1500
CHANCE = 1e-12

# Losses differ between right solutions; these two answers do not, and the diagnosis sees them.
LOSSES_REPEAT = """
def losses_repeat(params, x, y, first, again):
    a, b, c = (dropout_mlp_loss(params, x, y, 0.5, 0.5, 0.0, rng, True)[0] for rng in (first, again, first))
    return bool(a == b), bool(a == c)
"""


def seed(rng):
    return int(rng.integers(2**31))


def network(rng, d, h, k, scale=1.0):
    """Parameters with sizes d, h, k of which no two need be equal."""
    shapes = {"W1": (h, d), "b1": (h,), "W2": (k, h), "b2": (k,)}
    return {key: scale * rng.normal(size=shape) for key, shape in shapes.items()}


def batch(rng, n, d, k):
    return rng.normal(size=(n, d)), rng.integers(k, size=n)


def call(student, rng, params, x, y, p_input=0.0, p_hidden=0.0, lam=0.0, training=True):
    """loss and grads, the latter with the right keys and shapes."""
    loss, grads = student.dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, student.rng(seed(rng)), training)
    checks.assert_shape(loss, (), name="loss", lecture="B8")
    keys = set(grads) if isinstance(grads, dict) else set()
    assert keys == set(KEYS), f"grads should be a dict with the keys {', '.join(KEYS)}."
    for key in KEYS:
        checks.assert_shape(grads[key], params[key].shape, name=f"grads['{key}']", like=key, lecture="B8")
    return loss, {key: np.asarray(grads[key]) for key in KEYS}


def assert_like_reference(student, reference, rng, params, x, y, lam=0.0, **tolerance):
    loss, grads = call(student, rng, params, x, y, lam=lam)
    expected_loss, expected = reference.dropout_mlp_loss(params, x, y, 0.0, 0.0, lam, np.random.default_rng(0), True)
    checks.assert_close(loss, expected_loss, name="loss", lecture="B8", **tolerance)
    hint = "Without dropout this is backpropagation through linear, ReLU, linear, softmax cross entropy."
    checks.assert_close(grads, expected, name="grads", hint=hint, lecture="B8", **tolerance)


def assert_share(passed, p, name):
    """About p of the units are dropped."""
    share = 1.0 - np.mean(passed != 0)
    verb = "more" if share > p else "fewer"
    bound = np.sqrt(np.log(2 / CHANCE) / (2 * passed.size))
    assert abs(share - p) < bound, f"Far {verb} {name} are dropped than their p says. (lectures R8)"


def through(gradient, bias_gradient, name):
    """What passed to a layer in a pass with one example: the row v of gradient = outer(bias_gradient, v)."""
    best = int(np.argmax(np.abs(bias_gradient)))
    assert bias_gradient[best] != 0, f"The gradient of the bias beside {name} is all zeros. (lectures B8)"
    passed = gradient[best] / bias_gradient[best]
    hint = "Units are dropped, not weights: all weights that leave a unit see the same value of it."
    checks.assert_close(gradient, np.outer(bias_gradient, passed), name=f"grads['{name}']", hint=hint, lecture="R8")
    return passed


@pytest.mark.parametrize(("n", "dtype"), [(5, np.float64), (1, np.float64), (5, np.float32)])
def test_without_dropout_it_is_the_plain_network(student, reference, rng, n, dtype):
    """With both p = 0 loss and gradients are those of the plain network, for a batch of one and float32 too"""
    params = {key: value.astype(dtype) for key, value in network(rng, 7, 4, 3).items()}
    x, y = batch(rng, n, 7, 3)
    tolerance = {"rtol": 1e-3, "atol": 1e-4} if dtype is np.float32 else {"rtol": 1e-6, "atol": 1e-9}
    assert_like_reference(student, reference, rng, params, x.astype(dtype), y, **tolerance)


def test_very_wrong_examples(student, reference, rng):
    """Logits in the thousands give a large, finite, correct loss"""
    params, (x, y) = network(rng, 7, 4, 3), batch(rng, 5, 7, 3)
    params["b1"] += 100.0
    params["W2"] = rng.permutation([-10.0, 0.0, 10.0])[:, None] * rng.uniform(0.5, 1.0, size=(3, 4))
    assert_like_reference(student, reference, rng, params, x, y, rtol=1e-6, atol=1e-6)


def test_penalty(student, rng):
    """lam adds lam/2 times the squared weights to the loss and lam times the weights to their gradients"""
    params, (x, y), lam = network(rng, 7, 4, 3), batch(rng, 5, 7, 3), rng.uniform(0.5, 1.5)
    plain_loss, plain = call(student, rng, params, x, y)
    loss, grads = call(student, rng, params, x, y, lam=lam)
    squares = (params["W1"] ** 2).sum() + (params["W2"] ** 2).sum()
    hint = "Half of lam, all entries of W1 and W2, no biases; no division by N."
    checks.assert_close(
        loss - plain_loss, lam / 2 * squares, name="penalty in the loss", rtol=1e-6, hint=hint, lecture="R4"
    )
    hint = "The derivative of lam/2 * w^2 is lam * w; the biases are left alone."
    for key in KEYS:
        expected = lam * params[key] if key.startswith("W") else np.zeros_like(params[key])
        name = f"penalty in grads['{key}']"
        checks.assert_close(grads[key] - plain[key], expected, name=name, rtol=1e-6, atol=1e-9, hint=hint, lecture="R4")


def test_evaluation_drops_nothing(student, reference, rng):
    """With training=False nothing is dropped and nothing is scaled, whatever the two p are"""
    params, (x, y) = network(rng, 30, 40, 3, scale=0.2), batch(rng, 2, 30, 3)
    params["b1"] = rng.uniform(2.0, 3.0, size=40)
    p_input, p_hidden = rng.uniform(0.7, 0.75), rng.uniform(0.8, 0.85)
    loss, grads = call(student, rng, params, x, y, p_input, p_hidden, training=False)
    expected_loss, expected = reference.dropout_mlp_loss(params, x, y, 0.0, 0.0, 0.0, np.random.default_rng(0), False)
    hint = "Hand `training` on to dropout_forward, for the inputs and for the hidden units."
    checks.assert_close(loss, expected_loss, name="loss with training=False", rtol=1e-6, hint=hint, lecture="R8")
    name = "grads with training=False"
    checks.assert_close(grads, expected, name=name, rtol=1e-6, atol=1e-9, hint=hint, lecture="R8")


def test_inputs_are_dropped(student, rng):
    """In training a share p_input of the inputs is dropped, and the others reach W1 divided by 1 - p_input"""
    h, k = 41, 40
    p_input, p_hidden = rng.uniform(0.1, 0.2), rng.uniform(0.45, 0.5)
    params = network(rng, MANY, h, k)
    params |= {"W1": rng.uniform(0.5, 1.5, size=(h, MANY)) / MANY, "b1": np.full(h, 0.5)}
    x, y = rng.uniform(0.5, 2.0, size=(1, MANY)), rng.integers(k, size=1)
    _, grads = call(student, rng, params, x, y, p_input, p_hidden)
    passed = through(grads["W1"], grads["b1"], "W1")
    assert_share(passed, p_input, "inputs")
    expected = np.where(passed != 0, x[0] / (1 - p_input), 0.0)
    hint = "dropout_forward on x with p_input; its output is what the linear layer and dW1 see."
    checks.assert_close(passed, expected, name="inputs that reach W1", rtol=1e-6, hint=hint, lecture="R8")


def test_hidden_units_are_dropped(student, rng):
    """In training a share p_hidden of the hidden units is dropped, and the others reach W2 divided by 1 - p_hidden"""
    d, k = 7, 40
    p_input, p_hidden = rng.uniform(0.1, 0.2), rng.uniform(0.45, 0.5)
    params = network(rng, d, MANY, k) | {"W1": np.zeros((MANY, d)), "b1": rng.uniform(0.5, 2.0, size=MANY)}
    params["W2"] = params["W2"] / np.sqrt(MANY)
    x, y = batch(rng, 1, d, k)
    _, grads = call(student, rng, params, x, y, p_input, p_hidden)
    passed = through(grads["W2"], grads["b2"], "W2")
    assert_share(passed, p_hidden, "hidden units")
    expected = np.where(passed != 0, params["b1"] / (1 - p_hidden), 0.0)
    hint = "dropout_forward on the hidden units, after the ReLU, with p_hidden."
    checks.assert_close(passed, expected, name="hidden units that reach W2", rtol=1e-6, hint=hint, lecture="R8")


def test_examples_have_masks_of_their_own(student, rng):
    """Copies of one example within a batch lose different inputs and different hidden units"""
    n, d, h, k = 16, 200, 210, 5
    params = network(rng, d, h, k, scale=0.1) | {"W1": np.full((h, d), 0.5 / d), "b1": np.full(h, 0.5)}
    x, y = np.tile(rng.uniform(0.5, 2.0, size=(1, d)), (n, 1)), np.full(n, rng.integers(k))
    _, grads = call(student, rng, params, x, y, 0.5, 0.5)
    # A unit is missing in all 16 copies about once in 2^16, under one common mask every second time.
    for key, name in (("W2", "hidden units"), ("W1", "inputs")):
        missing = (grads[key] == 0).all(axis=0).mean()
        assert missing < 0.2, (
            f"Many {name} are missing in every copy of the example: the batch shares a mask. Draw a number for each "
            "unit of each row. (lectures R8)"
        )


def test_gradients_belong_to_the_masks(student, rng):
    """The gradients are the slopes of the loss under the very masks that were drawn"""
    n, d, h, k = 5, 7, 6, 3
    p_input, p_hidden, lam = rng.uniform(0.2, 0.3), rng.uniform(0.4, 0.5), rng.uniform(0.05, 0.1)
    params, (x, y), start = network(rng, d, h, k), batch(rng, n, d, k), seed(rng)
    # No mask may bring a hidden unit near the ReLU's kink: |W1 x| stays below 1, the biases are 2 or -2.
    params["W1"] *= (1 - p_input) / (np.abs(params["W1"]).sum(axis=1).max() * np.abs(x).max())
    params["b1"] = rng.permutation([2.0, 2.0, 2.0, 2.0, -2.0, -2.0])

    def loss_and_grads(params):
        return student.dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, student.rng(start), True)

    loss, grads = loss_and_grads(params)
    checks.assert_shape(loss, (), name="loss", lecture="B8")
    hint = "Backward goes through the masks of this forward pass, with their scale; the weights see what passed."
    checks.gradcheck(lambda p: loss_and_grads(p)[0], params, grads, name="grads", rng=rng, hint=hint, lecture="R8")


def test_masks_come_from_the_generator(student, rng):
    """The generator that is handed in decides: same state, same loss; next call, another one"""
    params, (x, y), start = network(rng, 7, 11, 3), batch(rng, 9, 7, 3), seed(rng)
    student.define(LOSSES_REPEAT)(params, x, y, student.rng(start), student.rng(start))
    generator = student.rng(start)
    generators = generator, generator, student.rng(start)
    first, second, again = (student.dropout_mlp_loss(params, x, y, 0.5, 0.5, 0.0, g, True)[0] for g in generators)
    for loss in (first, second, again):
        checks.assert_shape(loss, (), name="loss", lecture="B8")
    assert first != second, "Two passes with one generator gave the same loss: no new masks were drawn. (lectures R8)"
    assert first == again, (
        "Two generators in the same state gave different losses. All masks come from `rng`, none from np.random. "
        "(lectures R8)"
    )


def test_arguments_stay_unchanged(student, rng):
    """params, x and y are the same after the call as before"""
    params, (x, y) = network(rng, 7, 4, 3), batch(rng, 9, 7, 3)
    for training in (True, False):
        call(student, rng, params, x, y, 0.5, 0.5, 0.1, training)
    student.assert_arguments_unchanged()
