"""Hidden suite of practice/adamw.

Each step begins at the right w, whatever the student's step before has made of it: a mistake shows where it is made.
The weights are large beside a step, so that decay is seen; the rates change, and no two settings are equal.
"""

import numpy as np
import pytest

from course.checks import assert_close

STEPS = 6
PLAIN = {"rho1": 0.7, "rho2": 0.85, "delta": 1e-14, "lam": 0.2}
RATES = [0.3, 0.1, 0.5, 0.2, 0.05, 0.4]
HINT = "w_new = w - lr * s_hat / (sqrt(r_hat) + delta) - lr * lam * w: g alone goes into the means, w alone decays."


def signed(rng, shape, dtype=np.float64):
    """Numbers of both signs that keep away from 0."""
    return np.array(rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape), dtype=dtype)


def weights(rng, shape, dtype=np.float64):
    return np.array(3 * signed(rng, shape), dtype=dtype)


def agree(got, expected, name, hint=HINT):
    assert_close(got, expected, name=name, rtol=1e-6, like="w", hint=hint, lecture="R4")


def follow(student, reference, w, gradients, hint=HINT, **settings):
    """Take a step for each gradient, each with another learning rate, and compare w after each of them."""
    state = own = None
    for k, (g, lr) in enumerate(zip(gradients, RATES, strict=False), 1):
        got, state = student.adamw_step(w, g, state, lr, **settings)
        w, own = reference.adamw_step(w, g, own, lr, **settings)
        agree(got, w, f"w after step {k}", hint)
        w = np.asarray(w)


def test_first_step(student, rng):
    """The first step is Adam's, lr long whatever the gradient, and a share lr * lam of w besides"""
    w, lr, lam = weights(rng, (2, 3)), rng.uniform(0.1, 0.4), rng.uniform(0.05, 0.1)
    g = signed(rng, (2, 3)) * [[2.0, 10.0, 1e6], [20.0, 1e3, 5.0]]
    got, _ = student.adamw_step(w, g, None, lr, rho1=0.7, rho2=0.85, delta=1e-14, lam=lam)
    agree(got, w - lr * np.sign(g) - lr * lam * w, "w after the first step")


def test_several_steps(student, reference, rng):
    """Several steps with changing gradients and rates: the decay is taken from w as it was before each step"""
    gradients = [signed(rng, (4, 3)) for _ in range(STEPS)]
    follow(student, reference, weights(rng, (4, 3)), gradients, **PLAIN)


def test_decay_alone(student, rng):
    """Without a gradient every weight loses the same share of itself in each step"""
    w, state, lr, lam = weights(rng, 5), None, rng.uniform(0.2, 0.5), rng.uniform(0.2, 0.5)
    for k in range(1, 5):
        got, state = student.adamw_step(w, np.zeros(5), state, lr, lam=lam)
        w = w * (1 - lr * lam)
        agree(got, w, f"w after step {k} without a gradient")


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e5])
def test_gradient_does_not_change_the_decay(student, reference, rng, scale):
    """Gradients may be small or large: the decay is the same"""
    gradients = [scale * signed(rng, (3, 2)) for _ in range(4)]
    follow(student, reference, weights(rng, (3, 2)), gradients, **PLAIN)


def test_no_decay_is_adam(student, reference, rng):
    """With lam = 0 it is Adam, with the hyperparameters that were given"""
    w, state, own = weights(rng, (2, 3)), None, None
    for k, lr in enumerate(RATES, 1):
        g = signed(rng, (2, 3))
        got, state = student.adamw_step(w, g, state, lr, 0.6, 0.9, 0.3, 0.0)
        w, own = reference.adamw_step(w, g, own, lr, 0.6, 0.9, 0.3, 0.0)
        agree(got, w, f"w after step {k} with lam = 0", "All of Adam's hyperparameters are handed on to it.")


def test_defaults(student, rng):
    """lr is 1e-3, rho1 0.9, rho2 0.999, delta 1e-8 and lam 0.01 when they are not given"""
    w, g, hint = 10 * signed(rng, 5), signed(rng, 5), "The defaults stand in the first line of the function."
    got, _ = student.adamw_step(w, g, None)
    expected = w - 1e-3 * np.sign(g) - 1e-5 * w
    assert_close(got, expected, name="w", rtol=1e-10, atol=1e-10, like="w", hint=hint, lecture="O6")
    # A third step after two different gradients tells both rhos.
    w, state, s, r = np.zeros(3), None, np.zeros(3), np.zeros(3)
    for t in (1, 2, 3):
        g = signed(rng, 3) * 10.0 ** (1 - t)
        got, state = student.adamw_step(w, g, state)
        s, r = 0.9 * s + 0.1 * g, 0.999 * r + 0.001 * g**2
        step = 1e-3 * s / (1 - 0.9**t) / np.sqrt(r / (1 - 0.999**t))
        assert_close(got, w - step, name=f"w after step {t}", rtol=1e-5, like="w", hint=hint, lecture="O6")


@pytest.mark.parametrize("size", [1.0, 1e-8])
def test_where_delta_stands(student, reference, rng, size):
    """delta stands beside the root of the corrected mean, outside of it, as in Adam; it is 1e-8 when not given"""
    gradients = [size * signed(rng, (2, 4)) for _ in range(4)]
    settings = {"rho1": 0.7, "rho2": 0.85, "lam": 0.2} | ({"delta": rng.uniform(0.3, 0.5)} if size == 1.0 else {})
    hint = "sqrt(r_hat) + delta: first correct, then take the root, then add."
    follow(student, reference, weights(rng, (2, 4)), gradients, hint, **settings)


@pytest.mark.parametrize("shape", [(), (1,), (1, 6), (5, 1), (2, 3, 2)], ids=str)
def test_any_shape(student, reference, rng, shape):
    """Parameters of any shape, a single number too"""
    follow(student, reference, weights(rng, shape), [signed(rng, shape) for _ in range(3)], **PLAIN)


def test_each_parameter_has_its_own_state(student, reference, rng):
    """Two parameters take turns, and later a third starts afresh: each has a memory of its own"""
    ws, states, own = [weights(rng, 4) for _ in range(3)], [None] * 3, [None] * 3
    for turn, which in enumerate((0, 1, 0, 1, 1, 0, 2, 2, 0), 1):
        g = signed(rng, 4) * (1.0, 3.0, 0.4)[which]
        got, states[which] = student.adamw_step(ws[which], g, states[which], 0.3, **PLAIN)
        ws[which], own[which] = reference.adamw_step(ws[which], g, own[which], 0.3, **PLAIN)
        hint = "Whatever a parameter has felt belongs into its own state; None means a fresh start."
        agree(got, ws[which], f"w {'abc'[which]} at turn {turn}", hint)


def test_float32(student, reference, rng):
    """float32 numbers come out right too"""
    w, state, own = weights(rng, (3, 4), np.float32), None, None
    for k, lr in enumerate(RATES, 1):
        g = signed(rng, (3, 4), np.float32)
        got, state = student.adamw_step(w, g, state, lr, **PLAIN)
        w, own = reference.adamw_step(w, g, own, lr, **PLAIN)
        assert_close(got, w, name=f"w after step {k}", rtol=1e-4, atol=1e-5, like="w", hint=HINT, lecture="R4")


def test_arguments_unchanged(student, rng):
    """w and g are left as they were"""
    w, state = weights(rng, (4, 3)), None
    for _ in range(3):
        w, state = student.adamw_step(w, signed(rng, (4, 3)), state)
    student.assert_arguments_unchanged()
