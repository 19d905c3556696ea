"""Hidden suite of activations: three functions and the way back through each."""

import numpy as np
import pytest

from course.checks import assert_close

NAMES = ("sigmoid", "tanh", "relu")
HINTS = {
    "sigmoid": "The sigmoid's derivative is h (1 - h), with h as the forward pass made it.",
    "tanh": "The derivative of tanh is 1 - h^2, with h as the forward pass made it.",
    "relu": "ReLU hands dh on where x > 0, and 0 elsewhere.",
}
FORWARD = {
    "sigmoid": "It rises from 0 on the far left to 1 on the far right: 1 / (1 + exp(-x)). Which form for which x?",
    "tanh": "It rises from -1 on the far left through 0 to 1 on the far right.",
    "relu": "x where x is positive, and exactly 0 everywhere else.",
}
LARGE = "exp of a large number is infinite. Which form of the formula only takes exp of numbers up to 0?"
FLAT = "Far from 0 the curve is flat, so its derivative is 0 there; exp of a large number is infinite."


def draw(rng, shape, dtype=np.float64):
    """x on both sides of 0 and dh, both without entries close to 0.

    x goes on to where the curves begin to be flat: there a fraction that is cut off at 1 is no tanh.
    """
    x, dh = rng.uniform(0.3, 6.0, shape), rng.uniform(0.3, 3.0, shape)
    x, dh = (x, dh) * rng.choice([-1.0, 1.0], (2, *shape))
    x.flat[0], x.flat[-1] = abs(x.flat[0]), -abs(x.flat[-1])
    return x.astype(dtype), dh.astype(dtype)


def of(functions, name):
    return getattr(functions, f"{name}_forward"), getattr(functions, f"{name}_backward")


def check_forward(student, reference, name, x):
    h, cache = of(student, name)[0](x)
    expected = of(reference, name)[0](x)[0]
    lecture = "N2" if name == "tanh" else "N1"
    assert_close(h, expected, name=f"{name} h", like="x", hint=FORWARD[name], lecture=lecture)
    return cache


def check_backward(student, reference, name, x, dh, cache):
    forward, backward = of(reference, name)
    dx, expected = of(student, name)[1](dh, cache), backward(dh, forward(x)[1])
    rounding = 1e-6 * float(np.abs(dh).max()) if dh.dtype == np.float32 else None  # of 1 - h^2, where h is almost 1
    assert_close(dx, expected, name=f"{name} dx", atol=rounding, like="x", hint=HINTS[name], lecture="B5")


def check_both(student, reference, name, x, dh):
    check_backward(student, reference, name, x, dh, check_forward(student, reference, name, x))


def test_sigmoid_forward(student, reference, rng):
    """sigmoid_forward is 1 / (1 + exp(−x))"""
    check_forward(student, reference, "sigmoid", draw(rng, (5, 4))[0])


def test_sigmoid_backward(student, reference, rng):
    """sigmoid_backward multiplies dh by the sigmoid's derivative"""
    x, dh = draw(rng, (5, 4))
    check_backward(student, reference, "sigmoid", x, dh, student.sigmoid_forward(x)[1])


def test_tanh_forward(student, reference, rng):
    """tanh_forward is the hyperbolic tangent"""
    check_forward(student, reference, "tanh", draw(rng, (5, 4))[0])


def test_tanh_backward(student, reference, rng):
    """tanh_backward multiplies dh by the derivative of tanh"""
    x, dh = draw(rng, (5, 4))
    check_backward(student, reference, "tanh", x, dh, student.tanh_forward(x)[1])


def test_relu_forward(student, reference, rng):
    """relu_forward keeps what is positive and makes the rest 0"""
    check_forward(student, reference, "relu", draw(rng, (5, 4))[0])


def test_relu_backward(student, reference, rng):
    """relu_backward hands dh on where x was positive, whatever the sign of dh"""
    x, dh = draw(rng, (5, 4))
    dh.flat[0] = -abs(dh.flat[0])
    check_backward(student, reference, "relu", x, dh, student.relu_forward(x)[1])


