"""Hidden suite of practice/find_broken.

The layers stay on this side: the student's function calls them one message at a time and cannot look into them. They
have letters for names, the last letter first, so that a name says nothing. A planted mistake is wrong at every point
near x and along nearly every direction; how a student looks for it, and with which draws, makes no difference.
"""

from types import FunctionType

import numpy as np
import pytest

HINT = "(forward(x)[0] * dout).sum(), with a random dout, has the gradient backward(dout, cache)."
ASIDE = "Judge it beside x, further away than the steps of a difference reach, and let one of several points acquit."


# Whoever goes aside from a kink can meet the next one. Here one lies a hair beside the first point that is asked for,
# and stays there: wherever that is, it falls between the two points of a difference.
HAIR = """
def forward(x, kept=[]):
    x = np.asarray(x, dtype=float)
    if not kept:
        kept.append(x.flat[:3] + 1e-9)
    out, slope = x**2, 2 * x
    out.flat[:3], slope.flat[:3] = abs(x.flat[:3] - kept[0]), np.sign(x.flat[:3] - kept[0])
    return out, slope
"""
HAIR_BACK = """
def backward(dout, cache):
    return dout * cache
"""


def seed(rng):
    return int(rng.integers(2**31))


def away(rng, shape=(3, 4)):
    """Numbers of both signs that keep away from 0."""
    return rng.uniform(0.4, 1.6, shape) * rng.choice([-1.0, 1.0], shape)


def on_the_kink(rng):
    """Three entries at 0 exactly, and as many of one sign as of the other away from it."""
    signs = rng.permutation(np.repeat([0.0, -1.0, 1.0], [3, 5, 4]))
    return rng.uniform(0.4, 1.6, (3, 4)) * signs.reshape(3, 4)


def by_name(forward, backward, x):
    """The layer, with arguments that are called as the exercise calls them; what runs beside the student is left."""
    if not isinstance(forward, FunctionType):
        return forward, backward, x
    return lambda x: forward(x), lambda dout, cache: backward(dout, cache), x


def ask(student, rng, right=(), broken=(), hint=HINT):
    """Ask about these layers, each a pair of words and (forward, backward, x); whoever is judged wrongly is told of."""
    layers = [(words, layer, found) for group, found in ((right, False), (broken, True)) for words, layer in group]
    layers = [(words, by_name(*layer), found) for words, layer, found in layers]
    order = rng.permutation(len(layers))
    letters = [chr(ord("z") - k) for k in range(len(layers))]
    named = {letter: layers[k] for letter, k in zip(letters, order, strict=True)}
    names = student.find_broken({letter: layer for letter, (_, layer, _) in named.items()}, student.rng(seed(rng)))
    names = list_of_names(names, named)
    for letter, (words, _, is_broken) in named.items():
        assert is_broken or letter not in names, f"A right layer is called broken: {words}. {hint} (lectures B1)"
        assert not is_broken or letter in names, f"A broken layer was not found: {words}. {hint} (lectures B1)"


def list_of_names(names, known):
    assert names is not None, "names is None. Is there a return at the end of the function?"
    assert isinstance(names, (list, tuple, np.ndarray)), "names should be a list of names."
    assert all(name in known for name in list(names)), "names should hold names of layers, the keys of `layers`."
    return list(names)


def elementwise(f, slope, x):
    return lambda x: (f(x), x), lambda dout, x: dout * slope(x), x


def tanh(x):
    return elementwise(np.tanh, lambda x: 1 - np.tanh(x) ** 2, x)


def softmax(x, cross_terms=True):
    def forward(x):
        e = np.exp(x - x.max(axis=1, keepdims=True))
        p = e / e.sum(axis=1, keepdims=True)
        return p, p

    def backward(dout, p):
        shared = (dout * p).sum(axis=1, keepdims=True) if cross_terms else dout * p
        return p * (dout - shared)

    return forward, backward, x


