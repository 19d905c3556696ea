"""A file that is open in memory, and what `os.scandir` finds there: the small objects of the disk."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .disk import Disk

__all__ = ["Entry", "ReadFile", "Scan", "WrittenFile", "as_text"]

NO_DESCRIPTOR = "no file has a descriptor while grading: use open, np.save or np.load"


class ReadFile(io.BytesIO):
    """`descriptor`: what is closed together with it, where it was opened by one."""

    name = "file"
    descriptor: int | None = None

    def close(self) -> None:
        descriptor, self.descriptor = self.descriptor, None
        super().close()
        if descriptor is not None:
            os.close(descriptor)

    def fileno(self) -> int:
        raise io.UnsupportedOperation(NO_DESCRIPTOR)


class WrittenFile(ReadFile):
    """What is written is there for others once it is flushed or closed."""

    def __init__(self, disk: Disk, place: str, content: bytes) -> None:
        super().__init__(content)
        self.name, self._disk, self._place = place, disk, place

    def flush(self) -> None:
        super().flush()
        self._disk.keep(self._place, self.getvalue())

    def close(self) -> None:
        if not self.closed:
            self.flush()
        super().close()


class Entry:
    """As `os.scandir` gives it."""

    def __init__(self, disk: Disk, place: str) -> None:
        self._disk, self._place = disk, place
        self.name, self.path = os.path.basename(place), os.path.relpath(place, disk.here)

    def __fspath__(self) -> str:
        return self.path

    def is_dir(self, **_: Any) -> bool:
        return self._disk.is_folder(self._place)

    def is_file(self, **_: Any) -> bool:
        return self._disk.is_file(self._place)

    def is_symlink(self) -> bool:
        return False

    def stat(self, **_: Any) -> os.stat_result:
        return self._disk.stat(self._place)


class Scan:
    """What `os.scandir` returns: an iterator that can be closed."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = iter(entries)

    def __iter__(self) -> Iterator[Entry]:
        return self._entries

    def __next__(self) -> Entry:
        return next(self._entries)

    def __enter__(self) -> Scan:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._entries = iter(())


def as_text(
    raw: io.BytesIO, encoding: str | None = None, errors: str | None = None, newline: str | None = None, **_: Any
) -> io.TextIOWrapper:
    """The file as `open` gives it in text mode; in UTF-8 whatever the machine's locale is."""
    return io.TextIOWrapper(raw, encoding or "utf-8", errors, newline)
