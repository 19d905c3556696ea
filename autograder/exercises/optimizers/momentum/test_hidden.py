"""Hidden suite of optimizers/momentum: v = alpha v - lr g, w = w + v.

Each step begins at the right w, whatever the student's step before has made of it: a mistake shows where it is made.
"""

import numpy as np
import pytest

from course.checks import assert_close

STEPS = 6


def signed(rng, shape, dtype=np.float64):
    """Numbers of both signs that keep away from 0."""
    return np.array(rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape), dtype=dtype)


def follow(student, reference, w, gradients, rates, hint="", run="", **settings):
    """Take a step for each gradient, and compare w after each of them."""
    state = own = None
    for k, (g, lr) in enumerate(zip(gradients, rates, strict=True), 1):
        got, state = student.momentum_step(w, g, state, lr, **settings)
        w, own = reference.momentum_step(w, g, own, lr, **settings)
        assert_close(got, w, name=f"w after step {k}{run}", like="w", hint=hint, lecture="O3")
        w = np.asarray(w)


def test_first_step(student, rng):
    """The first step, with state None, starts from a velocity of 0"""
    w, g, lr = signed(rng, (4, 3)), signed(rng, (4, 3)), rng.uniform(0.1, 0.4)
    got, _ = student.momentum_step(w, g, None, lr, alpha=0.7)
    hint = "Nothing is remembered yet: which step is left?"
    assert_close(got, w - lr * g, name="w after the first step", like="w", hint=hint, lecture="O3")


def test_velocity_remembers(student, reference, rng):
    """Several steps with changing gradients: each one carries the share alpha of the step before"""
    gradients = [signed(rng, (4, 3)) for _ in range(STEPS)]
    gradients[2][1] = gradients[3][:] = 0.0  # what is remembered goes on where there is no gradient
    hint = "The state that you return is what you get back: what of it stays, and what comes in?"
    follow(student, reference, signed(rng, (4, 3)), gradients, [rng.uniform(0.1, 0.4)] * STEPS, hint, alpha=0.7)


@pytest.mark.parametrize("alpha", [0.0, 0.35, 0.99, None], ids=str)
def test_alpha(student, reference, rng, alpha):
    """alpha says how much of the velocity stays: nothing, a third, nearly all; 0.9 when it is not given"""
    settings = {} if alpha is None else {"alpha": alpha}
    gradients = [signed(rng, 5) for _ in range(4)]
    hint = "alpha is an argument: is it the share of the velocity that stays?"
    follow(student, reference, signed(rng, 5), gradients, [0.3] * 4, hint, **settings)


def test_rate_is_part_of_the_velocity(student, reference, rng):
    """When the learning rate changes, what was collected before keeps the rate that it came in with"""
    gradients = [signed(rng, (2, 3)) for _ in range(STEPS)]
    rates = [0.5, 0.2, 1.5, 0.05, 0.9, 0.01]
    hint = "Is lr multiplied with the gradient before it enters the velocity?"
    follow(student, reference, signed(rng, (2, 3)), gradients, rates, hint, alpha=0.8)


def test_terminal_speed(student, rng):
    """Under a constant gradient the steps grow to lr g / (1 - alpha), for large gradients too"""
    w, g, lr, alpha = np.zeros(4), 1e5 * signed(rng, 4), rng.uniform(0.1, 0.4), rng.uniform(0.35, 0.45)
    state = None
    for _ in range(60):  # from where the last step has led: a state may hold that place in place of v
        last = w
        w, state = student.momentum_step(last, g, state, lr, alpha=alpha)
    hint = "Sum the series 1 + alpha + alpha^2 + ..."
    assert_close(
        np.asarray(w) - last,
        -lr * g / (1 - alpha),
        name="the step after 60 steps with one gradient",
        hint=hint,
        lecture="O13",
    )


@pytest.mark.parametrize("shape", [(), (1,), (1, 6), (5, 1), (2, 3, 2)], ids=str)
def test_any_shape(student, reference, rng, shape):
    """Parameters of any shape, a single number too"""
    gradients = [signed(rng, shape) for _ in range(3)]
    follow(student, reference, signed(rng, shape), gradients, [0.3] * 3, alpha=0.7)


def test_each_parameter_has_its_own_state(student, reference, rng):
    """Two parameters take turns, and later a third starts afresh: each has a velocity of its own"""
    ws, states, own = [signed(rng, 4)] * 3, [None] * 3, [None] * 3
    for turn, which in enumerate((0, 1, 0, 1, 1, 0, 2, 2, 0), 1):
        g = signed(rng, 4)
        got, states[which] = student.momentum_step(ws[which], g, states[which], 0.3, alpha=0.7)
        ws[which], own[which] = reference.momentum_step(ws[which], g, own[which], 0.3, alpha=0.7)
        hint = "Whatever a parameter has felt belongs into its own state; None means a fresh start."
        assert_close(got, ws[which], name=f"w {'abc'[which]} at turn {turn}", like="w", hint=hint, lecture="O3")


def test_float32(student, reference, rng):
    """float32 numbers come out right too"""
    gradients = [signed(rng, (3, 4), np.float32) for _ in range(STEPS)]
    follow(student, reference, signed(rng, (3, 4), np.float32), gradients, [0.3] * STEPS, alpha=0.7)


def test_arguments_unchanged(student, rng):
    """w and g are left as they were"""
    w, state = signed(rng, (4, 3)), None
    for _ in range(3):
        w, state = student.momentum_step(w, signed(rng, (4, 3)), state, 0.3)
    student.assert_arguments_unchanged()
