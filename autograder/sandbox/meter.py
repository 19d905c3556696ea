"""How much a process has computed and how long it has slept, as this machine's kernel counts it. Trusted.

Time in which a process would compute and another one has the processor is neither, nor is time in which this side works
on what it has asked for: the same code uses the same on a busy machine. Where the kernel does not tell waiting from
sleeping, sleeping counts a tenth; where it tells nothing at all, as on a Mac, all time counts as computing.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import time

__all__ = ["Meter", "Patience", "announce_senders", "sender_of"]

CREDENTIALS = struct.Struct("3i")  # process, user, group
PROCESS_CLOCK = 2
BUSY = 10.0
SOON_S = 0.02  # nobody looks at who sleeps before that


class Meter:
    """The clocks of one process, by its number in this process's namespace; None where that is not known.

    Each counts seconds from an unknown moment on, and stands still when the process is gone. They are read by the
    thread that has made the meter, and by no other.
    """

    def __init__(self, pid: int | None) -> None:
        self._clock = None if pid is None else (~pid << 3) | PROCESS_CLOCK
        self._theirs = _open(f"/proc/{pid}/schedstat")
        self._ours = None if pid is None else _open("/proc/thread-self/schedstat")
        self._state = _open(f"/proc/{pid}/stat")
        self._computed = self._slept = 0.0

    def computed(self) -> float:
        try:  # noqa: SIM105  # for every call twice: a context manager takes longer than the clock
            self._computed = time.monotonic() if self._clock is None else time.clock_gettime(self._clock)
        except OSError:
            pass
        return self._computed

    def slept(self) -> float:
        with contextlib.suppress(OSError, ValueError):
            self._slept = self._read_slept() if self._clock is not None else 0.0
        return self._slept

    def is_asleep(self) -> bool:
        """Whether it neither computes nor waits for a processor at this moment; True where nobody can say."""
        if self._state is None:
            return True
        with contextlib.suppress(OSError):
            return os.pread(self._state, 512, 0).rpartition(b")")[2].split()[:1] != [b"R"]
        return True

    def close(self) -> None:
        for descriptor in (self._theirs, self._ours, self._state):
            if descriptor is not None:
                os.close(descriptor)
        self._theirs = self._ours = self._state = None

    def _read_slept(self) -> float:
        idle_s = time.monotonic() - self.computed()
        if self._theirs is None or self._ours is None:
            return idle_s / BUSY
        _, waited_s = _schedule(self._theirs)
        return idle_s - waited_s - sum(_schedule(self._ours))


class Patience:
    """The time that one request may take. Whoever waits for its answer asks for as long as something is left.

    Args:
        outer: of the request whose callback makes this one; its time for computing goes on.
    """

    def __init__(self, meter: Meter, compute_s: float, sleep_s: float, outer: Patience | None = None) -> None:
        self._meter, self._outer = meter, outer
        self._compute_s, self._sleep_s = compute_s, sleep_s
        self._started, self._computed = time.monotonic(), meter.computed()
        self._slept: float | None = None

    def __call__(self) -> float:
        """Seconds for which nobody needs to ask again; none when the time is over."""
        if time.monotonic() - self._started < SOON_S:
            return SOON_S
        left = min(self.to_compute(), self.to_sleep())
        return min(left, self._outer.to_compute()) if self._outer else left

    def to_compute(self) -> float:
        """Seconds that may still be computed."""
        return self._compute_s - (self._meter.computed() - self._computed)

    def to_sleep(self) -> float:
        """Seconds that may still be slept; a while for whoever is awake, since a wait is counted when it is over."""
        left = self._sleep_s - self._slept_s()
        return left if left > 0 or self._meter.is_asleep() else SOON_S

    def used(self) -> float:
        """Seconds computed and slept."""
        slept_s = 0.0 if self._slept is None else self._slept_s()
        return max(0.0, self._compute_s - self.to_compute()) + max(0.0, slept_s)

    def _slept_s(self) -> float:
        """From when anybody looked for the first time."""
        slept = self._meter.slept()
        if self._slept is None:
            self._slept = slept
        return slept - self._slept


def announce_senders(connection: socket.socket) -> None:
    """From here on the kernel says of what arrives who has sent it."""
    if hasattr(socket, "SO_PASSCRED"):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)


def sender_of(connection: socket.socket) -> int | None:
    """Who has sent what waits at this end, as a number in this process's namespace; nobody can forge it."""
    if not hasattr(socket, "SO_PASSCRED"):
        return None
    _, said, _, _ = connection.recvmsg(1, socket.CMSG_SPACE(CREDENTIALS.size), socket.MSG_PEEK)
    for level, kind, data in said:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_CREDENTIALS) and len(data) >= CREDENTIALS.size:
            return int(CREDENTIALS.unpack_from(data)[0]) or None
    return None


def _schedule(descriptor: int) -> tuple[float, float]:
    """Seconds that a thread had a processor, and waited for one."""
    ran, waited, *_ = os.pread(descriptor, 128, 0).split()
    return int(ran) / 1e9, int(waited) / 1e9


def _open(path: str) -> int | None:
    try:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
