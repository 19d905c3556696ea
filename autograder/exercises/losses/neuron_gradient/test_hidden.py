"""Hidden suite of neuron_gradient: one sigmoid neuron, one example, and the loss that one asks for."""

from functools import partial

import pytest

from course.checks import assert_close, gradcheck

VALUE = {
    "quadratic": "(a - y)^2 / 2, with a = sigmoid(w x + b).",
    "cross_entropy": "-y log a - (1 - y) log(1 - a), with a = sigmoid(w x + b).",
}
GRADIENT = {
    "quadratic": "From the loss to a, then to z, by the slope a (1 - a). From z to w it is x, to b it is 1.",
    "cross_entropy": "The slope of the sigmoid and the derivative of the logarithm cancel: what is left by z?",
}
SATURATED = "Where a is rounded to 0 or 1 its logarithm is lost: join exp and log on paper first."
BOTH = ("quadratic", "cross_entropy")


def draw(rng):
    """w, b, x with z neither near 0 nor large, and x of either sign and not near 1."""
    w, b, x = rng.uniform(0.5, 0.9), rng.uniform(0.2, 0.4), rng.uniform(1.4, 2.2)
    sign = float(rng.choice([-1.0, 1.0]))
    return float(sign * w), float(b), float(sign * x)


def places(rng):
    """Both targets, each where the neuron leans to either side."""
    for turn in (1.0, -1.0):
        for y in (0.0, 1.0):
            w, b, x = draw(rng)
            yield turn * w, turn * b, x, y


def value_at_w(student, b, x, y, loss, w):
    return student.neuron_gradient(float(w), b, x, y, loss)[0]


def value_at_b(student, w, x, y, loss, b):
    return student.neuron_gradient(w, float(b), x, y, loss)[0]


def check_value(student, reference, loss, *place):
    got, expected = student.neuron_gradient(*place, loss)[0], reference.neuron_gradient(*place, loss)[0]
    assert_close(got, expected, name=f"{loss} value", hint=VALUE[loss], lecture="L4")


def check_gradient(student, reference, loss, *place):
    got, expected = student.neuron_gradient(*place, loss), reference.neuron_gradient(*place, loss)
    for name, one, right in zip(("dw", "db"), got[1:], expected[1:], strict=True):
        assert_close(one, right, name=f"{loss} {name}", hint=GRADIENT[loss], lecture="L4")


def test_quadratic_value(student, reference, rng):
    """The quadratic loss is (a - y)^2 / 2"""
    for place in places(rng):
        check_value(student, reference, "quadratic", *place)


def test_quadratic_gradient(student, reference, rng):
    """The quadratic loss has the right derivatives by w and b"""
    for place in places(rng):
        check_gradient(student, reference, "quadratic", *place)


def test_cross_entropy_value(student, reference, rng):
    """The cross entropy is -y log a - (1 - y) log(1 - a)"""
    for place in places(rng):
        check_value(student, reference, "cross_entropy", *place)


def test_cross_entropy_gradient(student, reference, rng):
    """The cross entropy has the right derivatives by w and b"""
    for place in places(rng):
        check_gradient(student, reference, "cross_entropy", *place)


@pytest.mark.parametrize("loss", BOTH)
def test_gradients_are_slopes_of_your_value(student, rng, loss):
    """A small step of w or b changes your own value as your derivatives say"""
    words = {"rng": rng, "directions": 1, "hint": GRADIENT[loss], "lecture": "L4"}
    for y in (0.0, 1.0):
        w, b, x = draw(rng)
        _, dw, db = student.neuron_gradient(w, b, x, y, loss)
        along_w, along_b = partial(value_at_w, student, b, x, y, loss), partial(value_at_b, student, w, x, y, loss)
        gradcheck(along_w, w, dw, name=f"{loss} dw", **words)
        gradcheck(along_b, b, db, name=f"{loss} db", **words)


@pytest.mark.parametrize("loss", BOTH)
def test_input_of_zero(student, reference, rng, loss):
    """With x = 0 only the bias speaks: dw is 0 and db is not"""
    for w, b, _, y in places(rng):
        check_value(student, reference, loss, w, b, 0.0, y)
        check_gradient(student, reference, loss, w, b, 0.0, y)


@pytest.mark.parametrize("loss", BOTH)
def test_target_between(student, reference, rng, loss):
    """A target between 0 and 1, such as a probability, is as good as any other"""
    for turn in (1.0, -1.0):
        (w, b, x), y = draw(rng), float(rng.uniform(0.3, 0.4))
        check_value(student, reference, loss, turn * w, turn * b, x, y)
        check_gradient(student, reference, loss, turn * w, turn * b, x, y)


@pytest.mark.parametrize("loss", BOTH)
@pytest.mark.parametrize("size", [45.0, 900.0, 1e6])
def test_saturated_neuron(student, reference, rng, loss, size):
    """Saturated and wrong: values are finite; the quadratic loss has nearly no slope left, cross entropy all of it"""
    x = float(rng.uniform(1.4, 2.2))
    for y, side in ((0.0, 1.0), (1.0, -1.0)):
        place = (side * size, side * 0.5, x, y)
        got, expected = student.neuron_gradient(*place, loss), reference.neuron_gradient(*place, loss)
        for name, one, right in zip(("value", "dw", "db"), got, expected, strict=True):
            assert_close(one, right, name=f"{loss} {name}", atol=1e-12, hint=SATURATED, lecture="L4")
