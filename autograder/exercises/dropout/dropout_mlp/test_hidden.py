"""Hidden suite of dropout/dropout_mlp.

Masks may be drawn in any way. They can be read off the gradients of a single example: dW1 is the outer product of db1
and the inputs that passed, dW2 that of db2 and the hidden units that passed. Shares are given Hoeffding's bound;
whatever else depends on chance breaks less than once in 10^12 runs.
"""

import numpy as np
import pytest

from course import checks

KEYS = ("W1", "b1", "W2", "b2")
SIDE = 5
PLAIN = "Without dropout this is backpropagation through linear, ReLU, linear, softmax cross entropy."
MANY = 1500
PLAIN_CASES = [(n, (7, 4, 3), dtype) for n, dtype in ((5, np.float64), (1, np.float64), (5, np.float32))]
PLAIN_CASES += [(1, sizes, np.float64) for sizes in ((1, 4, 3), (7, 1, 3), (7, 4, 1))]
CHANCE = 1e-12

# Losses differ between right solutions; these answers do not, and the diagnosis sees them.
LOSSES_REPEAT = """
def losses_repeat(params, x, y, p_input, p_hidden, first, again):
    a, b, c = (dropout_mlp_loss(params, x, y, p_input, p_hidden, 0.0, rng, True)[0] for rng in (first, again, first))
    plain = dropout_mlp_loss(params, x, y, p_input, p_hidden, 0.0, again, False)[0]
    return bool(a == b), bool(a == c), bool(np.isclose(a, plain))
"""
GENERATOR_RESTS = """
def generator_rests(params, x, y, used, fresh):
    dropout_mlp_loss(params, x, y, 0.5, 0.5, 0.0, used, False)
    return bool(np.array_equal(used.random(3), fresh.random(3)))
"""


def seed(rng):
    return int(rng.integers(2**31))


def network(rng, d, h, k, scale=1.0):
    """Parameters with sizes d, h, k of which no two need be equal."""
    shapes = {"W1": (h, d), "b1": (h,), "W2": (k, h), "b2": (k,)}
    return {key: scale * rng.normal(size=shape) for key, shape in shapes.items()}


def batch(rng, n, d, k):
    return rng.normal(size=(n, d)), rng.integers(k, size=n)


def cube(rng):
    """params, x and y with all sizes alike: there a product fits the wrong way round too, and stops nothing."""
    return network(rng, SIDE, SIDE, SIDE), *batch(rng, SIDE, SIDE, SIDE)


def call(student, rng, params, x, y, p_input=0.0, p_hidden=0.0, lam=0.0, training=True):
    return student.dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, student.rng(seed(rng)), training)


def entry(grads, key, params):
    """One gradient, once it is sure to be there and shaped like its parameter."""
    assert isinstance(grads, dict), f"grads should be a dict with the keys {', '.join(KEYS)}."
    assert key in grads, f"grads has no entry {key}."
    checks.assert_shape(grads[key], params[key].shape, name=f"grads['{key}']", like=key, lecture="B8")
    gradient = np.asarray(grads[key])
    assert np.isfinite(gradient).all(), f"grads['{key}'] is not finite. (lectures B8)"
    return gradient


def assert_like_reference(student, reference, rng, params, x, y, training=True, hint=PLAIN, **tolerance):
    loss, grads = call(student, rng, params, x, y, training=training)
    generator = np.random.default_rng(0)
    expected_loss, expected = reference.dropout_mlp_loss(params, x, y, 0.0, 0.0, 0.0, generator, training)
    checks.assert_close(loss, expected_loss, name="loss", hint=hint, lecture="B8", **tolerance)
    checks.assert_close(grads, expected, name="grads", hint=hint, lecture="B8", **tolerance)


def assert_share(passed, p, name, seen):
    """About p of the units are dropped, as the gradient tells that they meet."""
    share = 1.0 - np.mean(passed != 0)
    verb = "more" if share > p else "fewer"
    bound = np.sqrt(np.log(2 / CHANCE) / (2 * passed.size))
    assert abs(share - p) < bound, (
        f"As {seen} shows them, far {verb} {name} are dropped than their p says. (lectures R8)"
    )


