"""Hidden suite of practice/warmup_cosine: a straight climb, half a cosine down, then constant."""

import numpy as np
import pytest

from course.checks import assert_close

UP = "Iteration 0 is the first of `warmup` steps of the same height, the last of which reaches eps_max."
DOWN = (
    "(k - warmup) / (total - warmup) says how much of the way down lies behind: 0 at the top, 1 at the end, never more."
)


def draw(rng):
    """eps_max, eps_min between a tenth and a third of it, warmup, total."""
    eps_max, warmup = rng.uniform(0.3, 0.9), int(rng.integers(4, 9))
    return eps_max, eps_max * rng.uniform(0.1, 0.3), warmup, warmup + int(rng.integers(20, 40))


def agree(student, k, given, expected, where, hint):
    assert_close(student.warmup_cosine(k, *given), expected, name=f"eps {where}", hint=hint, lecture="O2")


def test_climb(student, rng):
    """It climbs by the same amount in each iteration, and the first one has the first of these amounts"""
    eps_max, eps_min, warmup, total = draw(rng)
    for k in range(warmup):
        agree(student, k, (eps_max, eps_min, warmup, total), eps_max * (k + 1) / warmup, "while it climbs", UP)


def test_top(student, rng):
    """It is at eps_max in the last iteration of the climb, and in the one after it, where the way down begins"""
    eps_max, eps_min, warmup, total = draw(rng)
    for k in (warmup - 1, warmup):
        agree(student, k, (eps_max, eps_min, warmup, total), eps_max, "at the top", f"{UP} {DOWN}")


def test_half_a_cosine(student, rng):
    """Between the top and the end it follows half a cosine"""
    eps_max, eps_min, warmup, total = draw(rng)
    for k in (warmup + 1, (warmup + total) // 2, total - 2, total - 1):
        share = (k - warmup) / (total - warmup)
        expected = eps_min + (eps_max - eps_min) * np.cos(np.pi / 2 * share) ** 2
        agree(student, k, (eps_max, eps_min, warmup, total), expected, "on the way down", DOWN)


@pytest.mark.parametrize("later", [0, 1, 7, 1000, 10**7])
def test_end(student, rng, later):
    """It is at eps_min at k = total, and stays there"""
    eps_max, eps_min, warmup, total = draw(rng)
    agree(student, total + later, (eps_max, eps_min, warmup, total), eps_min, "from total on", DOWN)


@pytest.mark.parametrize("warmup", [0, 1])
def test_hardly_any_warm_up(student, rng, warmup):
    """With a warm-up of one iteration, or of none, it begins at eps_max"""
    eps_max, eps_min, _, total = draw(rng)
    student.case(f"warmup = {warmup}")
    agree(student, 0, (eps_max, eps_min, warmup, total), eps_max, "at k = 0", UP)
    middle = eps_min + (eps_max - eps_min) / 2
    agree(student, warmup + 10, (eps_max, eps_min, warmup, warmup + 20), middle, "half of the way down", DOWN)


@pytest.mark.parametrize("scale", [1e-6, 1e4])
def test_small_and_large_numbers(student, rng, scale):
    """Tiny and huge rates, an eps_min of 0, and a million iterations"""
    eps_max, warmup, total = scale * rng.uniform(0.3, 0.9), 10**5, 10**6
    for k, share in ((10, 11 / warmup), (warmup + 300_000, 0.75), (warmup + 600_000, 0.25), (2 * total, 0.0)):
        agree(student, k, (eps_max, 0.0, warmup, total), share * eps_max, "for other sizes", f"{UP} {DOWN}")
