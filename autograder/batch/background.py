"""Results from a thread: what makes them goes on while whoever takes them is busy with one."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import TypeVar

__all__ = ["running_ahead"]

T = TypeVar("T")


class _NotWanted(Exception):
    """Nobody takes results any more."""


@contextlib.contextmanager
def running_ahead(produce: Callable[[Callable[[T], None]], None]) -> Iterator[Iterator[T]]:
    """What `produce` gives, in its order; it runs in a thread of its own and this closes no sooner than it ends.

    When this closes early, the next thing that `produce` gives raises in it.
    Args:
        produce: called with the function that it gives its results to. What it raises is raised here.
    """
    results: SimpleQueue[tuple[T] | BaseException | None] = SimpleQueue()
    wanted = threading.Event()
    wanted.set()

    def give(result: T) -> None:
        if not wanted.is_set():
            raise _NotWanted
        results.put((result,))

    def run() -> None:
        try:
            produce(give)
        except BaseException as error:
            results.put(error)
        finally:
            results.put(None)

    thread = threading.Thread(target=run, name="running ahead")
    thread.start()
    try:
        yield _received(results)
    finally:
        wanted.clear()
        thread.join()


def _received(results: SimpleQueue[tuple[T] | BaseException | None]) -> Iterator[T]:
    while (entry := results.get()) is not None:
        if isinstance(entry, BaseException):
            raise entry
        yield entry[0]
