"""This machine's interpreter and its NumPy: what a box is made of, and under which paths it may be seen. Trusted."""

from __future__ import annotations

import os
import sys
import sysconfig
import tempfile
from pathlib import Path

import numpy as np

__all__ = ["LIBRARY_PATH", "THREADS", "environment", "neutral_numpy", "numpy_folders", "python"]

THREADS = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
LIBRARY_PATH = "LD_LIBRARY_PATH"


def python() -> Path:
    """The interpreter itself, not the environment's link to it."""
    return Path(getattr(sys, "_base_executable", "") or sys.executable).resolve()


def numpy_folders() -> tuple[Path, ...]:
    """NumPy, and the libraries that its wheel brings along."""
    numpy = Path(np.__file__).resolve().parent
    return tuple(path for path in (numpy, Path(f"{numpy}.libs")) if path.is_dir())


def neutral_numpy() -> tempfile.TemporaryDirectory[str]:
    """NumPy under a path that does not say where the course is, as it may where the environment lies in its folder."""
    folder = tempfile.TemporaryDirectory(prefix="box-")
    os.chmod(folder.name, 0o755)  # noqa: S103  # the box's uid is not ours
    for source in numpy_folders():
        Path(folder.name, source.name).symlink_to(source)
    return folder


def environment() -> dict[str, str]:
    """All the variables that the interpreter of a box needs."""
    if sysconfig.get_config_var("Py_ENABLE_SHARED") and sys.base_prefix != "/usr":
        return THREADS | {LIBRARY_PATH: f"{sys.base_prefix}/lib"}
    return THREADS