def through(gradient, bias_gradient, name):
    """What passed to a layer in a pass with one example: the row v of gradient = outer(bias_gradient, v)."""
    best = int(np.argmax(np.abs(bias_gradient)))
    assert bias_gradient[best] != 0, f"The gradient of the bias beside {name} is all zeros. (lectures B8)"
    passed = gradient[best] / bias_gradient[best]
    hint = "Units are dropped, not weights: all weights that leave a unit see the same value of it."
    checks.assert_close(gradient, np.outer(bias_gradient, passed), name=f"grads['{name}']", hint=hint, lecture="R8")
    return passed


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize(("n", "sizes", "dtype"), PLAIN_CASES)
def test_without_dropout_it_is_the_plain_network(student, reference, rng, n, sizes, dtype, training):
    """With both p = 0 this is the plain network, for float32 and a single example, input, hidden unit or class too"""
    params = {key: value.astype(dtype) for key, value in network(rng, *sizes).items()}
    x, y = batch(rng, n, sizes[0], sizes[-1])
    tolerance = {"rtol": 1e-3, "atol": 1e-4} if dtype is np.float32 else {"rtol": 1e-6, "atol": 1e-9}
    assert_like_reference(student, reference, rng, params, x.astype(dtype), y, training, **tolerance)
    params["W1"][0], params["b1"][0] = 0.0, 0.0
    hint = "A hidden unit stands exactly at ReLU's corner: there the course takes 0 for its slope."
    assert_like_reference(student, reference, rng, params, x.astype(dtype), y, training, hint, **tolerance)


@pytest.mark.parametrize("training", [True, False])
def test_large_scores(student, reference, rng, training):
    """Scores in the thousands give a finite and correct loss, whichever class they speak for"""
    hint = "Use your stable softmax_cross_entropy on the scores as they are."
    for params, x, y in (lifted(rng), far_apart(rng), very_wrong(rng)):
        assert_like_reference(student, reference, rng, params, x, y, training, hint, rtol=1e-6, atol=1e-6)


def lifted(rng):
    """All scores alike have a large number added."""
    params, x, y = cube(rng)
    return params | {"b2": params["b2"] + rng.uniform(1000.0, 2000.0)}, x, y


def far_apart(rng):
    """The first hidden unit lifts all scores of an example, each example by another thousand, from far below 0."""
    params, x, y = cube(rng)
    params["b2"] -= 3500.0
    x[:, 0] = rng.permutation(np.arange(1.0, SIDE + 1))
    params["W1"][0], params["b1"][0], params["W2"][:, 0] = np.eye(SIDE)[0], 0.0, rng.uniform(1000.0, 1500.0)
    return params, x, y


def very_wrong(rng):
    """The scores of an example reach far, and its label has the smallest."""
    params, x, _ = cube(rng)
    params["b1"] += 100.0
    params["W2"] = rng.permutation(np.linspace(-10.0, 10.0, SIDE))[:, None] * rng.uniform(0.5, 1.0, size=SIDE)
    return params, x, np.full(SIDE, params["W2"][:, 0].argmin())


@pytest.mark.parametrize("training", [True, False])
def test_penalty(student, rng, training):
    """lam adds lam/2 times the squared weights to the loss and lam times the weights to their gradients, always"""
    (params, x, y), lam = cube(rng), rng.uniform(0.5, 1.5)
    plain_loss, plain = call(student, rng, params, x, y, training=training)
    loss, grads = call(student, rng, params, x, y, lam=lam, training=training)
    squares = (params["W1"] ** 2).sum() + (params["W2"] ** 2).sum()
    where = "" if training else " with training=False"
    hint = "Half of lam, all entries of W1 and W2, no biases; no division by N."
    words = {"name": f"penalty in the loss{where}", "hint": hint, "lecture": "R4"}
    checks.assert_close(np.subtract(loss, plain_loss), lam / 2 * squares, rtol=1e-6, **words)
    hint = "The derivative of lam/2 * w^2 is lam * w; the biases are left alone."
    for key in KEYS:
        expected = lam * params[key] if key.startswith("W") else np.zeros_like(params[key])
        words = {"name": f"penalty in grads['{key}']{where}", "hint": hint, "lecture": "R4"}
        share = entry(grads, key, params) - entry(plain, key, params)
        checks.assert_close(share, expected, rtol=1e-6, atol=1e-9, **words)


