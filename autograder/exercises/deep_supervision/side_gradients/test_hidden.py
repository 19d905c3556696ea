"""Hidden suite of deep_supervision/side_gradients."""

import itertools

import numpy as np
import pytest

from course import checks

ACTIVATIONS = ("sigmoid", "tanh", "relu")
N, SIDE = 6, 4
SMALL = [(n, (4, 6, 3, 5), dtype) for n, dtype in ((1, np.float64), (1, np.float32), (N, np.float32))]
SMALL += [(1, sizes, np.float64) for sizes in ((1, 3, 1, 2), (4, 2, 1))]
OWN_LOSSES = """
def own_losses(points, x, y, alphas, activation):
    return [float(deeply_supervised_mlp(params, x, y, alphas, activation)[0]) for params in points]
"""
ADD = "At a hidden layer the gradient from above and that of its side classifier, times alpha, are added; then f'."
OWN = "A side classifier gets the gradient of alpha_l l_l: that of its own loss, times alpha."


def draw(rng, sizes, n=N):
    """params, x, y, alphas for these sizes, the classes last; no hidden z stands near ReLU's corner."""
    while True:
        params = dict(layers(rng, sizes))
        x, y = rng.normal(size=(n, sizes[0])), rng.integers(sizes[-1], size=n)
        if corner_distance(params, x, len(sizes) - 2) > 1e-3:
            return params, x, y, weights(rng, len(sizes) - 2)


def layers(rng, sizes):
    """W1 b1 ... and a side classifier on each hidden layer."""
    for layer, (inputs, outputs) in enumerate(itertools.pairwise(sizes), start=1):
        yield f"W{layer}", rng.normal(size=(outputs, inputs)) * np.sqrt(2.0 / inputs)
        yield f"b{layer}", 0.5 * rng.normal(size=outputs)
    for layer, units in enumerate(sizes[1:-1], start=1):
        yield f"S{layer}", rng.normal(size=(sizes[-1], units))
        yield f"c{layer}", rng.normal(size=sizes[-1])


def weights(rng, count):
    """alphas that lie apart from each other, from their squares and from 1."""
    return rng.permutation(np.linspace(0.3, 0.7, count) + rng.uniform(0.01, 0.04)).tolist()


def corner_distance(params, x, L):
    """Smallest |z| of the hidden units with ReLU."""
    h, least = x, np.inf
    for layer in range(1, L + 1):
        z = h @ params[f"W{layer}"].T + params[f"b{layer}"]
        h, least = np.maximum(z, 0.0), min(least, float(np.abs(z).min()))
    return least


def part(grads, letters, params):
    """The gradients whose names begin so, once all are sure to be there."""
    assert isinstance(grads, dict), "grads should be a dict with the keys of params."
    missing = [key for key in params if key not in grads]
    assert not missing, f"grads has no entry {', '.join(missing)}."
    return {key: value for key, value in grads.items() if str(key)[:1] in letters}


def assert_part(student, reference, letters, arguments, hint, **tolerance):
    params, *rest = arguments
    _, grads = student.deeply_supervised_mlp(params, *rest)
    _, expected = reference.deeply_supervised_mlp(params, *rest)
    got, wanted = part(grads, letters, params), part(expected, letters, params)
    checks.assert_close(got, wanted, name="grads", hint=hint, lecture="D1", **tolerance)


def assert_loss(student, reference, arguments, **words):
    loss, _ = student.deeply_supervised_mlp(*arguments)
    expected, _ = reference.deeply_supervised_mlp(*arguments)
    hint = "L + sum_l alpha_l l_l, every classifier with the softmax cross entropy of its own scores."
    checks.assert_close(loss, expected, **{"name": "loss", "hint": hint, "lecture": "D1", **words})


def assert_like_reference(student, reference, arguments, hint=ADD, **tolerance):
    loss, grads = student.deeply_supervised_mlp(*arguments)
    expected_loss, expected = reference.deeply_supervised_mlp(*arguments)
    checks.assert_close(loss, expected_loss, name="loss", hint=hint, lecture="D1", **tolerance)
    checks.assert_close(grads, expected, name="grads", hint=hint, lecture="D1", **tolerance)


@pytest.mark.parametrize("sizes", [(3, 4, 2), (5, 3, 4, 6), (3, 5, 4, 6, 3), (SIDE,) * 5], ids=str)
def test_loss(student, reference, rng, sizes):
    """The loss is right for one, two and three hidden layers, with each activation"""
    for activation in ACTIVATIONS:
        assert_loss(student, reference, (*draw(rng, sizes), activation))


@pytest.mark.parametrize("sizes", [(3, 4, 2), (5, 3, 4, 6), (3, 5, 4, 6, 3), (SIDE,) * 5], ids=str)
def test_gradients_of_the_main_path(student, reference, rng, sizes):
    """W and b of every layer get the gradients of all losses that stand above them"""
    for activation in ACTIVATIONS:
        assert_part(student, reference, "Wb", (*draw(rng, sizes), activation), ADD)


@pytest.mark.parametrize("sizes", [(3, 4, 2), (5, 3, 4, 6), (3, 5, 4, 6, 3), (SIDE,) * 5], ids=str)
def test_gradients_of_the_side_classifiers(student, reference, rng, sizes):
    """S and c of every side classifier get the gradient of its weighted loss"""
    for activation in ACTIVATIONS:
        assert_part(student, reference, "Sc", (*draw(rng, sizes), activation), OWN)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_gradients_are_slopes_of_your_loss(student, rng, activation):
    """The gradients agree with how your own loss changes when the parameters move"""
    params, x, y, alphas = draw(rng, (3, 4, 5, 3))
    _, grads = student.deeply_supervised_mlp(params, x, y, alphas, activation)
    own_losses = student.define(OWN_LOSSES)

    def losses(points):
        return own_losses(points, x, y, alphas, activation)

    hint = "Loss and gradients must be those of one function: all its terms, with their weights, in both."
    checks.gradcheck(losses, params, grads, name="grads", rng=rng, together=True, hint=hint, lecture="D1")


