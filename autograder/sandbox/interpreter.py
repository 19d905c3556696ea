"""This machine's interpreter and its NumPy: what a box is made of, and under which paths it may be seen. Trusted."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

import numpy as np

__all__ = ["LIBRARY_PATH", "THREADS", "NeutralNumPy", "environment", "numpy_folders", "python"]

THREADS = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
LIBRARY_PATH = "LD_LIBRARY_PATH"
PREFIX = "box-"
NEW_S = 60.0  # a folder that is younger may not have been locked yet


def python() -> Path:
    """The interpreter itself, not the environment's link to it."""
    return Path(getattr(sys, "_base_executable", "") or sys.executable).resolve()


def numpy_folders() -> tuple[Path, ...]:
    """NumPy, and the libraries that its wheel brings along."""
    numpy = Path(np.__file__).resolve().parent
    return tuple(path for path in (numpy, Path(f"{numpy}.libs")) if path.is_dir())


class NeutralNumPy:
    """NumPy under a path that does not say where the course is, as it may where the environment lies in its folder.

    The folder is locked for as long as this process and those that it has forked live. What a killed one has left is
    locked by nobody, and goes when the next one starts.
    """

    def __init__(self) -> None:
        _sweep(Path(tempfile.gettempdir()))
        self._folder = tempfile.TemporaryDirectory(prefix=PREFIX)
        self.path = Path(self._folder.name)
        self._lock = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.path.chmod(0o755)  # the box's uid is not ours
        for source in numpy_folders():
            (self.path / source.name).symlink_to(source)

    def close(self) -> None:
        self._folder.cleanup()
        os.close(self._lock)


def _sweep(folder: Path) -> None:
    """Remove what grader processes have left that ended without a word."""
    for path in folder.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > NEW_S and path.stat().st_uid == os.getuid():
                _remove_unlocked(path)


def _remove_unlocked(path: Path) -> None:
    """Raises OSError when somebody uses it."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(path)
    finally:
        os.close(descriptor)


def environment() -> dict[str, str]:
    """All the variables that the interpreter of a box needs."""
    if sysconfig.get_config_var("Py_ENABLE_SHARED") and sys.base_prefix != "/usr":
        return THREADS | {LIBRARY_PATH: f"{sys.base_prefix}/lib"}
    return THREADS
