"""Hidden suite of optimizers/adagrad: r = r + g^2, w = w - lr g / (delta + sqrt(r)).

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
        got, state = student.adagrad_step(w, g, state, lr, **settings)
        w, own = reference.adagrad_step(w, g, own, lr, **settings)
        assert_close(got, w, name=f"w after step {k}", atol=1e-6, like="w", hint=hint, lecture="O4")
        w = np.asarray(w)


def test_first_step(student, rng):
    """The first step, with state None, is lr long in every entry, whatever the size of its gradient"""
    w, lr = signed(rng, (2, 3)), rng.uniform(0.1, 0.4)
    g = signed(rng, (2, 3)) * [[0.2, 1.0, 1e6], [20.0, 1e3, 0.1]]
    got, _ = student.adagrad_step(w, g, None, lr, delta=1e-12)
    hint = "After one step r is g squared: what is g divided by its own root?"
    assert_close(got, w - lr * np.sign(g), name="w after the first step", rtol=1e-6, like="w", hint=hint, lecture="O4")


def test_squares_add_up(student, reference, rng):
    """Several steps with changing gradients: the squares of all of them stand below the fraction"""
    gradients = [signed(rng, (4, 3)) for _ in range(STEPS)]
    hint = "The state that you return is what you get back: what is in it, and what is added before the division?"
    follow(student, reference, signed(rng, (4, 3)), gradients, hint)


def test_each_entry_has_its_own_rate(student, rng):
    """Under constant gradients of any size the steps shrink like 1 / sqrt(k), in each entry for itself"""
    w, g, state = np.zeros(4), signed(rng, 4) * [0.2, 1.0, 50.0, 1e6], None
    for k in range(1, 9):
        step, state = student.adagrad_step(w, g, state, 0.3, delta=1e-12)
        name, hint = f"step {k} under a constant gradient", "r has the shape of w, and no entry sees another one."
        assert_close(step, -0.3 * np.sign(g) / np.sqrt(k), name=name, rtol=1e-6, like="w", hint=hint, lecture="O12")


@pytest.mark.parametrize("size", [1.0, 1e-8])
def test_where_delta_stands(student, reference, rng, size):
    """delta is added outside of the root, and is 1e-8 when it is not given"""
    gradients = [size * signed(rng, (2, 4)) for _ in range(4)]
    settings = {"delta": rng.uniform(0.3, 0.5)} if size == 1.0 else {}
    hint = "delta + sqrt(r), with the delta that was given."
    follow(student, reference, signed(rng, (2, 4)), gradients, hint, **settings)


def test_entries_without_a_gradient_stay(student, reference, rng):
    """An entry whose gradient has been 0 from the beginning stays where it is"""
    gradients = [signed(rng, 5) * [1.0, 0.0, 1.0, 0.0, 1.0] for _ in range(3)]
    hint = "What keeps 0 from being divided by 0?"
    follow(student, reference, signed(rng, 5), gradients, hint)


@pytest.mark.parametrize("shape", [(), (1,), (1, 6), (5, 1), (2, 3, 2)], ids=str)
def test_any_shape(student, reference, rng, shape):
    """Parameters of any shape, a single number too"""
    gradients = [signed(rng, shape) for _ in range(3)]
    follow(student, reference, signed(rng, shape), gradients)


def test_each_parameter_has_its_own_state(student, reference, rng):
    """Two parameters take turns, and later a third starts afresh: each has a memory of its own"""
    ws, states, own = [signed(rng, 4) for _ in range(3)], [None] * 3, [None] * 3
    for turn, which in enumerate((0, 1, 0, 1, 1, 0, 2, 2, 0), 1):
        g = signed(rng, 4) * (1.0, 3.0, 0.4)[which]
        got, states[which] = student.adagrad_step(ws[which], g, states[which], 0.3)
        ws[which], own[which] = reference.adagrad_step(ws[which], g, own[which], 0.3)
        hint = "Whatever a parameter has felt belongs into its own state; None means a fresh start."
        assert_close(
            got, ws[which], name=f"w {'abc'[which]} at turn {turn}", atol=1e-6, like="w", hint=hint, lecture="O4"
        )


def test_float32(student, reference, rng):
    """float32 numbers come out right too"""
    gradients = [signed(rng, (3, 4), np.float32) for _ in range(STEPS)]
    follow(student, reference, signed(rng, (3, 4), np.float32), gradients)


def test_arguments_unchanged(student, rng):
    """w and g are left as they were"""
    w, state = signed(rng, (4, 3)), None
    for _ in range(3):
        w, state = student.adagrad_step(w, signed(rng, (4, 3)), state, 0.3)
    student.assert_arguments_unchanged()
