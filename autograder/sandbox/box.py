"""The box: a clean process that forks one locked process for each submission. Trusted.

with Box() as box:
    box.canaries()
    guest = box.start([Cell("linear", source)])
    guest.call("linear_forward", (x, W, b), {})
"""

from __future__ import annotations

import socket
from collections.abc import Sequence

from autograder.errors import SandboxError
from autograder.sandbox import canaries
from autograder.sandbox.backend import Cell
from autograder.sandbox.launch import Zygote
from autograder.sandbox.limits import Limits
from autograder.sandbox.session import Guest
from autograder.sandbox.walls import Walls

__all__ = ["Box", "SandboxError", "Walls"]


class Box:
    """Starts submissions one at a time; long-lived.

    Args:
        limits: of a submission that does not say its own.
        walls: what stands around student code; found out when not given.
        unsandboxed: no walls at all. A process of its own, and nothing more.
    Errors: SandboxError where the walls cannot be had.
    """

    def __init__(self, limits: Limits | None = None, walls: Walls | None = None, *, unsandboxed: bool = False) -> None:
        self._limits = limits or Limits()
        self.walls = None if unsandboxed else walls or Walls.detect()
        if self.walls is not None:
            self.walls.require()
        self._zygote: Zygote | None = None
        self._guest: Guest | None = None

    def __enter__(self) -> Box:
        self._awake()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self, cells: Sequence[Cell], limits: Limits | None = None) -> Guest:
        """Run a student's cells in a fresh process. The submission before it is over."""
        self._end_guest()
        self._guest = Guest(self, cells, limits or self._limits)
        return self._guest

    def canaries(self) -> None:
        """Try to get out of a box as a student could. Raises SandboxError when anything succeeds."""
        if self.walls is not None:
            canaries.sing(self.start, self.walls)
            self._end_guest()

    def close(self) -> None:
        """End all processes."""
        self._end_guest()
        self._end_zygote()

    def fork(self, limits: Limits) -> tuple[socket.socket, str]:
        """For the guest: a new process, and the nonce it repeats."""
        if self.walls is not None and not self.walls.lock:
            self._end_zygote()  # what bubblewrap alone let a student leave behind ends with its namespace
        try:
            return self._awake().start(limits)
        except SandboxError:
            self._end_zygote()
            return self._awake().start(limits)

    def reap(self, grace_s: float) -> int | None:
        """For the guest: end its process and say how it ended."""
        try:
            return self._zygote.reap(grace_s) if self._zygote else None
        except SandboxError:
            self._end_zygote()
            return None

    def _awake(self) -> Zygote:
        if self._zygote is not None and not self._zygote.alive:
            self._end_zygote()
        if self._zygote is None:
            self._zygote = Zygote(self.walls)
        return self._zygote

    def _end_guest(self) -> None:
        if self._guest is not None:
            self._guest.close()
            self._guest = None

    def _end_zygote(self) -> None:
        if self._zygote is not None:
            self._zygote.close()
            self._zygote = None
