"""The clean process that every submission's process is forked from. It never runs student code.

Orders come over the control socket, one JSON object a line; `start` carries the child's own socket with it.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import random
import signal
import socket
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from . import alone, disk, guest, stubs, written
from .privileges import OPEN_FILES, drop_privileges, limit_resources

__all__ = ["main"]

Closing = tuple[Callable[[int], None], int]  # what closes a wall on a process, and the descriptor that it asks for
# For an interpreter that only root can read: what nobody has imported now, no student can import.
LIBRARY = (
    "abc", "argparse", "array", "ast", "asyncio", "base64", "bisect", "bz2", "cProfile", "calendar", "cmath",
    "collections.abc", "colorsys", "concurrent.futures.process", "concurrent.futures.thread", "configparser",
    "contextlib", "copy", "csv", "dataclasses", "datetime", "decimal", "difflib", "doctest", "encodings.ascii",
    "encodings.cp437", "encodings.idna", "encodings.latin_1", "encodings.utf_16", "enum", "faulthandler", "fractions",
    "functools", "getpass", "glob", "graphlib", "gzip", "hashlib", "heapq", "inspect", "io", "itertools", "json",
    "linecache", "locale", "logging.handlers", "lzma", "math", "mmap", "multiprocessing.pool", "numbers", "operator",
    "pathlib", "pickle", "pkgutil", "platform", "pprint", "pstats", "pydoc", "queue", "random", "re", "resource",
    "runpy", "sched", "secrets", "shutil", "statistics", "string", "struct", "subprocess", "tarfile", "tempfile",
    "textwrap", "threading", "timeit", "tokenize", "traceback", "tracemalloc", "typing", "unicodedata", "unittest",
    "urllib.request", "uuid", "weakref", "webbrowser", "zipfile", "zlib", "numpy.char", "numpy.core", "numpy.ctypeslib",
    "numpy.ma", "numpy.polynomial", "numpy.rec", "numpy.strings", "numpy.testing", "numpy.typing",
)  # fmt: skip


def main(control_fd: int, options: dict[str, Any]) -> None:
    """Load, report, obey until the other side hangs up.

    Args:
        options: `sandboxed`: leave root and keep to the limits strictly; `confining`: the modules beside this one that
            close a wall on each forked process; `course`: the modules that students share; `stubbed`: the packages that
            nothing is found in.
    """
    control = socket.socket(fileno=control_fd)
    try:
        stubs.install(options["stubbed"])
        alone.install()
        written.install(disk.install())
        _preload(options)
        closings = [_prepare(name) for name in options["confining"]]
    except Exception as error:
        _answer(control, {"error": f"{type(error).__name__}: {error}"})
        return
    os.dup2(1, 2)  # nobody reads what a student's code prints, so it must not fill a pipe
    gc.collect()
    gc.freeze()
    _answer(control, {"ready": True})
    _Zygote(control, closings, sandboxed=options["sandboxed"]).obey()


class _Zygote:
    def __init__(self, control: socket.socket, closings: list[Closing], *, sandboxed: bool) -> None:
        self._control, self._closings, self._sandboxed = control, closings, sandboxed
        self._child: int | None = None

    def obey(self) -> None:
        try:
            for order, fd in _orders(self._control):
                _answer(self._control, getattr(self, f"_do_{order['do']}")(order, fd))
        finally:
            self._reap(0.0)

    def _do_start(self, order: dict[str, Any], fd: int) -> dict[str, Any]:
        self._reap(0.0)
        self._child = os.fork()
        if self._child == 0:
            guest.become(fd, order, self._confine(order, fd))
        os.close(fd)
        return {"started": True}

    def _confine(self, order: dict[str, Any], fd: int) -> str:
        """Close everything on the forked child; what could not be closed, in words."""
        self._control.detach()
        kept = sorted({0, 1, 2, fd, *(descriptor for _, descriptor in self._closings)})
        for low, high in zip(kept, [*kept[1:], OPEN_FILES * 4], strict=True):
            os.closerange(low + 1, high)
        try:
            limit_resources(order["memory_mb"], order["cpu_s"], strict=self._sandboxed)
            if self._sandboxed:
                drop_privileges()
            for close, descriptor in self._closings:
                close(descriptor)
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        return ""

    def _do_interrupt(self, order: dict[str, Any], fd: int) -> dict[str, Any]:
        if self._child is not None:
            os.kill(self._child, signal.SIGINT)
        return {"interrupted": True}

    def _do_reap(self, order: dict[str, Any], fd: int) -> dict[str, Any]:
        return {"exit": self._reap(order["grace_s"])}

    def _reap(self, grace_s: float) -> int | None:
        """End the child and say how it ended: its exit code, or minus the signal; None without a child."""
        if self._child is None:
            return None
        child, self._child = self._child, None
        deadline = time.monotonic() + grace_s
        ended, status = os.waitpid(child, os.WNOHANG)
        while not ended and time.monotonic() < deadline:
            time.sleep(0.001)
            ended, status = os.waitpid(child, os.WNOHANG)
        if not ended:
            os.kill(child, signal.SIGKILL)
            ended, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status)


def _prepare(name: str) -> Closing:
    wall = importlib.import_module(f".{name}", __package__)
    return wall.close, wall.prepare()


def _preload(options: dict[str, Any]) -> None:
    warnings.simplefilter("ignore")
    hidden = options["sandboxed"] and os.geteuid() == 0 and not _open_to_anyone(os.path.dirname(os.__file__))
    for name in (*options["course"], *(LIBRARY if hidden else ())):
        importlib.import_module(name)
    np.seterr(all="ignore")
    np.random.seed(0)
    random.seed(0)


def _open_to_anyone(path: str) -> bool:
    while path != "/":
        if not os.stat(path).st_mode & 0o001:
            return False
        path = os.path.dirname(path)
    return True


def _orders(control: socket.socket) -> Iterator[tuple[dict[str, Any], int]]:
    line = b""
    fds: list[int] = []
    while True:
        data, more, _, _ = socket.recv_fds(control, 4096, 1)
        if not data:
            return
        line, fds = line + data, fds + more
        if line.endswith(b"\n"):
            yield json.loads(line), fds[0] if fds else -1
            line, fds = b"", []


def _answer(control: socket.socket, answer: dict[str, Any]) -> None:
    control.sendall(json.dumps(answer).encode() + b"\n")
