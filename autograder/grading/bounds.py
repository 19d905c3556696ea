"""What one submission may cost on this side: memory and a processor's time of the tests, and of finding out why.

What a student returns is computed on here, and a hidden test or an observer trusts it as little as it can; but it is
easy to overlook that a column times a row is a matrix. So the kernel refuses memory beyond a bound, and what computes
too long is stopped where it is. Either is a failed test and nothing more.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from types import TracebackType
from typing import Any

import numpy as np

try:
    import resource
except ImportError:  # Windows, where nothing is graded but the course's own solutions
    resource = None  # type: ignore[assignment]

_OWN_LIMIT = resource.getrlimit(resource.RLIMIT_AS)[0] if resource else -1

__all__ = ["MEMORY_MB", "RECORD_MB", "Overrun", "bounded", "size_of"]

MEMORY_MB = 512  # beyond what this process has when a test begins
RECORD_MB = 32  # of the calls of one suite
LOOKS_EVERY_S = 0.1
SHORT = 64  # bytes, about what a number or an empty list takes
NUMBERS = frozenset({bool, int, float, type(None), np.float64})


class Overrun(BaseException):
    """It computes too long. No Exception, so that nothing which handles those goes on."""


class bounded:  # noqa: N801  # used as a function is
    """What is done inside raises Overrun or MemoryError when it takes more; waiting for a box takes nothing.

    Args:
        compute_s: seconds that this thread may compute.
        memory_mb: that this process may have beyond what it has now, on Linux.
    """

    def __init__(self, compute_s: float, memory_mb: int = MEMORY_MB) -> None:
        self._compute_s, self._memory_mb = compute_s, memory_mb

    def __enter__(self) -> None:
        self._watch = _Watch(threading.get_ident(), self._compute_s)
        _WATCHER.look_after(self._watch)
        _limit_memory(self._memory_mb)

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        fired = self._watch.end()
        _limit_memory(None)
        if fired and kind is not Overrun:
            raise Overrun


def size_of(value: Any) -> int:
    """Bytes that a value from the box holds, roughly."""
    if type(value) in NUMBERS:
        return SHORT
    if isinstance(value, np.ndarray):
        return SHORT + value.nbytes
    if isinstance(value, str):
        return SHORT + len(value)
    if isinstance(value, dict):
        return SHORT + sum([size_of(key) + size_of(entry) for key, entry in value.items()])
    if isinstance(value, (list, tuple)):
        return SHORT + sum([size_of(entry) for entry in value])
    return SHORT


class _Watch:
    """One thread, and when it has computed for too long. It raises Overrun there once, and never after its end."""

    def __init__(self, thread: int, compute_s: float) -> None:
        self._thread, self._clock = thread, _clock_of(thread)
        self._until = _read(self._clock) + compute_s
        self._lock, self._fired = threading.Lock(), False
        self.over = False

    def look(self) -> None:
        with self._lock:
            if not self.over and _read(self._clock) > self._until:
                self.over = self._fired = True
                _raise_in(self._thread, Overrun)

    def end(self) -> bool:
        """Whether it has fired; what was not yet raised is taken back."""
        with self._lock:
            if self._fired:
                _raise_in(self._thread, None)
            self.over = True
            return self._fired


class _Watcher:
    """Looks after one watch at a time, from a thread that is kept: to start one takes longer than most tests do."""

    def __init__(self) -> None:
        self._watch: _Watch | None = None
        self._thread: threading.Thread | None = None

    def look_after(self, watch: _Watch) -> None:
        self._watch = watch
        if self._thread is None or not self._thread.is_alive():  # none is there in a process that was forked
            _let_blas_reserve()
            self._thread = threading.Thread(target=self._run, name="bounds", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while True:
            time.sleep(LOOKS_EVERY_S)
            if (watch := self._watch) is not None and not watch.over:
                watch.look()


def _let_blas_reserve() -> None:
    """OpenBLAS takes its memory with the first large product, and ends the process where it gets none."""
    square = np.eye(256)
    np.linalg.solve(square @ square, square)


_WATCHER = _Watcher()


def _limit_memory(megabytes: int | None) -> None:
    """The soft limit of the address space, which this process may take back; None takes it back."""
    if resource is None or sys.platform != "linux":
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limits = [_OWN_LIMIT, hard]
    if megabytes is not None:
        limits.append(_pages() * resource.getpagesize() + (megabytes << 20))
    limit = min((n for n in limits if n != resource.RLIM_INFINITY), default=resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _pages() -> int:
    """Of the address space, in use now."""
    with open("/proc/self/statm", "rb", buffering=0) as statm:
        return int(statm.read(256).split()[0])


def _clock_of(thread: int) -> int | None:
    """The clock of what a thread computes; None where there is none, as on a Mac."""
    return time.pthread_getcpuclockid(thread) if hasattr(time, "pthread_getcpuclockid") else None


def _read(clock: int | None) -> float:
    return time.monotonic() if clock is None else time.clock_gettime(clock)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Raise in another thread as soon as that is between two instructions; None takes back what has not been raised."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error) if error else None)
