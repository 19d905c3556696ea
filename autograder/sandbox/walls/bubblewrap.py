"""Bubblewrap: a clean process in namespaces of its own, which sees an interpreter, NumPy and nothing else."""

from __future__ import annotations

import functools
import glob
import importlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from autograder.sandbox.interpreter import LIBRARY_PATH, THREADS, numpy_folders, python
from autograder.sandbox.walls.wall import Start, Wall

__all__ = ["BUBBLEWRAP"]

TRIAL_S = 10.0
PYTHON, NUMPY_PARENT, LIBRARIES = Path("/box/python"), Path("/box"), Path("/box/lib")
# Loaded here so that the shared libraries they need are known and can be shown to the box.
NEED_LIBRARIES = ("bz2", "ctypes", "decimal", "hashlib", "lzma", "numpy.random", "socket", "uuid", "zlib")
SITE = ("site-packages", "dist-packages")
LOADER = re.compile(rb"/[\w./-]*/ld[\w.-]*\.so\.\d+")


class _Bubblewrap(Wall):
    name = "bubblewrap"
    canaries = ("os.stat('/etc/passwd')", f"os.stat({str(Path(__file__).resolve())!r})")

    def lacking(self) -> str:
        return _why_not()

    def enclose(self, start: Start) -> Start:
        variables = THREADS | {LIBRARY_PATH: str(LIBRARIES)}
        settings = [word for name, value in variables.items() for word in ("--setenv", name, value)]
        outside = (*_namespaces(), *settings, *_shown(), "--remount-ro", "/", "--chdir", "/", "--")
        return Start((*start.before, *outside), PYTHON / "bin" / python().name, NUMPY_PARENT)


BUBBLEWRAP = _Bubblewrap()


@functools.cache
def _why_not() -> str:
    """Nothing when bubblewrap runs here, found out by running it."""
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed"
    command = [*_namespaces(), "--ro-bind", "/", "/", "--", shutil.which("true") or "true"]
    try:
        done = subprocess.run(  # noqa: S603  # our own words
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=TRIAL_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap does not run here: {error}"
    said = done.stderr.decode(errors="replace").strip()
    return f"bubblewrap is not allowed here: {said}" if done.returncode else ""


def _namespaces() -> list[str]:
    """bubblewrap with every namespace of its own.

    Root keeps what it takes to become nobody and to end what nobody runs; anyone else needs a user namespace.
    """
    command = [shutil.which("bwrap") or "bwrap", "--die-with-parent", "--new-session", "--clearenv"]
    command += ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    if os.geteuid() != 0:
        return [*command, "--unshare-user"]
    kept = [word for name in ("CAP_SETUID", "CAP_SETGID", "CAP_KILL") for word in ("--cap-add", name)]
    return [*command, "--cap-drop", "ALL", *kept]


@functools.cache
def _shown() -> tuple[str, ...]:
    """What is seen inside: interpreter, standard library, NumPy and the shared libraries, all read only."""
    library = Path(os.__file__).resolve().parent
    inside = PYTHON / Path(os.__file__).parent.relative_to(sys.base_prefix)
    pairs = [(python(), PYTHON / "bin" / python().name), (library, inside)]
    pairs += [(Path(path), inside / "lib-dynload") for path in sys.path if path.endswith("/lib-dynload")][:1]
    pairs += [(folder, NUMPY_PARENT / folder.name) for folder in numpy_folders()]
    pairs += _shared_libraries()
    words = [word for source, target in pairs for word in ("--ro-bind", str(source), str(target))]
    hidden = [str(inside / name) for name in SITE if (library / name).is_dir()]
    return (*words, *(word for name in hidden for word in ("--tmpfs", name, "--remount-ro", name)))


def _shared_libraries() -> Iterator[tuple[Path, Path]]:
    """The libraries that this process has loaded for the interpreter, under every name that they go by."""
    for name in NEED_LIBRARIES:
        with suppress(ImportError):
            importlib.import_module(name)
    if loader := LOADER.search(python().read_bytes()[: 1 << 14]):
        path = Path(os.fsdecode(loader[0]))
        yield path.resolve(), path
    maps = Path("/proc/self/maps").read_text().splitlines()
    loaded = {line.split(maxsplit=5)[5] for line in maps if ".so" in line}
    own = (*SITE, "lib-dynload", str(numpy_folders()[0]))
    for path in sorted(Path(line) for line in loaded if not any(part in line for part in own)):
        stem = glob.escape(str(path.parent / path.name.partition(".so")[0]))
        names = [Path(name) for name in glob.glob(f"{stem}.so*") if Path(name).resolve() == path.resolve()]
        yield from ((path, LIBRARIES / name.name) for name in names)
