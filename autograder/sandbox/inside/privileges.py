"""What every box with a wall takes from the process of a submission: root, resources without end, new privileges."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys

from .libc import checked, libc

__all__ = ["OPEN_FILES", "drop_privileges", "limit_resources"]

UNPRIVILEGED = 65534
INTERPRETER_MB = 256  # address space of Python and NumPy themselves is 110 MB
STACK_MB = 16
OPEN_FILES = 64
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38


def limit_resources(memory_mb: int, cpu_s: float, *, strict: bool = True) -> None:
    """Resource limits. `strict` raises OSError for one that the system refuses; macOS refuses some."""
    seconds = max(1, round(cpu_s + 0.5))
    wanted = {
        "RLIMIT_AS": (memory_mb + INTERPRETER_MB) << 20,
        "RLIMIT_CPU": seconds,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
        "RLIMIT_NPROC": 0,
        "RLIMIT_STACK": STACK_MB << 20,
    }
    for name, value in wanted.items():
        try:
            _limit(getattr(resource, name), value)
        except (OSError, ValueError, AttributeError) as error:
            if strict:
                raise OSError(f"{name} cannot be set: {error}") from error


def drop_privileges() -> None:
    """Become nobody, for good, when root. Raises OSError."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(UNPRIVILEGED, UNPRIVILEGED, UNPRIVILEGED)
        os.setresuid(UNPRIVILEGED, UNPRIVILEGED, UNPRIVILEGED)
    if sys.platform == "linux":
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        _prctl(PR_SET_DUMPABLE, 0)
        _prctl(PR_SET_NO_NEW_PRIVS, 1)


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    # The kernel's own end at the hard limit comes a second later, should SIGXCPU have been caught.
    resource.setrlimit(kind, (value, value + 1 if kind == resource.RLIMIT_CPU and value != hard else value))


def _prctl(option: int, value: int) -> None:
    checked(libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0), f"prctl({option})")
