"""Results from a thread: made while they are used, and never after nobody wants them."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from autograder.batch.background import running_ahead

Give = Callable[[int], None]
ENOUGH_S = 20.0


def test_results_keep_their_order() -> None:
    def produce(give: Give) -> None:
        for k in range(5):
            give(k)

    with running_ahead(produce) as results:
        assert list(results) == [0, 1, 2, 3, 4]


def test_the_next_is_made_while_one_is_used() -> None:
    made = threading.Event()

    def produce(give: Give) -> None:
        give(1)
        made.set()
        give(2)

    with running_ahead(produce) as results:
        assert next(results) == 1
        assert made.wait(ENOUGH_S)
        assert list(results) == [2]


@pytest.mark.parametrize("error", [ValueError("oh"), KeyboardInterrupt()])
def test_what_is_raised_there_is_raised_here(error: BaseException) -> None:
    def produce(give: Give) -> None:
        give(1)
        raise error

    with running_ahead(produce) as results:
        assert next(results) == 1
        with pytest.raises(type(error)):
            next(results)


def test_it_ends_where_nobody_takes_any_more() -> None:
    closed, ended = threading.Event(), []

    def produce(give: Give) -> None:
        try:
            give(1)
            assert closed.wait(ENOUGH_S)
            give(2)
        finally:
            ended.append(threading.current_thread())

    def leave() -> None:
        with running_ahead(produce) as results:
            next(results)
            threading.Timer(0.2, closed.set).start()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        leave()
    assert not ended[0].is_alive()
