"""Worker processes that start clean, leave Ctrl-C to their parent, and never outlive it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait

__all__ = ["clean_processes", "cores"]


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def clean_processes(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Clean processes: nothing of this one is inherited, and each keeps its box for as long as it lives."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        multiprocessing.set_forkserver_preload(["autograder.batch", "autograder.grade"])
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_settle)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _settle() -> None:
    """In a worker: leave Ctrl-C to the parent, who lets what is under way finish, and go when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent.sentinel,), daemon=True).start()


def _leave_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
