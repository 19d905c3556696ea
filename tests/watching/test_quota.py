"""A limit for any hour, not for the hour of the clock."""

from __future__ import annotations

import pytest

from autograder.watching.quota import turn_of_next

NOW = 100_000.0


@pytest.mark.parametrize(
    ("taken", "per_hour", "turn"),
    [
        ([], 2, NOW),
        ([NOW - 10], 2, NOW),
        ([NOW - 3000, NOW - 10], 2, NOW + 600),
        ([NOW - 3600, NOW - 10], 2, NOW),
        ([NOW - 3000, NOW - 2000, NOW - 10], 2, NOW + 1600),
        ([NOW - 10], 0, NOW),
        ([NOW - 10, NOW - 3000], 2, NOW + 600),
    ],
)
def test_the_turn_comes_when_the_hour_has_room(taken: list[float], per_hour: int, turn: float) -> None:
    assert turn_of_next(taken, per_hour, NOW) == turn


def test_a_clock_that_was_moved_back_makes_nobody_wait_for_more_than_an_hour() -> None:
    assert turn_of_next([NOW + 90_000.0], 1, NOW) == NOW + 3600
