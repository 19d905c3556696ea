"""Hidden suite of optimizers/curvature: the second-order model along -g, and its lowest point."""

import numpy as np
import pytest

from course.checks import assert_close

CHANGE = "How does the slope along the step change on the way? The step -eps g stands on both sides of H."
BEST = "Where does the slope of the model, as a function of eps, become 0?"


def signed(rng, n):
    """Numbers of both signs that keep away from 0."""
    return rng.uniform(0.5, 2.0, n) * rng.choice([-1.0, 1.0], n)


def bowl(rng, n):
    """A symmetric matrix with eigenvalues from 1.5 to 6, that is far from diagonal."""
    vectors, _ = np.linalg.qr(rng.normal(size=(n, n)))
    return vectors @ np.diag(np.linspace(1.5, 6.0, n)) @ vectors.T


def bowl_and_gradient(rng, n):
    """A bowl, and a gradient that every entry of it acts on, between its flattest and its steepest direction."""
    while True:
        values, vectors = np.linalg.eigh(bowl(rng, n))
        g, H = vectors @ signed(rng, n), vectors @ np.diag(values) @ vectors.T
        if n == 1 or abs(np.diag(H) @ g**2 - g @ H @ g) > 0.05 * (g @ H @ g):
            return H, g


def agree(got, expected, name="dJ", hint=CHANGE):
    assert_close(got, expected, name=name, hint=hint, lecture="O7")


def change(g, H, eps):
    """J(theta - eps g) - J(theta) of a quadratic J, worked out as a difference of two heights."""
    step = -eps * g
    return step @ g + step @ H @ step / 2


@pytest.mark.parametrize("n", [2, 5])
def test_predicted_change(student, rng, n):
    """The change of a quadratic loss is predicted exactly"""
    H, g = bowl_and_gradient(rng, n)
    for eps in (rng.uniform(0.1, 0.2), rng.uniform(2.0, 3.0)):
        for some in (g, 2 * g):
            agree(student.predicted_change(some, H, eps), change(some, H, eps))


def test_small_and_large_steps(student, rng):
    """No step changes nothing; a tiny one goes down, a huge one far up; large gradients and curvatures too"""
    H, g = bowl_and_gradient(rng, 4)
    agree(student.predicted_change(g, H, 0.0), 0.0, name="dJ for eps = 0")
    for eps in (1e-6, 1e5):
        agree(student.predicted_change(g, H, eps), change(g, H, eps), name="dJ for another step size")
    agree(student.predicted_change(1e4 * g, 1e3 * H, 0.5), change(1e4 * g, 1e3 * H, 0.5), name="dJ for large numbers")


@pytest.mark.parametrize("n", [2, 5])
def test_best_step(student, rng, n):
    """The best step is where the quadratic model along -g is lowest, however slightly it bends, however short g"""
    H, g = bowl_and_gradient(rng, n)
    for steep, bent in ((1.0, 1.0), (1e3, 1e-3), (1e-2, 1.0), (1.0, 1e-6), (1e-9, 1.0)):
        agree(student.best_step(steep * g, bent * H), g @ g / (g @ H @ g) / bent, name="eps", hint=BEST)


@pytest.mark.parametrize(
    "kind", ["flat", "straight along g", "bends down", "bends down a little", "bends down twice", "bends down along g"]
)
def test_no_finite_step_is_best(student, rng, kind):
    """Where the curvature along g is 0 or negative, however small, the best step is infinite; where g is 0 as well"""
    H = {
        "flat": np.zeros((3, 3)),
        "straight along g": np.diag([0.0, 3.0, 5.0]),
        "bends down": -bowl(rng, 3),
        "bends down a little": -1e-6 * bowl(rng, 3),
        "bends down twice": -bowl(rng, 2),
        "bends down along g": np.diag([-2.0, 3.0, 5.0]),
    }[kind]
    g = np.array([2.0, 0.0, 0.0]) if kind.endswith("along g") else signed(rng, len(H))
    hint = "Draw the model along the step: does it ever turn upwards?"
    agree(student.best_step(g, H), np.inf, name="eps without positive curvature", hint=hint)
    agree(student.best_step(0.0 * g, H), np.inf, name="eps without a gradient", hint=hint)


def test_curvature_along_the_gradient_alone(student, rng):
    """Where H bends down in other directions but up along g, the best step is finite"""
    for last in (-1.0, 1.0):
        H = np.diag([rng.uniform(2.0, 4.0), -3.0, last])
        g = np.array([rng.uniform(1.0, 2.0), 0.1, 0.0])
        hint = "Which curvature does a step along g meet?"
        agree(student.best_step(g, H), g @ g / (g @ H @ g), name="eps at a saddle", hint=hint)
    agree(student.predicted_change(g, H, 0.3), change(g, H, 0.3), name="dJ at a saddle")


@pytest.mark.parametrize(("n", "dtype"), [(1, np.float64), (4, np.float32)])
def test_one_parameter_and_float32(student, rng, n, dtype):
    """A single parameter, and float32 numbers"""
    H, g = (part.astype(dtype) for part in bowl_and_gradient(rng, n))
    agree(student.predicted_change(g, H, 0.2), change(g, H, 0.2))
    agree(student.best_step(g, H), g @ g / (g @ H @ g), name="eps", hint=BEST)


def test_arguments_unchanged(student, rng):
    """g and H are left as they were"""
    H, g = bowl_and_gradient(rng, 3)
    student.predicted_change(g, H, 0.3)
    student.best_step(g, H)
    student.assert_arguments_unchanged()