def linear(W, x, transposed=False):
    return lambda x: (x @ W.T, None), lambda dout, _: dout @ (W.T if transposed else W), x


def normalised(x, mean=True, variance=True):
    """Layer normalisation without scale and shift; a statistic that is off is taken for a constant on the way back."""

    def forward(x):
        centred = x - x.mean(axis=1, keepdims=True)
        std = np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-3)
        return centred / std, (centred / std, std)

    def backward(dout, cache):
        x_hat, std = cache
        shared = dout.mean(axis=1, keepdims=True) if mean else 0.0
        along = x_hat * (dout * x_hat).mean(axis=1, keepdims=True) if variance else 0.0
        return (dout - shared - along) / std

    return forward, backward, x


def weighed_by_its_sum(x, second_term=True):
    def backward(dout, x):
        through_the_sum = (dout * x).sum(axis=1, keepdims=True) if second_term else 0.0
        return dout * x.sum(axis=1, keepdims=True) + through_the_sum

    return lambda x: (x * x.sum(axis=1, keepdims=True), x), backward, x


def leaky(x, slope, slope_back):
    return elementwise(lambda x: np.where(x > 0, x, slope * x), lambda x: np.where(x > 0, 1.0, slope_back), x)


def reversed_columns(x, back=True):
    return lambda x: (x[:, ::-1], None), lambda dout, _: dout[:, ::-1] if back else dout, x


def centred(x, mean_is_constant=False):
    def backward(dout, _):
        return dout if mean_is_constant else dout - dout.mean(axis=0)

    return lambda x: (x - x.mean(axis=0), None), backward, x


def test_planted_mistakes(student, rng):
    """One mistake each: a term is missing, a matrix transposed, a statistic taken for a constant"""
    W, wide = away(rng, (4, 4)), 2 * away(rng) + [[1.0, -2.0, 3.0, 0.0]]
    broken = [
        ("a linear layer whose backward has the matrix transposed", linear(W, away(rng), transposed=True)),
        ("a softmax without its cross terms", softmax(away(rng), cross_terms=False)),
        ("a normalisation whose mean is taken for a constant", normalised(wide, mean=False)),
        ("a normalisation whose variance is taken for a constant", normalised(wide, variance=False)),
        ("a product with one of its two terms missing", weighed_by_its_sum(away(rng), second_term=False)),
        ("a sigmoid whose slope is h", elementwise(sigmoid, sigmoid, away(rng))),
        ("a tanh whose slope has the wrong sign", elementwise(np.tanh, lambda x: np.tanh(x) ** 2 - 1, away(rng))),
        ("a layer that doubles and gives each entry the mean of dout", evenly_doubled(away(rng))),
    ]
    ask(student, rng, [("a tanh", tanh(away(rng))), ("a linear layer", linear(W, away(rng)))], broken)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def evenly_doubled(x):
    return lambda x: (2 * x, None), lambda dout, _: np.full(dout.shape, 2 * dout.mean()), x


def test_right_layers(student, rng):
    """Right layers of all kinds are acquitted"""
    x, wide = away(rng), 2 * away(rng) + [[1.0, -2.0, 3.0, 0.0]]
    right = [
        ("a linear layer", linear(away(rng, (4, 4)), x)),
        ("a softmax", softmax(x)),
        ("a normalisation", normalised(wide)),
        ("a product of two functions of x", weighed_by_its_sum(x)),
        ("a sigmoid", elementwise(sigmoid, lambda x: sigmoid(x) * (1 - sigmoid(x)), x)),
        ("columns in reverse order", reversed_columns(x)),
        ("columns without their mean", centred(x)),
    ]
    ask(student, rng, right)


