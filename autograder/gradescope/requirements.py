"""What grading alone needs, out of the course's lock file: versions and hashes, without JupyterLab and nbgrader."""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Iterable
from pathlib import Path

__all__ = ["NEEDED", "requirements"]

NEEDED = ("ipython", "numpy", "packaging", "pytest")
FIRST_LINE = re.compile(r"^(?=[A-Za-z0-9])", re.MULTILINE)
NAME = re.compile(r"[A-Za-z0-9._-]+")
VIA = re.compile(r"^ +# +(?:via )?([A-Za-z0-9._-]+)$", re.MULTILINE)


def requirements(lock: Path, needed: Iterable[str] = NEEDED) -> str:
    """A requirements file for pip: these packages and what they need. Without a lock, as they are installed here."""
    if not lock.is_file():
        return "".join(f"{name}=={importlib.metadata.version(name)}\n" for name in needed)
    blocks = [block for block in FIRST_LINE.split(lock.read_text(encoding="utf-8")) if block.strip()]
    wanted = set(needed)
    while more := {_name(block) for block in blocks if wanted & _wanted_by(block)} - wanted:
        wanted |= more
    return "".join(block for block in blocks if _name(block) in wanted)


def _name(block: str) -> str:
    found = NAME.match(block)
    return found[0].lower().replace("_", "-") if found else ""


def _wanted_by(block: str) -> set[str]:
    """The packages because of which this one is in the lock."""
    return set(VIA.findall(block)) - {"via"}
