"""The lock a box puts on itself before student code runs: no privileges, no files, no processes, no network.

resource limits -> unprivileged user (when root) -> no_new_privs -> Landlock -> seccomp. None of it needs a privilege
or a system package, none of it can be taken off again, and all of it is Linux only.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct
import sys
from collections.abc import Iterable, Iterator

__all__ = ["drop_privileges", "limit_resources", "lock", "missing", "prepare"]

UNPRIVILEGED = 65534
INTERPRETER_MB = 256  # address space of Python and NumPy themselves is 110 MB
STACK_MB = 16
OPEN_FILES = 64

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
SECCOMP_FILTER = 2
EPERM, EFAULT = 1, 14

LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446
READ_FILE, READ_DIR = 1 << 2, 1 << 3
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # Landlock's version: number of rights that it knows
TCP_RIGHTS, SCOPES = 0b11, 0b11  # bind and connect; abstract sockets and signals

LOAD, JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, DENY, KILL = 0x7FFF0000, 0x00050000 | EPERM, 0x80000000
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
X32 = 0x40000000
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# System call: its numbers on x86_64 and aarch64. Files are open to reading only, by Landlock.
ALLOWED: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "poll": (7, None), "ppoll": (271, 73),
    "mmap": (9, 222), "munmap": (11, 215), "mremap": (25, 216), "mprotect": (10, 226), "madvise": (28, 233),
    "brk": (12, 214), "futex": (202, 98), "openat": (257, 56), "open": (2, None), "close": (3, 57), "fstat": (5, 80),
    "newfstatat": (262, 79), "stat": (4, None), "lstat": (6, None), "statx": (332, 291), "lseek": (8, 62),
    "pread64": (17, 67), "getdents64": (217, 61), "access": (21, None),
    "faccessat": (269, 48), "faccessat2": (439, 439), "getcwd": (79, 17), "dup": (32, 23), "select": (23, None),
    "pselect6": (270, 72), "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132), "restart_syscall": (219, 128), "clock_gettime": (228, 113), "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115), "nanosleep": (35, 101), "gettimeofday": (96, 169), "time": (201, None),
    "times": (100, 153), "getrusage": (98, 165), "getrandom": (318, 278), "getpid": (39, 172), "gettid": (186, 178),
    "getppid": (110, 173), "getuid": (102, 174), "geteuid": (107, 175), "getgid": (104, 176), "getegid": (108, 177),
    "uname": (63, 160), "sysinfo": (99, 179), "sched_yield": (24, 124), "sched_getaffinity": (204, 123),
    "getcpu": (309, 168), "setitimer": (38, 103), "getrlimit": (97, 163), "exit": (60, 93), "exit_group": (231, 94),
}  # fmt: skip
# The same with the one argument that decides: its place and the values that pass.
ALLOWED_WITH: dict[str, tuple[tuple[int, int], int, tuple[int, ...]]] = {
    "fcntl": ((72, 25), 1, (0, 1, 2, 3, 1030)),  # copies of a descriptor and its flags
    "ioctl": ((16, 29), 1, (0x5401, 0x5413, 0x5450, 0x5451)),  # is it a terminal, close on exec
    "prlimit64": ((302, 261), 0, (0,)),  # one's own limits
}

_libc = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def missing() -> str:
    """What this machine lacks for the lock, in words; nothing when it can be closed."""
    if sys.platform != "linux":
        return f"Landlock and seccomp are Linux's, and this is {sys.platform}"
    if os.uname().machine not in ARCHITECTURES or struct.calcsize("P") != 8:
        return f"no list of system calls for {os.uname().machine}"
    if _landlock_version() < 1:
        return "the kernel has no Landlock (Linux 5.13 or later, with landlock among its security modules)"
    _libc.prctl(PR_SET_SECCOMP, SECCOMP_FILTER, None, 0, 0)
    return "" if ctypes.get_errno() == EFAULT else "the kernel has no seccomp filters"


def prepare(readable: Iterable[str]) -> int:
    """A Landlock ruleset under which only `readable` can be read and nothing written. Raises OSError."""
    version = _landlock_version()
    rights = (1 << FILE_RIGHTS.get(version, 16)) - 1
    fields = (rights, TCP_RIGHTS, SCOPES)[: 1 if version < 4 else 2 if version < 6 else 3]
    attributes = struct.pack(f"={len(fields)}Q", *fields)
    ruleset = _checked(_libc.syscall(LANDLOCK_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0), "Landlock")
    for path in readable:
        _permit(ruleset, path)
    return ruleset


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


def lock(ruleset: int) -> None:
    """Close the lock on this process, after `drop_privileges`. Raises OSError."""
    _checked(_libc.syscall(LANDLOCK_RESTRICT, ruleset, 0), "Landlock")
    os.close(ruleset)
    program = b"".join(_filter(os.uname().machine))
    filters = _Program(len(program) // 8, program)
    _checked(_libc.prctl(PR_SET_SECCOMP, SECCOMP_FILTER, ctypes.byref(filters), 0, 0), "seccomp")


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    # The kernel's own end at the hard limit comes a second later, should SIGXCPU have been caught.
    resource.setrlimit(kind, (value, value + 1 if kind == resource.RLIMIT_CPU and value != hard else value))


def _permit(ruleset: int, path: str) -> None:
    rights = READ_FILE | READ_DIR if os.path.isdir(path) else READ_FILE
    fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("=Qi", rights, fd)
        _checked(_libc.syscall(LANDLOCK_ADD, ruleset, 1, rule, 0), f"Landlock on {path}")
    finally:
        os.close(fd)


def _filter(machine: str) -> Iterator[bytes]:
    """The seccomp program: this architecture, these calls; the rest is refused as not permitted."""
    column = list(ARCHITECTURES).index(machine)
    yield _instruction(LOAD, ARCHITECTURE)
    yield _instruction(JUMP_IF_EQUAL, ARCHITECTURES[machine], 1, 0)
    yield _instruction(RETURN, KILL)
    yield _instruction(LOAD, NUMBER)
    yield _instruction(JUMP_IF_AT_LEAST, X32, 0, 1)
    yield _instruction(RETURN, DENY)
    for numbers in ALLOWED.values():
        number = numbers[column]
        if number is not None:
            yield _instruction(JUMP_IF_EQUAL, number, 0, 1)
            yield _instruction(RETURN, ALLOW)
    for pair, place, values in ALLOWED_WITH.values():
        yield _instruction(JUMP_IF_EQUAL, pair[column], 0, 2 * len(values) + 2)
        yield _instruction(LOAD, ARGUMENTS + 8 * place)
        for value in values:
            yield _instruction(JUMP_IF_EQUAL, value, 0, 1)
            yield _instruction(RETURN, ALLOW)
        yield _instruction(RETURN, DENY)
    yield _instruction(RETURN, DENY)


def _instruction(code: int, operand: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, operand)


def _landlock_version() -> int:
    return int(_libc.syscall(LANDLOCK_CREATE, None, ctypes.c_size_t(0), 1))


def _prctl(option: int, value: int) -> None:
    _checked(_libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0), f"prctl({option})")


def _checked(result: int, what: str) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result
