"""What the breakdown times is there: a part that was moved would be counted to another one."""

from tests.benchmarks.breakdown import PLACES


def test_every_place_that_is_timed_is_there():
    missing = [f"{getattr(owner, '__name__', owner)}.{name}" for owner, name, _ in PLACES if not hasattr(owner, name)]
    assert missing == []
