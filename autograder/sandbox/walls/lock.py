"""The lock: rules that a process puts on itself and cannot take off again. Needs Linux, and nothing installed."""

from __future__ import annotations

import socket
from typing import ClassVar

from autograder.sandbox.inside import lock
from autograder.sandbox.walls.wall import Inside, Wall

__all__ = ["LOCK"]


class _Lock(Wall):
    name = "lock"
    required = True
    keeps_clean = True
    inside: ClassVar[Inside | None] = lock
    canaries = (
        f"socket.socket({int(socket.AF_INET)})",
        f"socket.socket({int(socket.AF_UNIX)})",
        "os.kill(os.getppid(), 0)",
        "os.kill(1, 0)",
        "os.execv('/bin/true', ['/bin/true'])",
    )

    def lacking(self) -> str:
        return lock.missing()

    def refusal(self, lacking: str) -> str:
        return f"no box can be locked on this machine: {lacking}; grade on Linux, or say --unsandboxed"


LOCK = _Lock()
