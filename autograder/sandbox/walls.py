"""Which walls stand between student code and this machine: bubblewrap, where it runs, and the lock, always."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from dataclasses import dataclass

from autograder.errors import SandboxError
from autograder.sandbox import lock

__all__ = ["Walls", "namespaces"]

DETECT_S = 10.0


@dataclass(frozen=True, slots=True)
class Walls:
    """The walls of a box. `lock=False` is for the attack suite alone, which proves each wall without the other."""

    bubblewrap: bool
    lock: bool = True
    note: str = ""

    @classmethod
    def detect(cls) -> Walls:
        """Bubblewrap where it runs, found out by running it; and the lock, always: `require` says what it lacks."""
        note = _why_no_bubblewrap()
        return cls(bubblewrap=not note, note=note)

    def require(self) -> None:
        """Raises SandboxError when a wall that is wanted cannot be had, or when none is wanted."""
        lacking = lock.missing() if self.lock else ""
        if lacking:
            raise SandboxError(f"no box can be locked on this machine: {lacking}; grade on Linux, or say --unsandboxed")
        if not self.lock and not self.bubblewrap:
            raise SandboxError("a box without a wall is no box; say --unsandboxed to run student code unprotected")
        if self.bubblewrap and (note := _why_no_bubblewrap()):
            raise SandboxError(f"no box can be built with bubblewrap: {note}")


def namespaces() -> list[str]:
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
def _why_no_bubblewrap() -> str:
    """Nothing when bubblewrap runs here."""
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed"
    command = [*namespaces(), "--ro-bind", "/", "/", "--", shutil.which("true") or "true"]
    try:
        done = subprocess.run(  # noqa: S603  # our own words
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=DETECT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap does not run here: {error}"
    said = done.stderr.decode(errors="replace").strip()
    return f"bubblewrap is not allowed here: {said}" if done.returncode else ""
