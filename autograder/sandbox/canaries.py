"""Tries everything that must fail in a box, in a box, before students' code goes in."""

from __future__ import annotations

import os
import pwd
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.errors import SandboxError
from autograder.sandbox.backend import Cell
from autograder.sandbox.session import Guest
from autograder.sandbox.walls import Walls

__all__ = ["sing"]

PROBES = """
import os, socket, importlib

def read(path):
    with open(path, "rb") as file:
        file.read(1)

def look(path):
    os.listdir(path)

def write(path):
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))

def connect(port):
    with socket.create_connection(("127.0.0.1", port), timeout=1.0):
        pass

def open_socket(kind):
    socket.socket(kind).close()

def fork(_):
    if os.fork() == 0:
        os._exit(0)

def execute(path):
    os.execv(path, [path])

def signal(pid):
    os.kill(pid if pid else os.getppid(), 0)

def load(name):
    importlib.import_module(name)
"""
HERE = Path(__file__).resolve()
REFUSALS = {"PermissionError", "FileNotFoundError", "BlockingIOError", "OSError", "ConnectionRefusedError"}
REFUSALS |= {"ModuleNotFoundError"}
IMPORTS = ("reference_impl", "autograder", "pytest", "nbgrader", "autograder.exercises")


def sing(start: Callable[[Sequence[Cell]], Guest], walls: Walls) -> None:
    """Raises SandboxError with the first thing that a box allowed, or when the box does nothing at all."""
    guest = start([Cell("canaries", PROBES)])
    with socket.create_server(("127.0.0.1", 0)) as server:
        for name, argument in _probes(walls, server.getsockname()[1]):
            outcome = guest.call(name, (argument,), {})
            if outcome.error is None:
                raise SandboxError(f"the box is not tight: {name}({argument!r}) was not refused in it")
            if outcome.error.type not in REFUSALS:
                raise SandboxError(f"the box does not work: {name}({argument!r}) ended with {outcome.error}")


def _probes(walls: Walls, port: int) -> list[tuple[str, str | int]]:
    secrets = [str(HERE), "/etc/passwd", "/etc/hostname", "/proc/self/environ"]
    folders = [str(HERE.parent), str(HERE.parents[2]), "/etc", *_home()]
    places = [f"{folder}/canary" for folder in ("", "/tmp", "/dev/shm", "/var/tmp", HERE.parent)]  # noqa: S108
    probes: list[tuple[str, str | int]] = [("read", path) for path in secrets]
    probes += [("look", path) for path in folders]
    probes += [("write", path) for path in places]
    probes += [("connect", port), ("fork", 0), *(("load", name) for name in IMPORTS)]
    if walls.lock:
        kinds = [int(socket.AF_INET), int(socket.AF_UNIX)]
        probes += [*(("open_socket", kind) for kind in kinds), ("signal", 0), ("signal", 1), ("execute", "/bin/true")]
    return probes


def _home() -> list[str]:
    try:
        return [pwd.getpwuid(os.getuid()).pw_dir]
    except KeyError:  # an account of a container often has no entry
        return []