@pytest.mark.parametrize(("n", "dtype"), [(2, np.float64), (1, np.float64), (2, np.float32)])
def test_evaluation_drops_nothing(student, reference, rng, n, dtype):
    """With training=False nothing is dropped and nothing is scaled, whatever the two p are"""
    params, (x, y) = network(rng, 30, 30, 30, scale=0.2), batch(rng, n, 30, 30)
    params["b1"] = rng.uniform(2.0, 3.0, size=30)
    params, x = {key: value.astype(dtype) for key, value in params.items()}, x.astype(dtype)
    p_input, p_hidden = rng.uniform(0.7, 0.75), rng.uniform(0.8, 0.85)
    loss, grads = call(student, rng, params, x, y, p_input, p_hidden, training=False)
    expected_loss, expected = reference.dropout_mlp_loss(params, x, y, 0.0, 0.0, 0.0, np.random.default_rng(0), False)
    tolerance = {"rtol": 1e-3, "atol": 1e-4} if dtype is np.float32 else {"rtol": 1e-6, "atol": 1e-9}
    words = {"hint": "Hand `training` on to dropout_forward, for the inputs and for the hidden units.", "lecture": "R8"}
    checks.assert_close(loss, expected_loss, name="loss with training=False", **tolerance, **words)
    checks.assert_close(grads, expected, name="grads with training=False", **tolerance, **words)


def test_inputs_are_dropped(student, rng):
    """In training a share p_input of the inputs is dropped, and the others reach W1 divided by 1 - p_input"""
    h, k = 41, 40
    p_input, p_hidden = rng.uniform(0.1, 0.2), rng.uniform(0.45, 0.5)
    params = network(
        rng, MANY, h, k, scale=1 / np.sqrt(h)
    )  # scores that leave the label in doubt: gradients to read off
    params |= {"W1": rng.uniform(0.5, 1.5, size=(h, MANY)) / MANY, "b1": np.full(h, 0.5)}
    x, y = rng.uniform(0.5, 2.0, size=(1, MANY)), rng.integers(k, size=1)
    _, grads = call(student, rng, params, x, y, p_input, p_hidden)
    passed = through(entry(grads, "W1", params), entry(grads, "b1", params), "W1")
    assert_share(passed, p_input, "inputs", "dW1")
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
    passed = through(entry(grads, "W2", params), entry(grads, "b2", params), "W2")
    assert_share(passed, p_hidden, "hidden units", "dW2")
    expected = np.where(passed != 0, params["b1"] / (1 - p_hidden), 0.0)
    hint = "dropout_forward on the hidden units, after the ReLU, with p_hidden."
    checks.assert_close(passed, expected, name="hidden units that reach W2", rtol=1e-6, hint=hint, lecture="R8")


def test_scores_are_not_dropped(student, reference, rng):
    """Nothing is dropped behind W2: where W2 is 0 the scores are b2, whichever units are missing"""
    params, (x, y) = network(rng, SIDE, SIDE, 20), batch(rng, 20, SIDE, 20)
    params["W2"] = np.zeros((20, SIDE))
    loss, grads = call(student, rng, params, x, y, 0.5, 0.5)
    expected_loss, expected = reference.dropout_mlp_loss(params, x, y, 0.0, 0.0, 0.0, np.random.default_rng(0), True)
    hint = (
        "The scores go to the softmax as they are: a dropped score would be a 0, which is a statement like any other."
    )
    checks.assert_close(loss, expected_loss, name="loss with W2 = 0", hint=hint, lecture="R8")
    got = entry(grads, "b2", params)
    checks.assert_close(got, expected["b2"], name="grads['b2'] with W2 = 0", hint=hint, lecture="R8")


