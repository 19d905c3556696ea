"""Numbers of a class, compared with numbers worked out by hand."""

from __future__ import annotations

import pytest

from autograder.insight.statistics import correlation, discrimination, distribution


def test_scores_are_counted_in_tenths_of_the_maximum():
    found = distribution([0.0, 0.9, 1.0, 5.0, 10.0, 10.0], 10.0)
    assert found.bins == (2, 1, 0, 0, 0, 1, 0, 0, 0, 2)
    assert (found.count, found.lowest, found.highest) == (6, 0.0, 10.0)
    assert found.mean == pytest.approx(26.9 / 6)
    assert found.median == 3.0


def test_an_edge_that_has_no_exact_number_belongs_to_the_upper_bin():
    assert distribution([sum([0.1] * 8)], 1.0).bins[8] == 1  # 0.7999999999999999


def test_the_deviation_is_the_classs_own():
    assert distribution([2.0, 4.0], 4.0).deviation == 1.0


def test_right_or_wrong_is_the_point_biserial_correlation():
    """By its own formula: (mean of the rest where right - where wrong) / deviation of the rest * sqrt(p q)."""
    right, rest = [1.0, 1.0, 1.0, 0.0, 0.0], [9.0, 8.0, 4.0, 5.0, 2.0]
    mean_right, mean_wrong, deviation = 7.0, 3.5, 6.64**0.5  # of 9 8 4 5 2: mean 5.6, squares 33.2 / 5
    by_hand = (mean_right - mean_wrong) / deviation * (0.6 * 0.4) ** 0.5
    assert discrimination(right, [one + other for one, other in zip(right, rest, strict=True)]) == pytest.approx(
        by_hand
    )


def test_an_exercise_is_no_part_of_what_it_is_compared_with():
    """Alone in its assignment it would tell those apart whom it tells apart; there is nothing to compare with."""
    assert discrimination([0.0, 1.0, 2.0], [0.0, 1.0, 2.0]) is None
    assert discrimination([0.0, 1.0, 2.0], [3.0, 3.0, 3.0]) == pytest.approx(-1.0)


@pytest.mark.parametrize("xs", [[], [1.0, 2.0], [1.0, 1.0, 1.0], [0.1 + 0.2, 0.3, 0.3]])
def test_no_number_where_it_would_say_nothing(xs):
    assert correlation(xs, [float(k) for k in range(len(xs))]) is None