def test_points_on_a_kink(student, rng):
    """An x that hits a kink neither condemns a right layer nor excuses a broken one"""
    asleep = -np.abs(away(rng))
    right = [
        ("a ReLU with some x at 0 exactly", leaky(on_the_kink(rng), 0.0, 0.0)),
        ("a ReLU with all x at 0", leaky(np.zeros((2, 3)), 0.0, 0.0)),
        ("a leaky ReLU with some x at 0", leaky(on_the_kink(rng), 0.3, 0.3)),
        ("an absolute value with some x at 0", elementwise(np.abs, np.sign, on_the_kink(rng))),
        ("a ReLU with all x below 0, whose gradient is 0", leaky(asleep, 0.0, 0.0)),
    ]
    broken = [
        ("a leaky ReLU whose slope is forgotten below 0, with some x at 0", leaky(on_the_kink(rng), 0.3, 0.0)),
        ("a ReLU that lets everything back, with all x below 0", leaky(asleep, 0.0, 1.0)),
        ("a square of half the slope, with some x at 0", elementwise(np.square, lambda x: x, on_the_kink(rng))),
    ]
    ask(student, rng, right, broken, ASIDE)
    hair = student.define(HAIR), student.define(HAIR_BACK), away(rng)
    words = "a right layer with a kink close beside one of your points, where it looks wrong"
    ask(student, rng, [(words, hair)], hint=ASIDE)


def test_mistakes_that_hide_from_plain_sums(student, rng):
    """A mistake that vanishes where all of dout is 1, or where all entries of x move alike, is found"""
    exp = lambda x: (np.exp(x), np.exp(x))  # noqa: E731
    broken = [
        ("a tanh whose backward ignores dout", (tanh(away(rng))[0], lambda dout, x: 1 - np.tanh(x) ** 2, away(rng))),
        ("an exponential whose backward ignores dout", (exp, lambda dout, h: 1.0 * h, away(rng))),
        ("reversed columns whose gradient is not put back", reversed_columns(away(rng), back=False)),
        ("columns without their mean, where the mean is taken for a constant", centred(away(rng), True)),
    ]
    right = [("reversed columns", reversed_columns(away(rng))), ("a softmax", softmax(away(rng)))]
    ask(student, rng, right, broken)


def test_gradients_of_any_size(student, rng):
    """Gradients of a thousand million and of a thousand-millionth are judged alike"""
    huge, tiny = 1e9, 1e-8
    right = [
        ("a tanh times 1e9", elementwise(lambda x: huge * np.tanh(x), lambda x: huge / np.cosh(x) ** 2, away(rng))),
        ("a tanh times 1e-8", elementwise(lambda x: tiny * np.tanh(x), lambda x: tiny / np.cosh(x) ** 2, away(rng))),
    ]
    broken = [
        ("a tanh times 1e-8 whose slope is half", elementwise(lambda x: tiny * np.tanh(x), half_of(tiny), away(rng))),
        ("a tanh times 1e9 whose slope is half", elementwise(lambda x: huge * np.tanh(x), half_of(huge), away(rng))),
    ]
    ask(student, rng, right, broken)


def half_of(size):
    return lambda x: size / 2 / np.cosh(x) ** 2


def test_how_close_is_close_enough(student, rng):
    """One per cent is a mistake; what the difference itself is off for a function that bends sharply is none"""
    # a single entry: of several, one that outweighs the others would make the same error look large
    sharp = elementwise(lambda x: np.sin(250 * x), lambda x: 250 * np.cos(250 * x), away(rng, (1,)))
    above = elementwise(lambda x: x**3, lambda x: 3.03 * x**2, away(rng))
    below = elementwise(np.exp, lambda x: 0.99 * np.exp(x), away(rng))
    broken = [("a cube whose slope is 1% too large", above), ("an exponential whose slope is 1% too small", below)]
    ask(
        student,
        rng,
        [("a sine that bends sharply", sharp), ("an exponential", elementwise(np.exp, np.exp, away(rng)))],
        broken,
    )


