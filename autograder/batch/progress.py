"""One line that says how far a batch is: done, rate, time left."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Iterator
from typing import Protocol, TextIO

__all__ = ["Tick", "progress", "progress_line"]

BAR = 24
EVERY_S = 0.1
EVERY_S_IN_A_LOG = 15.0
RECENT_S = 10.0


class Tick(Protocol):
    """Called after so many things more."""

    def __call__(self, count: int = 1) -> None: ...


@contextlib.contextmanager
def progress(total: int, stream: TextIO, label: str = "graded") -> Iterator[Tick]:
    """Gives a function to call after each of `total` things, or after some; a stream that is no terminal gets a line at
    times.
    """
    terminal = stream.isatty()
    started = shown = time.monotonic()
    done = 0
    pace = _Pace(started)

    def show() -> None:
        now = time.monotonic()
        line = progress_line(done, total, now - started, label, pace.at(now, done) if done < total else None)
        print(f"\r{line}\x1b[K" if terminal else line, end="" if terminal else "\n", file=stream, flush=True)

    def tick(count: int = 1) -> None:
        nonlocal done, shown
        done += count
        if time.monotonic() - shown >= (EVERY_S if terminal else EVERY_S_IN_A_LOG):
            shown = time.monotonic()
            show()

    try:
        yield tick
    finally:
        show()
        if terminal:
            print(file=stream, flush=True)


class _Pace:
    """Things per second of late: what was only to be looked up, and came first, says nothing about what is left."""

    def __init__(self, started: float) -> None:
        self._marks = deque([(started, 0)])

    def at(self, now: float, done: int) -> float:
        while len(self._marks) > 1 and self._marks[1][0] <= now - RECENT_S:
            self._marks.popleft()
        since, had = self._marks[0]
        self._marks.append((now, done))
        return (done - had) / (now - since) if now > since else 0.0


def progress_line(done: int, total: int, seconds: float, label: str, rate: float | None = None) -> str:
    """Such as "graded ██████░░░░░░ 120/500  31.0/s  12 s left".

    Args:
        rate: things per second of late; those of the whole time when not given.
    """
    filled = BAR * done // total if total else BAR
    if rate is None:
        rate = done / seconds if seconds > 0 else 0.0
    left = f"{_duration((total - done) / rate)} left" if rate and done < total else f"in {_duration(seconds)}"
    return f"{label} {'█' * filled}{'░' * (BAR - filled)} {done}/{total}  {rate:.1f}/s  {left}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02d} min"
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
