"""What is written to a file in the working folder: a box has no disk, so it stays in memory, for this process alone.

A name such as `weights.npy` or `figures/loss.png` can be written and read again, and its folder made; every path that
leads out of the working folder is the system's to refuse.
"""

from __future__ import annotations

import builtins
import io
import os
from typing import Any

__all__ = ["install"]

OPEN, MAKE_FOLDER = io.open, os.mkdir


def install() -> None:
    """From here on `open` writes names in the working folder to memory, and folders there are made in name."""
    files: dict[str, bytes] = {}

    def open_file(file: Any, mode: str = "r", *arguments: Any, **keywords: Any) -> Any:
        name = _name_here(file)
        if not name or not (set(mode) & set("wax+") or name in files):
            return OPEN(file, mode, *arguments, **keywords)
        if "x" in mode and name in files:
            raise FileExistsError(name)
        raw = _File(files, name, b"" if set(mode) & set("wx") else files.get(name, b""))
        if "a" in mode:
            raw.seek(0, io.SEEK_END)
        return raw if "b" in mode else _as_text(raw, *arguments, **keywords)

    def make_folder(path: Any, *arguments: Any, **keywords: Any) -> None:
        if not _name_here(path):
            MAKE_FOLDER(path, *arguments, **keywords)

    builtins.open = io.open = open_file
    os.mkdir = make_folder


def _name_here(path: Any) -> str:
    """The path of something in the working folder; "" where it leads elsewhere."""
    name = os.fspath(path) if isinstance(path, (str, os.PathLike)) else ""
    is_here = isinstance(name, str) and name == os.path.normpath(name) and not os.path.isabs(name)
    return name if is_here and name.split(os.sep)[0] not in (os.pardir, os.curdir) else ""


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
