"""What is written to a file in the working folder: a box has no disk, so it stays in memory, for this process alone.

A bare name such as `weights.npy` can be written and read again; every other path is the system's to refuse.
"""

from __future__ import annotations

import builtins
import io
import os
from typing import Any

__all__ = ["install"]

OPEN = io.open


def install() -> None:
    """From here on `open` writes bare names to memory."""
    files: dict[str, bytes] = {}

    def open_file(file: Any, mode: str = "r", *arguments: Any, **keywords: Any) -> Any:
        name = os.fspath(file) if isinstance(file, (str, os.PathLike)) else ""
        bare = isinstance(name, str) and bool(name) and os.path.basename(name) == name
        if not bare or not (set(mode) & set("wax+") or name in files):
            return OPEN(file, mode, *arguments, **keywords)
        if "x" in mode and name in files:
            raise FileExistsError(name)
        raw = _File(files, name, b"" if set(mode) & set("wx") else files.get(name, b""))
        if "a" in mode:
            raw.seek(0, io.SEEK_END)
        return raw if "b" in mode else _as_text(raw, *arguments, **keywords)

    builtins.open = io.open = open_file


class _File(io.BytesIO):
    """Keeps its content when it is closed."""

    def __init__(self, files: dict[str, bytes], name: str, content: bytes) -> None:
        super().__init__(content)
        self.name, self._files = name, files

    def close(self) -> None:
        if not self.closed:
            self._files[self.name] = self.getvalue()
        super().close()


def _as_text(
    raw: io.BytesIO,
    buffering: int = -1,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
    **_: Any,
) -> io.TextIOWrapper:
    return io.TextIOWrapper(raw, encoding or "utf-8", errors, newline)
