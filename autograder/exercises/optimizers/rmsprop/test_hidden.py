"""Hidden suite of optimizers/rmsprop: r = rho r + (1 - rho) g^2, w = w - lr g / (delta + sqrt(r)).

Each step begins at the right w, whatever the student's step before has made of it: a mistake shows where it is made.
"""

import numpy as np
import pytest

from course.checks import assert_close

STEPS = 6
RATES = [0.3, 0.1, 0.5, 0.2, 0.05, 0.4]


def signed(rng, shape, dtype=np.float64):
    """Numbers of both signs that keep away from 0."""
    return np.array(rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape), dtype=dtype)


def follow(student, reference, w, gradients, hint="", **settings):
    """Take a step for each gradient, each with another learning rate, and compare w after each of them."""
    state = own = None
    for k, (g, lr) in enumerate(zip(gradients, RATES, strict=False), 1):
        got, state = student.rmsprop_step(w, g, state, lr, **settings)
        w, own = reference.rmsprop_step(w, g, own, lr, **settings)
        assert_close(got, w, name=f"w after step {k}", atol=1e-6, like="w", hint=hint, lecture="O5")
        w = np.asarray(w)


def test_first_step(student, rng):
    """The first step, with state None, averages g squared with 0"""
    w, g, lr = signed(rng, (4, 3)), signed(rng, (4, 3)) * 100.0, rng.uniform(0.1, 0.4)
    got, _ = student.rmsprop_step(w, g, None, lr, rho=0.84, delta=1e-12)
    hint = "r starts at 0, and the first square comes in with its share."
    expected = w - lr * np.sign(g) / 0.4
    assert_close(got, expected, name="w after the first step", rtol=1e-6, like="w", hint=hint, lecture="O5")


def test_running_mean_of_squares(student, reference, rng):
    """Several steps with changing gradients: r is a running mean of their squares"""
    gradients = [signed(rng, (4, 3)) for _ in range(STEPS)]
    gradients[2][1] = gradients[3][:] = 0.0  # what is remembered goes on where there is no gradient
    hint = "The state that you return is what you get back: which share of it stays, and with which does g^2 come in?"
    follow(student, reference, signed(rng, (4, 3)), gradients, hint, rho=0.75)


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.99, None], ids=str)
def test_rho(student, reference, rng, rho):
    """rho says how much of the mean stays: nothing, a third, nearly all; 0.9 when it is not given"""
    settings = {"delta": 1e-12} | ({} if rho is None else {"rho": rho})
    gradients = [signed(rng, 5) for _ in range(4)]
    hint = "rho is an argument: is it the share of the old mean that stays?"
    follow(student, reference, signed(rng, 5), gradients, hint, **settings)


def test_it_forgets(student, rng):
    """Long after large gradients the steps are lr long again, in each entry for itself"""
    w, g, state = np.zeros(3), signed(rng, 3) * [0.2, 1.0, 1e3], None
    _, state = student.rmsprop_step(w, 100.0 * g, state, 0.3, rho=0.45, delta=1e-12)
    for _ in range(60):
        step, state = student.rmsprop_step(w, g, state, 0.3, rho=0.45, delta=1e-12)
    hint = "A mean of squares that are all g^2 is g^2."
    assert_close(
        step, -0.3 * np.sign(g), name="the step after 60 steps with one gradient", rtol=1e-6, hint=hint, lecture="O5"
    )


@pytest.mark.parametrize("size", [1.0, 1e-8])
def test_where_delta_stands(student, reference, rng, size):
    """delta is added outside of the root, and is 1e-8 when it is not given"""
    gradients = [size * signed(rng, (2, 4)) for _ in range(4)]
    settings = {"delta": rng.uniform(0.3, 0.5)} if size == 1.0 else {}
    hint = "delta + sqrt(r), with the delta that was given."
    follow(student, reference, signed(rng, (2, 4)), gradients, hint, rho=0.75, **settings)


def test_entries_without_a_gradient_stay(student, reference, rng):
    """An entry whose gradient has been 0 from the beginning stays where it is"""
    gradients = [signed(rng, 5) * [1.0, 0.0, 1.0, 0.0, 1.0] for _ in range(3)]
    hint = "What keeps 0 from being divided by 0?"
    follow(student, reference, signed(rng, 5), gradients, hint, rho=0.75)


@pytest.mark.parametrize("shape", [(), (1,), (1, 6), (5, 1), (2, 3, 2)], ids=str)
def test_any_shape(student, reference, rng, shape):
    """Parameters of any shape, a single number too"""
    gradients = [signed(rng, shape) for _ in range(3)]
    follow(student, reference, signed(rng, shape), gradients, rho=0.75)


def test_each_parameter_has_its_own_state(student, reference, rng):
    """Two parameters take turns, and later a third starts afresh: each has a memory of its own"""
    ws, states, own = [signed(rng, 4) for _ in range(3)], [None] * 3, [None] * 3
    for turn, which in enumerate((0, 1, 0, 1, 1, 0, 2, 2, 0), 1):
        g = signed(rng, 4) * (1.0, 3.0, 0.4)[which]
        got, states[which] = student.rmsprop_step(ws[which], g, states[which], 0.3, rho=0.75)
        ws[which], own[which] = reference.rmsprop_step(ws[which], g, own[which], 0.3, rho=0.75)
        hint = "Whatever a parameter has felt belongs into its own state; None means a fresh start."
        assert_close(
            got, ws[which], name=f"w {'abc'[which]} at turn {turn}", atol=1e-6, like="w", hint=hint, lecture="O5"
        )


def test_float32(student, reference, rng):
    """float32 numbers come out right too"""
    gradients = [signed(rng, (3, 4), np.float32) for _ in range(STEPS)]
    follow(student, reference, signed(rng, (3, 4), np.float32), gradients, rho=0.75)


def test_arguments_unchanged(student, rng):
    """w and g are left as they were"""
    w, state = signed(rng, (4, 3)), None
    for _ in range(3):
        w, state = student.rmsprop_step(w, signed(rng, (4, 3)), state, 0.3)
    student.assert_arguments_unchanged()