def test_examples_have_masks_of_their_own(student, rng):
    """Copies of one example within a batch lose different inputs and different hidden units"""
    n, d, h, k = 16, 200, 210, 5
    params = network(rng, d, h, k, scale=0.1) | {"W1": np.full((h, d), 0.5 / d), "b1": np.full(h, 0.5)}
    x, y = np.tile(rng.uniform(0.5, 2.0, size=(1, d)), (n, 1)), np.full(n, rng.integers(k))
    _, grads = call(student, rng, params, x, y, 0.5, 0.5)
    columns = entry(grads, "W2", params)
    assert np.ptp(columns, axis=1).max() > 1e-3 * np.abs(columns).max(), (
        "All hidden units are alike here, and so are their gradients: no copy has lost one of its own. (lectures R8)"
    )
    # A unit is missing in all 16 copies about once in 2^16, under one common mask every second time.
    for key, name in (("W2", "hidden units"), ("W1", "inputs")):
        missing = (entry(grads, key, params) == 0).all(axis=0).mean()
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


def assert_masks_from_the_generator(student, params, x, y, rates, start):
    """One of the two rates may be 0: what is drawn for the other is seen alone."""
    *_, nothing = student.define(LOSSES_REPEAT)(params, x, y, *rates, student.rng(start), student.rng(start))
    generator = student.rng(start)
    generators = generator, generator, student.rng(start)
    first, second, again = (student.dropout_mlp_loss(params, x, y, *rates, 0.0, g, True)[0] for g in generators)
    for loss in (first, second, again):
        checks.assert_shape(loss, (), name="loss", lecture="B8")
    words = "with p_input = {:g} and p_hidden = {:g}".format(*rates)
    assert not nothing, f"In training, {words}, nothing is dropped. Each layer asks for its own rate. (lectures R9)"
    assert first != second, (
        f"Two passes with one generator, {words}, gave the same loss: no new masks were drawn. (lectures R8)"
    )
    assert first == again, (
        f"Two generators in the same state, {words}, gave different losses. All masks come from `rng`, none from "
        "np.random. (lectures R8)"
    )


def test_masks_come_from_the_generator(student, rng):
    """The generator that is handed in decides: same state, same loss; next call, another one; at test time it rests"""
    params, (x, y), start = network(rng, 14, 14, 14), batch(rng, 14, 14, 14), seed(rng)
    for rates in ((0.5, 0.5), (0.0, 0.5), (0.5, 0.0)):
        assert_masks_from_the_generator(student, params, x, y, rates, start)
    assert student.define(GENERATOR_RESTS)(params, x, y, student.rng(start), student.rng(start)), (
        "With training=False numbers were drawn from `rng`, so that asking for a loss changes later masks. "
        "Hand `training` on to dropout_forward, or look at it before you draw. (lectures R8)"
    )


def inputs_first(student, rng, rehearsal):
    """Whether the same inputs pass from the same state of the generator, some and not all, beside more hidden units."""
    d, start = 60, seed(rng)
    x, y = rng.uniform(0.5, 2.0, size=(1, d)), rng.integers(50, size=1)
    both = [network(rng, d, h, 50) | {"W1": np.full((h, d), 0.5 / d), "b1": np.ones(h)} for h in (40, 55)]
    answers = [student.dropout_mlp_loss(params, x, y, 0.5, 0.5, 0.0, student.rng(start), True) for params in both]
    gradients = [entry(grads, "W1", params) for params, (_, grads) in zip(both, answers, strict=True)]
    passed = [(dW1 != 0).any(axis=0) for dW1 in gradients]
    return bool(np.array_equal(*passed) and passed[0].any() and not passed[0].all())


def test_mask_of_the_inputs_is_drawn_first(student):
    """The inputs' mask is drawn before that of the hidden units: how many of these there are does not change it"""
    assert student.once(inputs_first), (
        "From the same state of `rng` other inputs are dropped when there are more hidden units. Draw the mask of the "
        "inputs first, then that of the hidden units. (lectures R9)"
    )


def test_arguments_stay_unchanged(student, rng):
    """params, x and y are the same after the call as before"""
    params, x, y = cube(rng)
    for training in (True, False):
        call(student, rng, params, x, y, 0.5, 0.5, 0.1, training)
    student.assert_arguments_unchanged()
