"""Hidden suite of optimizers/schedule: a straight line from eps_0 to eps_tau, then constant."""

import numpy as np
import pytest

from course.checks import assert_close

HINT = "k / tau says how far along the line you are: 0 at the start, 1 at its end, and never more."


def draw(rng):
    """eps_0, eps_tau between a tenth and a third of it, tau."""
    eps_0 = rng.uniform(0.3, 0.9)
    return eps_0, eps_0 * rng.uniform(0.1, 0.3), int(rng.integers(20, 40))


def agree(student, k, eps_0, eps_tau, tau, expected, where):
    eps = student.linear_decay(k, eps_0, eps_tau, tau)
    assert_close(eps, expected, name=f"eps {where}", hint=HINT, lecture="O2")


def test_both_ends(student, rng):
    """It begins at eps_0 and is at eps_tau in iteration tau"""
    eps_0, eps_tau, tau = draw(rng)
    agree(student, 0, eps_0, eps_tau, tau, eps_0, "at k = 0")
    agree(student, tau, eps_0, eps_tau, tau, eps_tau, "at k = tau")


def test_straight_line_between(student, rng):
    """Between the ends it falls by the same amount in each iteration"""
    eps_0, eps_tau, tau = draw(rng)
    for k in (1, tau // 3, tau // 2, tau - 1):
        expected = eps_0 - (eps_0 - eps_tau) * k / tau
        agree(student, k, eps_0, eps_tau, tau, expected, "between 0 and tau")


@pytest.mark.parametrize("later", [1, 5, 1000, 10**7])
def test_constant_after_tau(student, rng, later):
    """After iteration tau it stays at eps_tau, for as long as you like"""
    eps_0, eps_tau, tau = draw(rng)
    agree(student, tau + later, eps_0, eps_tau, tau, eps_tau, "after tau")


@pytest.mark.parametrize(("scale", "tau"), [(1e-6, 1), (1e4, 10**6), (1.0, 7.5)])
def test_small_and_large_numbers(student, rng, scale, tau):
    """Tiny and huge rates, a tau of 1, of a million and one that is no whole number"""
    eps_0, eps_tau, _ = draw(rng)
    for k in (0, int(tau // 2), int(np.ceil(tau)) - 1, int(np.ceil(tau)), int(3 * tau)):
        share = min(k / tau, 1.0)
        expected = scale * (eps_0 + share * (eps_tau - eps_0))
        agree(student, k, scale * eps_0, scale * eps_tau, tau, expected, "for other sizes")
