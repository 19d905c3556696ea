"""The box: a clean process that forks one locked process for each submission. Trusted.

with Box() as box:
    box.canaries()
    session = box.start([Cell("linear", source)])
    session.call("linear_forward", (x, W, b), {})
"""

from __future__ import annotations

import socket
from collections.abc import Sequence

from autograder.errors import SandboxError
from autograder.sandbox import canaries
from autograder.sandbox.backend import Cell
from autograder.sandbox.clean_process import CleanProcess
from autograder.sandbox.limits import Limits
from autograder.sandbox.session import Session
from autograder.sandbox.walls import Wall, available_walls, require

__all__ = ["Box"]


class Box:
    """Starts submissions one at a time; long-lived.

    Args:
        limits: of a submission that does not say its own.
        walls: what stands around student code; all that can be had when not given.
        unsandboxed: no walls at all. A process of its own, and nothing more.
    Errors: SandboxError where the walls cannot be had.
    """

    def __init__(
        self, limits: Limits | None = None, walls: Sequence[Wall] | None = None, *, unsandboxed: bool = False
    ) -> None:
        self._limits = limits or Limits()
        self.walls: tuple[Wall, ...] = ()
        if not unsandboxed:
            self.walls = available_walls() if walls is None else tuple(walls)
            require(self.walls)
        self._clean_process: CleanProcess | None = None
        self._session: Session | None = None
        self._second: Box | None = None

    def __enter__(self) -> Box:
        self._awake()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_open(self) -> bool:
        """Whether its clean process has been started."""
        return self._clean_process is not None

    def start(self, cells: Sequence[Cell], limits: Limits | None = None) -> Session:
        """A student's cells, to be run in a fresh process. The submission before it is over."""
        self._end_session()
        self._session = Session(self, cells, limits or self._limits)
        return self._session

    def second(self) -> Box:
        """Another box like this one, for what must not be where a submission is; it ends with this one."""
        if self._second is None:
            self._second = Box(self._limits, self.walls, unsandboxed=not self.walls)
        return self._second

    def canaries(self) -> None:
        """Try to get out of a box as a student could. Raises SandboxError when anything succeeds."""
        if self.walls:
            canaries.sing(self.start, self.walls)
            self._end_session()

    def close(self) -> None:
        """End all processes."""
        self._end_session()
        self._end_clean_process()
        if self._second is not None:
            self._second.close()
            self._second = None

    def fork(self, limits: Limits, cpu_s: float) -> tuple[socket.socket, str]:
        """For a session: a new process that may compute for `cpu_s` at the very most, and the nonce it repeats."""
        if self.walls and not any(wall.keeps_clean for wall in self.walls):
            self._end_clean_process()  # whatever the submission before could do to it ends with it
        try:
            return self._awake().start(limits, cpu_s)
        except SandboxError:
            self._end_clean_process()
            return self._awake().start(limits, cpu_s)

    def interrupt(self) -> None:
        """For a session: stop what its process is doing, as ^C does."""
        if self._clean_process:
            self._clean_process.interrupt()

    def reap(self, grace_s: float) -> int | None:
        """For a session: end its process and say how it ended."""
        try:
            return self._clean_process.reap(grace_s) if self._clean_process else None
        except SandboxError:
            self._end_clean_process()
            return None

    def _awake(self) -> CleanProcess:
        if self._clean_process is not None and not self._clean_process.alive:
            self._end_clean_process()
        if self._clean_process is None:
            self._clean_process = CleanProcess(self.walls)
        return self._clean_process

    def _end_session(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _end_clean_process(self) -> None:
        if self._clean_process is not None:
            self._clean_process.close()
            self._clean_process = None
