"""Hidden suite of stopping_as_l2: 1 - (1 - eps lambda)^steps, and 1 / (eps steps)."""

import numpy as np
import pytest

from course.checks import assert_close

HINT = "One step leaves the share 1 - eps lambda of what was missing. How much is missing after all steps, and reached?"


def agree(student, eigenvalues, eps, steps):
    expected = 1 - (1 - eps * eigenvalues) ** steps
    got = student.early_stopping_factors(eigenvalues, eps, steps)
    assert_close(got, expected, name="factors", like="eigenvalues", hint=HINT, lecture="R12")


def spread(rng, n=6):
    """Eigenvalues from small to large, away from each other."""
    return rng.permutation(np.geomspace(0.05, 3.0, n) * rng.uniform(0.9, 1.1, n))


@pytest.mark.parametrize("steps", [1, 2, 3, 10])
def test_factors(student, rng, steps):
    """Along each eigenvector the share 1 - (1 - eps eigenvalue)^steps of the optimum is reached"""
    eps = rng.uniform(0.15, 0.25)
    for eigenvalues in (spread(rng), spread(rng)):
        agree(student, eigenvalues, eps, steps)


def test_factors_are_where_descent_has_got_to(student, rng):
    """Gradient descent from 0, run step by step, arrives at these shares"""
    eigenvalues, eps = spread(rng, 4), rng.uniform(0.1, 0.2)
    for steps in (1, 4, 25):
        theta, theta_star = np.zeros(4), rng.uniform(1.0, 2.0, 4)
        for _ in range(steps):
            theta = theta - eps * eigenvalues * (theta - theta_star)
        got = student.early_stopping_factors(eigenvalues, eps, steps)
        assert_close(got, theta / theta_star, name="factors", like="eigenvalues", hint=HINT, lecture="R12")


def test_no_step_and_very_many(student, rng):
    """Without a step nothing is reached, after very many all of it, but nothing along a flat direction"""
    eigenvalues = np.append(spread(rng, 4), 0.0)
    for steps in (0, 5, 20_000):
        agree(student, eigenvalues, rng.uniform(0.15, 0.25), steps)


def test_large_steps(student, rng):
    """A learning rate that jumps over the minimum, or away from it, is described as well"""
    eigenvalues = np.array([0.3, 1.0, 1.7, 2.6]) * rng.uniform(0.95, 1.05)
    for steps in (1, 2, 5):
        agree(student, eigenvalues, 1.0, steps)


def test_equivalent_penalty(student, rng):
    """The penalty that acts alike gets weaker with every step, and with larger steps"""
    for steps in (7, 400, 1):
        eps = rng.uniform(0.02, 0.3)
        got = student.equivalent_l2(eps, steps)
        hint = "Where the eigenvalue is small, when are eps steps lambda and lambda / lam equal?"
        assert_close(got, 1 / (eps * steps), name="lam", hint=hint, lecture="R12")


def test_float32(student, rng):
    """float32 numbers and a single eigenvalue come out right, too"""
    agree(student, spread(rng).astype(np.float32), 0.2, 3)
    agree(student, spread(rng, 1), 0.2, 3)


def test_arguments_stay_unchanged(student, rng):
    """The eigenvalues are left as they were"""
    student.early_stopping_factors(spread(rng), 0.2, 3)
    student.assert_arguments_unchanged()
