"""The lock: rules that a process puts on itself and cannot take off again. Needs Linux, and nothing installed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import numpy as np

from autograder.sandbox.inside import lock
from autograder.sandbox.walls.wall import Inside, Wall

__all__ = ["LOCK"]

FLAGS = ("O_TRUNC", "O_CREAT", "O_APPEND", "O_WRONLY", "O_RDWR")


def _opened_to_change() -> Iterator[str]:
    """Statements that open a file of NumPy's which may be read and is empty, so that nothing is lost with it."""
    numpy = Path(np.__file__).parent
    empty = next((path for path in sorted(numpy.glob("*/*.py")) if not path.stat().st_size), None)
    if empty is not None:
        path = f"os.path.join(*importlib.import_module('numpy').__path__, {str(empty.relative_to(numpy))!r})"
        yield from (f"os.close(os.open({path}, os.{flag}))" for flag in FLAGS)


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
        *_opened_to_change(),
    )

    def lacking(self) -> str:
        return lock.missing()

    def refusal(self, lacking: str) -> str:
        return f"no box can be locked on this machine: {lacking}; grade on Linux, or say --unsandboxed"


LOCK = _Lock()
