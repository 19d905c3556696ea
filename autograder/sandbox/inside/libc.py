"""The C library, for what Python has no function for."""

from __future__ import annotations

import ctypes
import os

__all__ = ["checked", "libc"]

libc = ctypes.CDLL(None, use_errno=True)


def checked(result: int, what: str) -> int:
    """The result of a call. Raises OSError when it says that it failed."""
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result
