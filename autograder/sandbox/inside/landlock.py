"""Which files a locked process may read; it writes none, and meets no other process on the network."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable

from .libc import checked, libc

__all__ = ["confine", "make_ruleset", "version"]

CREATE, ADD, RESTRICT = 444, 445, 446
READ_FILE, READ_DIR = 1 << 2, 1 << 3
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # Landlock's version: number of rights that it knows
TCP_RIGHTS, SCOPES = 0b11, 0b11  # bind and connect; abstract sockets and signals


def version() -> int:
    """Of this kernel's Landlock; less than 1 where there is none."""
    return int(libc.syscall(CREATE, None, ctypes.c_size_t(0), 1))


def make_ruleset(readable: Iterable[str], listed: Iterable[str] = ()) -> int:
    """The descriptor of rules under which only `readable` can be read and nothing written. Raises OSError.

    Args:
        readable: files, and folders with all that is below them.
        listed: folders of which only the names below them can be read.
    """
    known = version()
    rights = (1 << FILE_RIGHTS.get(known, 16)) - 1
    fields = (rights, TCP_RIGHTS, SCOPES)[: 1 if known < 4 else 2 if known < 6 else 3]
    attributes = struct.pack(f"={len(fields)}Q", *fields)
    ruleset = checked(libc.syscall(CREATE, attributes, ctypes.c_size_t(len(attributes)), 0), "Landlock")
    for path in readable:
        _permit(ruleset, path, READ_FILE | READ_DIR if os.path.isdir(path) else READ_FILE)
    for path in listed:
        _permit(ruleset, path, READ_DIR)
    return ruleset


def confine(ruleset: int) -> None:
    """From here on these rules hold for this process. Raises OSError."""
    checked(libc.syscall(RESTRICT, ruleset, 0), "Landlock")
    os.close(ruleset)


def _permit(ruleset: int, path: str, rights: int) -> None:
    fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("=Qi", rights, fd)
        checked(libc.syscall(ADD, ruleset, 1, rule, 0), f"Landlock on {path}")
    finally:
        os.close(fd)
