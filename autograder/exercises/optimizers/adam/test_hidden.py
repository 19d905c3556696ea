"""Hidden suite of optimizers/adam.

Each step begins at the right w, whatever the student's step before has made of it: a mistake shows where it is made.
Only where it is asked where delta stands is delta large enough to be seen.
"""

import numpy as np
import pytest

from course.checks import assert_close

STEPS = 6
PLAIN = {"rho1": 0.7, "rho2": 0.85, "delta": 1e-14}
RATES = [0.3, 0.1, 0.5, 0.2, 0.05, 0.4]


def signed(rng, shape, dtype=np.float64):
    """Numbers of both signs that keep away from 0."""
    return np.array(rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape), dtype=dtype)


def follow(student, reference, w, gradients, hint="", **settings):
    """Take a step for each gradient, each with another learning rate, and compare w after each of them."""
    state = own = None
    for k, (g, lr) in enumerate(zip(gradients, RATES, strict=False), 1):
        got, state = student.adam_step(w, g, state, lr, **settings)
        w, own = reference.adam_step(w, g, own, lr, **settings)
        assert_close(got, w, name=f"w after step {k}", atol=1e-6, like="w", hint=hint, lecture="O6")
        w = np.asarray(w)


def test_first_step(student, rng):
    """The first step, with state None, is lr long in every entry, whatever the size of its gradient"""
    w, lr = signed(rng, (2, 3)), rng.uniform(0.1, 0.4)
    g = signed(rng, (2, 3)) * [[0.2, 1.0, 1e6], [20.0, 1e3, 0.1]]
    got, _ = student.adam_step(w, g, None, lr, rho1=0.7, rho2=0.85, delta=1e-14)
    hint = "At t = 1 both corrections undo the 1 - rho of their mean: what is left?"
    assert_close(got, w - lr * np.sign(g), name="w after the first step", rtol=1e-6, like="w", hint=hint, lecture="O6")


def test_several_steps(student, reference, rng):
    """Several steps with changing gradients: two running means, each corrected by its own rho and by the time"""
    gradients = [signed(rng, (4, 3)) for _ in range(STEPS)]
    gradients[2][1] = gradients[3][:] = 0.0  # what is remembered goes on where there is no gradient
    hint = "Is t one larger in each step? Are the means kept as they are, and corrected only for this step?"
    follow(student, reference, signed(rng, (4, 3)), gradients, hint, **PLAIN)


def test_constant_gradient(student, rng):
    """Under constant gradients of any size every step is lr long, from the first on"""
    w, g, state = np.zeros(4), signed(rng, 4) * [0.2, 1.0, 50.0, 1e6], None
    for k in range(1, 21):
        step, state = student.adam_step(w, g, state, 0.3, **PLAIN)
        name, hint = f"step {k} under a constant gradient", "The corrected means of equal numbers are these numbers."
        assert_close(step, -0.3 * np.sign(g), name=name, rtol=1e-6, like="w", hint=hint, lecture="O6")


@pytest.mark.parametrize("settings", [{"rho1": 0.0}, {"rho2": 0.0}, {"rho1": 0.95, "rho2": 0.6}], ids=str)
def test_both_rhos(student, reference, rng, settings):
    """rho1 belongs to the mean of gradients, rho2 to the mean of squares; either may be 0"""
    gradients = [signed(rng, 5) for _ in range(4)]
    hint = "Which of the two means does rho1 belong to?"
    follow(student, reference, signed(rng, 5), gradients, hint, **(PLAIN | settings))


def test_defaults(student, reference, rng):
    """lr is 1e-3, rho1 0.9, rho2 0.999 and delta 1e-8 when they are not given"""
    w, state, own = signed(rng, 5) * 0.01, None, None
    for k in range(1, 5):
        g = signed(rng, 5)
        got, state = student.adam_step(w, g, state)
        w, own = reference.adam_step(w, g, own)
        hint = "The defaults stand in the first line of the function."
        assert_close(got, w, name=f"w after step {k}", rtol=1e-5, like="w", hint=hint, lecture="O6")


@pytest.mark.parametrize(("rho2", "size"), [(0.85, 1.0), (0.999, 1.0), (0.85, 1e-8)])
def test_where_delta_stands(student, reference, rng, rho2, size):
    """delta is added to the root of the corrected mean of squares, outside of the root; it is 1e-8 when not given"""
    gradients = [size * signed(rng, (2, 4)) for _ in range(4)]
    hint = "sqrt(r_hat) + delta, with the delta that was given: first correct, then take the root, then add."
    settings = {"rho1": 0.7, "rho2": rho2} | ({"delta": rng.uniform(0.3, 0.5)} if size == 1.0 else {})
    follow(student, reference, signed(rng, (2, 4)), gradients, hint, **settings)


def test_entries_without_a_gradient_stay(student, reference, rng):
    """An entry whose gradient has been 0 from the beginning stays where it is"""
    gradients = [signed(rng, 5) * [1.0, 0.0, 1.0, 0.0, 1.0] for _ in range(3)]
    hint = "What keeps 0 from being divided by 0?"
    follow(student, reference, signed(rng, 5), gradients, hint, **PLAIN)


@pytest.mark.parametrize("shape", [(), (1,), (1, 6), (5, 1), (2, 3, 2)], ids=str)
def test_any_shape(student, reference, rng, shape):
    """Parameters of any shape, a single number too"""
    gradients = [signed(rng, shape) for _ in range(3)]
    follow(student, reference, signed(rng, shape), gradients, **PLAIN)


def test_each_parameter_has_its_own_state(student, reference, rng):
    """Two parameters take turns, and later a third starts afresh: each has a memory of its own"""
    ws, states, own = [signed(rng, 4)] * 3, [None] * 3, [None] * 3
    for turn, which in enumerate((0, 1, 0, 1, 1, 0, 2, 2, 0), 1):
        g = signed(rng, 4) * (1.0, 3.0, 0.4)[which]
        got, states[which] = student.adam_step(ws[which], g, states[which], 0.3, **PLAIN)
        ws[which], own[which] = reference.adam_step(ws[which], g, own[which], 0.3, **PLAIN)
        hint = "Whatever a parameter has felt belongs into its own state; None means a fresh start."
        assert_close(
            got, ws[which], name=f"w {'abc'[which]} at turn {turn}", atol=1e-6, like="w", hint=hint, lecture="O6"
        )


def test_float32(student, reference, rng):
    """float32 numbers come out right too"""
    gradients = [signed(rng, (3, 4), np.float32) for _ in range(STEPS)]
    follow(student, reference, signed(rng, (3, 4), np.float32), gradients, **PLAIN)


def test_arguments_unchanged(student, rng):
    """w and g are left as they were"""
    w, state = signed(rng, (4, 3)), None
    for _ in range(3):
        w, state = student.adam_step(w, signed(rng, (4, 3)), state)
    student.assert_arguments_unchanged()
