"""Worker processes that start clean, leave Ctrl-C to their parent, and never outlive it."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait
from multiprocessing.queues import SimpleQueue

__all__ = ["clean_processes", "cores", "warm_up"]

PRELOADED = ["autograder.batch.warm"]
CAN_FORK_CLEAN = "forkserver" in multiprocessing.get_all_start_methods()


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def warm_up() -> None:
    """Let the process that clean ones are forked from load what they need, while this one goes on."""
    if CAN_FORK_CLEAN:
        from multiprocessing import forkserver  # not on every system

        multiprocessing.set_forkserver_preload(PRELOADED)
        forkserver.ensure_running()


@contextlib.contextmanager
def clean_processes(workers: int, ready: Callable[[], None] | None = None) -> Iterator[ProcessPoolExecutor]:
    """Clean processes: nothing of this one is inherited, and each keeps its box for as long as it lives.

    Args:
        ready: what each does first; can go to another process, and does not raise.
    """
    warm_up()
    context = multiprocessing.get_context("forkserver" if CAN_FORK_CLEAN else "spawn")
    places = context.SimpleQueue()
    for place in itertools.islice(itertools.cycle(_places()), workers):
        places.put(place)
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin_worker, initargs=(places, ready))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _places() -> list[set[int]]:
    """A core for each worker: its box inherits it, and two processes that talk all the time do best on one core."""
    return [{core} for core in sorted(os.sched_getaffinity(0))] if hasattr(os, "sched_getaffinity") else [set()]


def _begin_worker(places: SimpleQueue[set[int]], ready: Callable[[], None] | None) -> None:
    """In a worker: leave Ctrl-C to the parent, who lets what is under way finish, and go when the parent is gone."""
    place = places.get()
    if place:
        os.sched_setaffinity(0, place)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent.sentinel,), daemon=True).start()
    if ready is not None:
        ready()


def _leave_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
