"""Tries everything that must fail in a box, in a box, before students' code goes in."""

from __future__ import annotations

import os
import pwd
import socket
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from autograder.errors import SandboxError
from autograder.sandbox.backend import Cell
from autograder.sandbox.session import Session
from autograder.sandbox.walls.wall import Wall

__all__ = ["sing"]

HERE = Path(__file__).resolve()
REFUSALS = {"PermissionError", "FileNotFoundError", "BlockingIOError", "OSError", "ConnectionRefusedError"}
REFUSALS |= {"ModuleNotFoundError"}
IMPORTS = ("reference_impl", "autograder", "pytest", "nbgrader", "autograder.exercises")


def sing(start: Callable[[Sequence[Cell]], Session], walls: Sequence[Wall]) -> None:
    """Raises SandboxError with the first thing that a box allowed, or when the box does nothing at all."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        tries = [*_behind_any_wall(port), *(code for wall in walls for code in wall.canaries)]
        session = start([Cell("canaries", _source(tries))])
        for number, code in enumerate(tries):
            error = session.call(f"try_{number}", (), {}).error
            if error is None:
                raise SandboxError(f"the box is not tight: {code} was not refused in it")
            if error.type not in REFUSALS:
                raise SandboxError(f"the box does not work: {code} ended with {error}")


def _source(tries: Sequence[str]) -> str:
    functions = (f"def try_{number}():\n    {code}\n" for number, code in enumerate(tries))
    return "import importlib, os, socket\n" + "".join(functions)


def _behind_any_wall(port: int) -> Iterator[str]:
    """Statements; `port` is one that this process listens at."""
    for path in (str(HERE), "/etc/passwd", "/etc/hostname", "/proc/self/environ"):
        yield f"open({path!r}, 'rb').read(1)"
    for folder in (str(HERE.parent), str(HERE.parents[2]), "/etc", *_home()):
        yield f"os.listdir({folder!r})"
    for folder in ("", "/tmp", "/dev/shm", "/var/tmp", str(HERE.parent)):  # noqa: S108
        yield f"os.close(os.open({folder + '/canary'!r}, os.O_WRONLY | os.O_CREAT, 0o600))"
    yield f"socket.create_connection(('127.0.0.1', {port}), timeout=1.0).close()"
    yield "os.fork() or os._exit(0)"
    yield from (f"importlib.import_module({name!r})" for name in IMPORTS)


def _home() -> list[str]:
    try:
        return [pwd.getpwuid(os.getuid()).pw_dir]
    except KeyError:  # an account of a container often has no entry
        return []