def test_weights_of_zero(student, reference, rng):
    """A side loss of weight 0 teaches nobody, its own classifier included; the others go on"""
    params, x, y, alphas = draw(rng, (SIDE,) * 5)
    for off in ((0, 1, 2), (0,), (1,), (2,)):
        some = [0.0 if k in off else alpha for k, alpha in enumerate(alphas)]
        assert_like_reference(student, reference, (params, x, y, some, "tanh"))


def test_large_weights(student, reference, rng):
    """Weights in the hundreds and of a thousandth, as a list, a tuple or an array"""
    params, x, y, alphas = draw(rng, (5, 3, 4, 6))
    for some in ([500.0 * a for a in alphas], tuple(1e-3 * a for a in alphas), np.array([100.0, 1e-3]) * alphas):
        assert_like_reference(student, reference, (params, x, y, some, "tanh"))


def test_relu_unless_told_otherwise(student, reference, rng):
    """Without the argument the activation is ReLU, and it may be given by name"""
    arguments = draw(rng, (SIDE,) * 4)
    loss, grads = student.deeply_supervised_mlp(*arguments)
    named, named_grads = student.deeply_supervised_mlp(*arguments, activation="sigmoid")
    for got, expected in (
        ((loss, grads), reference.deeply_supervised_mlp(*arguments)),
        ((named, named_grads), reference.deeply_supervised_mlp(*arguments, activation="sigmoid")),
    ):
        checks.assert_close(got[0], expected[0], name="loss", lecture="D1")
        checks.assert_close(got[1], expected[1], name="grads", lecture="D1")


def draw_corner(rng):
    """The first unit of both hidden layers stands at ReLU's corner; another one of each is on for half of the batch."""
    while True:
        params, x, *rest = draw(rng, (SIDE,) * 4)
        h, on = x, []
        for layer in (1, 2):
            params[f"W{layer}"][0], params[f"b{layer}"][0] = 0.0, 0.0
            h = np.maximum(h @ params[f"W{layer}"].T + params[f"b{layer}"], 0.0)
            on.append((h > 0).mean(axis=0).max())
        if min(on) >= 0.5:
            return params, x, *rest


def test_gradients_at_the_corner(student, reference, rng):
    """Units that stand exactly at ReLU's corner hand nothing on, from above or from the side"""
    params, *rest = draw_corner(rng)
    params["b3"] = params["b3"] - 30.0  # no score is above 0: what a ReLU behind the main classifier does always shows
    hint = "At z = 0 the course takes 0 for ReLU's slope."
    assert_part(student, reference, "Wb", (params, *rest, "relu"), hint)


@pytest.mark.parametrize("heads", [("W3 b3",), ("S1 c1",), ("W3 b3", "S1 c1", "S2 c2")], ids=", ".join)
def test_large_scores(student, reference, rng, heads):
    """Scores in the thousands give a finite and correct loss, in the main classifier and in the side ones"""
    hint = "Use your stable softmax_cross_entropy on the scores as they are, for every classifier."
    for change in (lifted, far_apart, very_wrong):
        params, x, y, alphas = draw(rng, (SIDE,) * 4)
        for head in heads:
            y = change(rng, params, *head.split(), y)
        assert_like_reference(student, reference, (params, x, y, alphas, "tanh"), hint, rtol=1e-6)


def lifted(rng, params, W, b, y):
    """All scores of a classifier have a large number added."""
    params[b] = params[b] + rng.uniform(1000.0, 2000.0)
    return y


def far_apart(rng, params, W, b, y):
    """All scores of an example have another large number added for each example."""
    params[W] = params[W] + rng.uniform(3000.0, 4000.0)
    return y


def very_wrong(rng, params, W, b, y):
    """The scores reach far, and the label has the smallest."""
    label = 1
    params[b] = np.where(np.arange(SIDE) == label, -2000.0, params[b])
    return np.full_like(y, label)


def test_layers_are_found_by_number(student, reference, rng):
    """Layer 10 comes after layer 9, and the order of the keys in params does not matter"""
    params, *rest = draw(rng, (3,) * 13)
    shuffled = {key: params[key] for key in rng.permutation(sorted(params)).tolist()}
    assert_like_reference(student, reference, (shuffled, *rest, "tanh"))
    params, *rest = draw(rng, (SIDE,) * 5)
    assert_like_reference(student, reference, ({key: params[key] for key in reversed(params)}, *rest, "relu"))


@pytest.mark.parametrize(("n", "sizes", "dtype"), SMALL)
def test_batch_of_one_and_float32(student, reference, rng, n, sizes, dtype):
    """A batch of one example works, and so do a single input, layers of one unit, one class, and float32 numbers"""
    params, x, y, alphas = draw(rng, sizes, n)
    params = {key: value.astype(dtype) for key, value in params.items()}
    tolerance = {"rtol": 1e-3, "atol": 1e-5} if dtype is np.float32 else {}
    for activation in ACTIVATIONS:
        assert_like_reference(student, reference, (params, x.astype(dtype), y, alphas, activation), **tolerance)


def test_arguments_stay_unchanged(student, rng):
    """params, x, y and alphas are the same after the call as before"""
    for activation in ACTIVATIONS:
        student.deeply_supervised_mlp(*draw(rng, (4, 5, 3, 2)), activation)
    student.assert_arguments_unchanged()
