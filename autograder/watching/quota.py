"""How many hand-ins of a student are graded in an hour, and when the next one's turn is."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["HOUR_S", "turn_of_next"]

HOUR_S = 3600.0


def turn_of_next(taken: Iterable[float], per_hour: int, now: float) -> float:
    """When the student's next hand-in may be taken; `now` where it may be at once.

    Any hour holds at most `per_hour` of them. A clock that was moved back makes nobody wait for more than an hour.
    Args:
        taken: when earlier ones were taken, in seconds. per_hour: 0 for no limit.
    """
    recent = sorted(min(time, now) for time in taken if time > now - HOUR_S)
    return recent[-per_hour] + HOUR_S if 0 < per_hour <= len(recent) else now