def test_nan_is_no_gradient(student, rng):
    """A backward that gives nan is broken"""

    def overflowing(x):
        with np.errstate(over="ignore", invalid="ignore"):
            return np.exp(-x) / (1 + np.exp(-x)) ** 2

    far = away(rng)
    far[1, 2] = -800.0
    layer = elementwise(lambda x: 0.5 * (1 + np.tanh(x / 2)), overflowing, far)
    nothing = elementwise(lambda x: 2 * x, lambda x: np.nan * x, away(rng))
    broken = [("a sigmoid whose slope overflows to nan", layer), ("a layer whose gradient is nan", nothing)]
    ask(student, rng, [("a tanh", tanh(away(rng)))], broken)


def test_judged_where_x_is(student, rng):
    """Each layer is judged near its own x: elsewhere it may not be defined, or not be broken"""
    log = elementwise(np.log, lambda x: 1 / x, rng.uniform(0.5, 2.0, (3, 4)))
    root = elementwise(np.sqrt, lambda x: 0.5 / np.sqrt(x), rng.uniform(2.0, 3.0, (3, 4)))
    far = elementwise(lambda x: np.minimum(x, 6.0), lambda x: np.ones_like(x), rng.uniform(8.0, 9.0, (3, 4)))
    steep = lambda x: np.full(x.shape, 1e5)  # noqa: E731  # a small dout leaves no mistake small
    below = elementwise(lambda x: 1e5 * np.maximum(x, 0.0), steep, rng.uniform(-0.3, -0.2, 1))
    broken = [
        ("a ReLU6 that lets everything back above 6", far),
        ("a steep ReLU that lets everything back, with x a little below 0", below),
    ]
    ask(student, rng, [("a logarithm", log), ("a root", root)], broken)


@pytest.mark.parametrize("shape", [(1,), (5,), (1, 4), (2, 3, 4), (2, 2, 3, 4)], ids=str)
def test_any_shape(student, rng, shape):
    """x may have any number of axes, and out another shape than x"""
    a = rng.uniform(0.5, 1.5, shape) * 1e5  # a small dout leaves no mistake small
    flat = lambda x: ((a * np.sinh(x)).ravel(), x)  # noqa: E731
    total = lambda x: ((a * x**2).sum(keepdims=True), x)  # noqa: E731
    right = [
        ("a layer that flattens", (flat, lambda dout, x: dout.reshape(shape) * a * np.cosh(x), away(rng, shape))),
        ("a layer that adds everything up", (total, lambda dout, x: 2 * dout * a * x, away(rng, shape))),
    ]
    broken = [
        ("a layer that flattens", (flat, lambda dout, x: dout.reshape(shape) * 2 * a * np.cosh(x), away(rng, shape))),
        ("a layer that adds everything up", (total, lambda dout, x: dout * a * x, away(rng, shape))),
    ]
    ask(student, rng, right, broken)


def test_names_are_sorted(student, rng):
    """The names come in alphabetical order, and there are none where nothing is broken, or where there is nothing"""
    half = lambda: elementwise(lambda x: 2 * x, lambda x: np.ones_like(x), away(rng))  # noqa: E731
    layers = {"softmax": half(), "b": tanh(away(rng)), "linear": half(), "a": half(), "conv": half()}
    layers = {name: by_name(*layer) for name, layer in layers.items()}
    names = list_of_names(student.find_broken(layers, student.rng(seed(rng))), layers)
    assert set(names) == {"softmax", "linear", "a", "conv"}, f"Not just the broken layers were named. {HINT}"
    assert names == sorted(names), "The names are not sorted: the order of `layers` has no meaning. (lectures B1)"
    for nothing in ({"b": by_name(*tanh(away(rng)))}, {}):
        names = list_of_names(student.find_broken(nothing, student.rng(seed(rng))), nothing)
        assert not names, f"Where nothing is broken the list is empty. {HINT}"


def test_arguments_unchanged(student, rng):
    """Every x is left as it was"""
    layers = {"b": by_name(*tanh(away(rng))), "a": by_name(*leaky(on_the_kink(rng), 0.3, 0.0))}
    list_of_names(student.find_broken(layers, student.rng(seed(rng))), layers)
    student.assert_arguments_unchanged()
