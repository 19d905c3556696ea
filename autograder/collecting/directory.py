"""How much a zip's table of contents would take, before anything reads it.

`zipfile` makes an object of every entry as it opens an archive; a table of a gigabyte is as quickly sent as made.
"""

from __future__ import annotations

import io
import struct
from typing import BinaryIO

from autograder.errors import UnreadableSubmission

__all__ = ["refuse_crowded"]

MOST_TABLE_BYTES = 8_000_000
LONGEST_END = 22 + 65_535  # the record at the end, and the longest comment that may follow it
END, LOCATOR, END_64 = b"PK\5\6", b"PK\6\7", b"PK\6\6"
UNKNOWN = 0xFFFFFFFF


def refuse_crowded(file: BinaryIO, name: str) -> None:
    """Raises UnreadableSubmission for what is no zip archive, or has a table of contents too large to be read."""
    size = _table_bytes(file)
    if size is None:
        raise UnreadableSubmission(f"{name} is not a zip archive, or was cut off: download it again.")
    if size > MOST_TABLE_BYTES:
        raise UnreadableSubmission(f"{name} has more entries than are read at once: split it, section by section.")


def _table_bytes(file: BinaryIO) -> int | None:
    length = file.seek(0, io.SEEK_END)
    start = file.seek(max(0, length - LONGEST_END))
    tail = file.read(LONGEST_END)
    found = tail.rfind(END)
    if found < 0 or len(tail) - found < 22:
        return None
    (size,) = struct.unpack_from("<L", tail, found + 12)
    wide = _wide_table_bytes(file, tail, found, start)
    return int(size) if wide is None else wide


def _wide_table_bytes(file: BinaryIO, tail: bytes, found: int, start: int) -> int | None:
    """What the record for large archives says, which `zipfile` believes wherever it stands."""
    if found < 20 or tail[found - 20 : found - 16] != LOCATOR:
        return None
    (place,) = struct.unpack_from("<Q", tail, found - 12)
    if place > start + found:
        return None
    file.seek(place)
    record = file.read(56)
    if len(record) < 56 or record[:4] != END_64:
        return None
    return int(struct.unpack_from("<Q", record, 40)[0])
