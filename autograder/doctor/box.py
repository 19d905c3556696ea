"""The box: which walls stand around student code here, and whether they hold when they are tried."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.doctor.finding import Finding
from autograder.errors import SandboxError
from autograder.sandbox.box import Box
from autograder.sandbox.inside import landlock
from autograder.sandbox.walls import WALLS, Wall

__all__ = ["CHECKS"]

REMEDIES = {
    "bubblewrap": "install the package bubblewrap; on Ubuntu 24.04 and later AppArmor needs a profile that allows it",
    "lock": "grade on Linux 5.13 or later, with landlock among its security modules (/sys/kernel/security/lsm)",
}
NEWEST_NEEDED = 3  # from there on Landlock itself refuses to empty a file


def check_walls(_: Path) -> Iterator[Finding]:
    """Each wall by itself: what this machine lacks for it, and whether a student's tries fail behind it alone."""
    for wall in WALLS:
        yield _lacking(wall) if wall.lacking() else _tried(wall)


def _lacking(wall: Wall) -> Finding:
    return Finding(
        "wrong" if wall.required else "note", f"wall {wall.name}", wall.lacking(), REMEDIES.get(wall.name, "")
    )


def _tried(wall: Wall) -> Finding:
    try:
        with Box(walls=(wall,)) as box:
            box.canaries()
    except SandboxError as error:
        return Finding("wrong", f"wall {wall.name}", str(error), "do not grade on this machine until this is repaired")
    return Finding("fine", f"wall {wall.name}", "stands, and held when it was tried alone")


def check_landlock(_: Path) -> Iterator[Finding]:
    """The kernel's version of Landlock; where it is old, seccomp alone refuses what it does not know."""
    version = landlock.version()
    if 1 <= version < NEWEST_NEEDED:
        found = f"version {version}, which knows nothing of emptying files; seccomp refuses that here"
        yield Finding("note", "Landlock", found, "Linux 6.2 or later has both")
    elif version >= NEWEST_NEEDED:
        yield Finding("fine", "Landlock", f"version {version}")


CHECKS = (check_walls, check_landlock)
