"""The lock on a process before student code runs in it: no files, no processes, no network, no signals to others.

Landlock, then seccomp. Neither needs a privilege or a system package, neither can be taken off again, both are Linux's.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator

import numpy as np

from . import landlock, seccomp

__all__ = ["close", "missing", "prepare"]

FORBIDDEN = ("site-packages", "dist-packages", "test", "idlelib", "ensurepip")


def missing() -> str:
    """What this machine lacks for the lock, in words; nothing when it can be closed."""
    if sys.platform != "linux":
        return f"Landlock and seccomp are Linux's, and this is {sys.platform}"
    if os.uname().machine not in seccomp.ARCHITECTURES or struct.calcsize("P") != 8:
        return f"no list of system calls for {os.uname().machine}"
    if landlock.version() < 1:
        return "the kernel has no Landlock (Linux 5.13 or later, with landlock among its security modules)"
    return "" if seccomp.is_there() else "the kernel has no seccomp filters"


def prepare() -> int:
    """What may be read, looked up once in the clean process: the descriptor that `close` asks for. Raises OSError."""
    numpy = os.path.dirname(np.__file__)
    folders = [folder for folder in (numpy, f"{numpy}.libs") if os.path.isdir(folder)]
    sources = (path for folder in folders for path in _sources(folder))
    return landlock.make_ruleset((*_library(), *sources), folders)


def close(ruleset: int) -> None:
    """Close the lock on this process, after its privileges are dropped. Raises OSError."""
    landlock.confine(ruleset)
    seccomp.confine()


def _library() -> Iterator[str]:
    """The standard library without what is installed into it."""
    library = os.path.dirname(os.__file__)
    entries = [entry.path for entry in os.scandir(library) if entry.name not in FORBIDDEN]
    yield from (path for path in entries if os.path.exists(path))
    yield from (path for path in sys.path if os.path.isdir(path) and path != library)


def _sources(folder: str) -> Iterator[str]:
    """The files below a folder, but for the compiled ones: those say where this machine keeps the course."""
    for path, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in ("__pycache__", "tests")]
        yield from (os.path.join(path, name) for name in files)
