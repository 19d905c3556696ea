"""The machine: its Python and libraries, its memory and its disk."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

from autograder.batch.pool import cores
from autograder.doctor.finding import Finding
from autograder.sandbox.inside.privileges import INTERPRETER_MB
from autograder.sandbox.limits import Limits

__all__ = ["CHECKS"]

LOCK = "requirements.lock"
NEEDED_PYTHON = (3, 11)
LITTLE_DISK_GB = 2.0
GRADER_MB = 160  # a worker beside its box


def check_python(_: Path) -> Iterator[Finding]:
    """Python is new enough; on which system it runs."""
    found = f"{platform.python_version()} on {platform.system()} {platform.release()} ({platform.machine()})"
    if sys.version_info >= NEEDED_PYTHON:
        yield Finding("fine", "Python", found)
    else:
        yield Finding("wrong", "Python", found, "install Python 3.11 or newer, and say make PYTHON=python3.11")


def check_versions(course: Path) -> Iterator[Finding]:
    """What is installed is what the lock names, and what all tests have run with."""
    path = course / LOCK
    if not path.is_file():
        yield Finding("note", "versions", f"there is no {LOCK}", "grade with the environment that `make demo` sets up")
        return
    pinned = list(_pinned(path.read_text(encoding="utf-8")))
    installed = {each.name: _installed(each.name) for each in pinned}
    other = [
        f"{each.name} {installed[each.name]}" for each in pinned if f"=={installed[each.name]}" != str(each.specifier)
    ]
    if other:
        remedy = "remove .venv and run `make demo`: it installs the locked versions"
        yield Finding("note", "versions", f"{len(other)} differ from {LOCK}: {', '.join(other[:5])}", remedy)
    else:
        yield Finding("fine", "versions", f"all {len(pinned)} as {LOCK} has them")


def _pinned(lock: str) -> Iterator[Requirement]:
    """What a lock asks of this machine's Python and system."""
    for line in lock.replace("\\\n", " ").splitlines():
        text = line.partition("--hash")[0].partition("#")[0].strip()
        if text and ((wanted := Requirement(text)).marker is None or wanted.marker.evaluate()):
            yield wanted


def _installed(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "missing"


def check_memory(_: Path) -> Iterator[Finding]:
    """Whether a worker for each core, and the largest box beside it, fit at once."""
    workers, there_mb = cores(), _memory_mb()
    need_mb = workers * (Limits().memory_mb + INTERPRETER_MB + GRADER_MB)
    found = f"{workers} cores, {there_mb / 1024:.1f} GB of memory"
    if there_mb and need_mb > there_mb:
        fit = max(1, there_mb // (need_mb // workers))
        yield Finding(
            "note", "memory", f"{found}; hostile code could use {need_mb / 1024:.1f} GB", f"say --workers {fit}"
        )
    else:
        yield Finding("fine", "memory", found)


def _memory_mb() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    except (ValueError, OSError):
        return 0


def check_disk(course: Path) -> Iterator[Finding]:
    """There is room where the course lies, and for temporary files."""
    for subject, folder in (("disk of the course", course), ("disk for temporary files", Path(tempfile.gettempdir()))):
        free_gb = shutil.disk_usage(folder).free / 2**30
        found = f"{free_gb:.1f} GB free at {folder}"
        if free_gb < LITTLE_DISK_GB:
            yield Finding("wrong", subject, found, "make room: a class's notebooks, pages and gradebook need some")
        else:
            yield Finding("fine", subject, found)


CHECKS = (check_python, check_versions, check_memory, check_disk)