def test_relu_at_zero(student, rng):
    """At x = 0 ReLU is 0, and so is its gradient; a little above it is x, with a slope of 1"""
    dh = rng.uniform(1.0, 3.0, (3, 4))
    h, cache = student.relu_forward(np.zeros((3, 4)))
    assert_close(h, np.zeros((3, 4)), name="relu h at x = 0", lecture="N1")
    hint = "The course takes 0 for the slope at the kink: is your comparison strict?"
    assert_close(student.relu_backward(dh, cache), np.zeros((3, 4)), name="relu dx at x = 0", hint=hint, lecture="B5")
    h, cache = student.relu_forward(np.full((3, 4), 1e-30))
    hint = "However small x is, above 0 the unit is open."
    assert_close(student.relu_backward(dh, cache), dh, name="relu dx just above 0", hint=hint, lecture="B5")


@pytest.mark.parametrize(("name", "value", "slope"), [("sigmoid", 0.5, 0.25), ("tanh", 0.0, 1.0)])
def test_curves_at_zero(student, rng, name, value, slope):
    """At x = 0 the sigmoid is 1/2 with slope 1/4, and tanh is 0 with slope 1"""
    dh = rng.uniform(1.0, 3.0, (2, 3))
    h, cache = of(student, name)[0](np.array([[0.0, 2.0, -0.0], [-1.5, 0.0, 1.0]]))
    hint = "Where x is neither above nor below 0 one of the two forms has to hold as well."
    assert_close(np.asarray(h)[0, 0], value, name=f"{name} h at x = 0", hint=hint, lecture="N1")
    assert_close(np.asarray(h)[0, 2], value, name=f"{name} h at x = -0.0", hint=hint, lecture="N1")
    dx = of(student, name)[1](dh, cache)
    assert_close(np.asarray(dx)[1, 1], slope * dh[1, 1], name=f"{name} dx at x = 0", hint=HINTS[name], lecture="B5")


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_large_inputs(student, reference, rng, name, sign):
    """sigmoid and tanh are finite and right for large |x|, forward and backward"""
    x = sign * rng.uniform([8.0, 15.0, 30.0, 300.0, 900.0, 8000.0], [12.0, 20.0, 40.0, 400.0, 1000.0, 9000.0])
    h, cache = of(student, name)[0](x)
    expected = of(reference, name)[0](x)[0]
    assert_close(h, expected, name=f"{name} h", atol=1e-10, hint=LARGE, lecture="N1")
    dh = rng.uniform(0.5, 1.0, 6)
    dx, expected = of(student, name)[1](dh, cache), of(reference, name)[1](dh, of(reference, name)[0](x)[1])
    assert_close(dx, expected, name=f"{name} dx", atol=1e-10, hint=FLAT, lecture="B5")


@pytest.mark.parametrize("shape", [(4,), (1, 5), (3, 1), (2, 3, 4)])
@pytest.mark.parametrize("name", NAMES)
def test_any_shape(student, reference, rng, name, shape):
    """Any shape will do: one row, one column, a vector, an image"""
    check_both(student, reference, name, *draw(rng, shape))


@pytest.mark.parametrize("name", NAMES)
def test_each_cache_is_its_own(student, reference, rng, name):
    """Some forward passes before the backward passes, and a cache used twice: every gradient is still right"""
    layers = [draw(rng, shape) for shape in ((4, 3), (2, 6), (4, 3))]
    layers[2] = layers[2][0], layers[0][1]  # shape and dh alike, and another cache
    caches = [of(student, name)[0](x)[1] for x, _ in layers]
    for which in (0, 1, 2, 0):
        check_backward(student, reference, name, *layers[which], caches[which])


def test_arguments_unchanged(student, rng):
    """x and dh are left as they were"""
    x, dh = draw(rng, (5, 4))
    x[:2] *= 1000.0  # so far out that they may be clipped
    for name in NAMES:
        forward, backward = of(student, name)
        backward(dh, forward(x)[1])
    student.assert_arguments_unchanged()


@pytest.mark.parametrize("name", NAMES)
def test_float32(student, reference, rng, name):
    """float32 numbers come out right too, large ones among them"""
    x, dh = draw(rng, (6, 5), np.float32)
    x[0] = [-200.0, -100.0, 50.0, 100.0, 200.0]
    check_both(student, reference, name, x, dh)
