"""Wall time, processor time and peak memory of a command and of everything that it starts. Linux."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import subprocess
import tempfile
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
LOOK_EVERY_S, NOTE_EVERY_S = 0.1, 1.0

Note = tuple[float, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Run:
    """One finished command.

    Args:
        peak_mb: role -> the largest resident memory that one process of that role had.
        notes: once a second the time, and role -> the largest resident memory at that moment.
    """

    wall_s: float
    cpu_s: float
    peak_mb: Mapping[str, float]
    notes: Sequence[Note] = ()


def adopt_orphans() -> None:
    """Processes whose parent ends become this process's children, so that their time is counted as well."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str], roles: Mapping[str, str]) -> Run:
    """Run `command` in `folder`. Raises CalledProcessError with what it printed when it ends with 2 or more.

    Args:
        roles: part of a command line -> the role of such a process; the first that is found counts.
    """
    return together([command], folder, environment, roles)


def together(
    commands: Sequence[Sequence[str]], folder: Path, environment: Mapping[str, str], roles: Mapping[str, str]
) -> Run:
    """The same for commands that run side by side."""
    before, start = _children_s(), time.perf_counter()
    with tempfile.TemporaryFile("w+") as log:
        started = [
            subprocess.Popen(command, cwd=folder, env=dict(environment), stdout=log, stderr=log) for command in commands
        ]
        with _watch({process.pid for process in started}, roles) as (peaks, notes):
            codes = [process.wait() for process in started]
            wall = time.perf_counter() - start
            _reap_orphans()
        log.seek(0)
        printed = log.read()
    for command, code in zip(commands, codes, strict=True):
        if code not in (0, 1):
            raise subprocess.CalledProcessError(code, list(command), printed)
    return Run(wall, _children_s() - before, peaks, notes)


def _children_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def descendants_s() -> float:
    """Processor time of all processes below this one, and of those of theirs that have ended."""
    ticks = 0
    for pid in _descendants(os.getpid()):
        with contextlib.suppress(OSError):
            ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _reap_orphans() -> None:
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


@contextlib.contextmanager
def _watch(roots: Collection[int], roles: Mapping[str, str]) -> Iterator[tuple[dict[str, float], list[Note]]]:
    """Look at every process below this one until the end of the block; the system keeps each one's peak."""
    peaks: dict[str, float] = {}
    notes: list[Note] = []
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(LOOK_EVERY_S):
            found = [(_role(pid, roots, roles), pid) for pid in _descendants(os.getpid())]
            _raise_to(peaks, ((role, _memory_mb(pid, "VmHWM:")) for role, pid in found))
            if not notes or time.time() - notes[-1][0] >= NOTE_EVERY_S:
                now: dict[str, float] = {}
                _raise_to(now, ((role, _memory_mb(pid, "VmRSS:")) for role, pid in found))
                notes.append((time.time(), now))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield peaks, notes
    finally:
        ended.set()
        thread.join()


def _raise_to(largest: dict[str, float], found: Iterable[tuple[str, float]]) -> None:
    for role, megabytes in found:
        largest[role] = max(largest.get(role, 0.0), megabytes)


def _descendants(root: int) -> Iterator[int]:
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        with contextlib.suppress(OSError):
            for task in os.listdir(f"/proc/{pid}/task"):
                children = [int(word) for word in Path(f"/proc/{pid}/task/{task}/children").read_text().split()]
                yield from children
                waiting += children


def _role(pid: int, roots: Collection[int], roles: Mapping[str, str]) -> str:
    if pid in roots:
        return "command"
    with contextlib.suppress(OSError):
        line = Path(f"/proc/{pid}/cmdline").read_text(errors="replace").replace("\0", " ")
        return next((role for part, role in roles.items() if part in line), "other")
    return "other"


def _memory_mb(pid: int, entry: str) -> float:
    with contextlib.suppress(OSError, IndexError):
        status = Path(f"/proc/{pid}/status").read_text()
        return int(status.split(entry)[1].split()[0]) / 1024
    return 0.0
