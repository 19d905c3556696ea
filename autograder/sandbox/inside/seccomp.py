"""Which system calls a locked process may make: a list of what is allowed, and nothing else."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterator, Sequence

from .libc import checked, libc

__all__ = ["ARCHITECTURES", "confine", "is_there"]

PR_SET_SECCOMP, SECCOMP_FILTER = 22, 2
EPERM, EFAULT = 1, 14
LOAD, JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, JUMP_IF_ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, DENY, KILL = 0x7FFF0000, 0x00050000 | EPERM, 0x80000000
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
X32 = 0x40000000
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# System call: its numbers on x86_64 and aarch64. Which files may be read is said by Landlock.
ALLOWED: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "poll": (7, None), "ppoll": (271, 73),
    "mmap": (9, 222), "munmap": (11, 215), "mremap": (25, 216), "mprotect": (10, 226), "madvise": (28, 233),
    "brk": (12, 214), "futex": (202, 98), "close": (3, 57), "fstat": (5, 80),
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
# Bits of a flag that change a file: write, read and write, create, empty, append, a file without a name. A Landlock
# older than version 3 lets whoever may write a file empty it by opening it to be read.
CHANGING = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000 | 0o20000000
# The same with the argument that decides: its place and the bits that must not be set.
ALLOWED_WITHOUT: dict[str, tuple[tuple[int | None, int | None], int, int]] = {
    "open": ((2, None), 1, CHANGING),
    "openat": ((257, 56), 2, CHANGING),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def is_there() -> bool:
    """Whether the kernel knows filters: it would look for the one that is not given."""
    libc.prctl(PR_SET_SECCOMP, SECCOMP_FILTER, None, 0, 0)
    return ctypes.get_errno() == EFAULT


def confine() -> None:
    """From here on this process makes no other calls. Raises OSError."""
    program = b"".join(_filter(os.uname().machine))
    filters = _Program(len(program) // 8, program)
    checked(libc.prctl(PR_SET_SECCOMP, SECCOMP_FILTER, ctypes.byref(filters), 0, 0), "seccomp")


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
        yield from _of(numbers[column], [_instruction(RETURN, ALLOW)])
    for pair, place, values in ALLOWED_WITH.values():
        yield from _of(pair[column], [_argument(place), *_if_one_of(values), _instruction(RETURN, DENY)])
    for numbers, place, bits in ALLOWED_WITHOUT.values():
        refused = [_instruction(JUMP_IF_ANY_BIT, bits, 0, 1), _instruction(RETURN, DENY)]
        yield from _of(numbers[column], [_argument(place), *refused, _instruction(RETURN, ALLOW)])
    yield _instruction(RETURN, DENY)


def _of(number: int | None, decision: Sequence[bytes]) -> Iterator[bytes]:
    """What is decided of one call; nothing where this architecture does not have it."""
    if number is not None:
        yield _instruction(JUMP_IF_EQUAL, number, 0, len(decision))
        yield from decision


def _argument(place: int) -> bytes:
    return _instruction(LOAD, ARGUMENTS + 8 * place)


def _if_one_of(values: Sequence[int]) -> Iterator[bytes]:
    for value in values:
        yield _instruction(JUMP_IF_EQUAL, value, 0, 1)
        yield _instruction(RETURN, ALLOW)


def _instruction(code: int, operand: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, operand)
