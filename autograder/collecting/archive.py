"""A zip archive that nobody trusts, entry by entry: nothing is unpacked to where its name says, all is bounded.

Errors: `UnreadableSubmission`, a sentence that says what is wrong with the archive or the entry.
"""

from __future__ import annotations

import contextlib
import io
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from autograder.collecting.directory import refuse_crowded
from autograder.errors import UnreadableSubmission
from autograder.reading.files import MAX_BYTES

__all__ = ["Budget", "Entry", "entries_within", "opened_archive"]

MOST_ENTRIES, MOST_ENTRIES_WITHIN = 50_000, 2_000
LONGEST_PATH = 1_000
OWNER_BYTES = 200_000_000
STEEPEST, STEEP_FROM = 200, 10_000_000
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # of the others one small block can be gigabytes
UTF8_NAME, ENCRYPTED = 0x800, 0x1
JUNK = ("__MACOSX", ".DS_Store", ".ipynb_checkpoints", "Thumbs.db")
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    struct.error,
    ValueError,
)


class Budget:
    """How much may still be read for one student: an archive within another cannot take what it likes."""

    def __init__(self, left: int = OWNER_BYTES) -> None:
        self.left = left


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in an archive. `path` is how it is spoken of; `parts` are its folders and its name."""

    path: str
    parts: tuple[str, ...]
    archive: zipfile.ZipFile
    info: zipfile.ZipInfo
    refusal: str = ""

    @property
    def name(self) -> str:
        return self.parts[-1]

    def read(self, budget: Budget, most: int = MAX_BYTES) -> bytes:
        """The content. Raises UnreadableSubmission where it is too much, broken, or no ordinary file."""
        if self.refusal:
            raise UnreadableSubmission(self.refusal)
        allowed = min(most, budget.left)
        try:
            with self.archive.open(self.info) as file:
                content = file.read(allowed + 1)
        except BROKEN as error:
            raise UnreadableSubmission(f"it cannot be unpacked ({type(error).__name__}): it may be damaged") from error
        budget.left -= len(content)
        if len(content) > allowed:
            raise UnreadableSubmission(f"it unpacks to more than {allowed // 1_000_000} MB")
        return content


@contextlib.contextmanager
def opened_archive(path: Path) -> Iterator[list[Entry]]:
    """The files in an archive, which stays open meanwhile. Raises UnreadableSubmission."""
    try:
        handle = path.open("rb")
    except OSError as error:
        raise UnreadableSubmission(f"{path} cannot be opened: {error.strerror}") from error
    with handle, _archive(handle, path.name) as archive:
        yield _entries(archive, "", MOST_ENTRIES, path.name)


def entries_within(content: bytes, path: str) -> list[Entry]:
    """The files in an archive that is itself the content of an entry. Raises UnreadableSubmission."""
    return _entries(_archive(io.BytesIO(content), path), f"{path} > ", MOST_ENTRIES_WITHIN, path)


def _archive(file: BinaryIO, name: str) -> zipfile.ZipFile:
    refuse_crowded(file, name)
    try:
        return zipfile.ZipFile(file)
    except BROKEN as error:
        raise UnreadableSubmission(f"{name} is not a zip archive that can be read: {error}") from error


def _entries(archive: zipfile.ZipFile, before: str, most: int, name: str) -> list[Entry]:
    infos = archive.infolist()
    if len(infos) > most:
        raise UnreadableSubmission(f"{name} has {len(infos)} entries; {most} are the most that are read at once.")
    entries = (_entry(archive, info, before) for info in infos if info.file_size or not info.is_dir())
    return [entry for entry in entries if not _is_junk(entry)]


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, before: str) -> Entry:
    text = _text(info)
    parts = tuple(part for part in text.replace("\\", "/").split("/") if part) or ("",)
    return Entry(before + text[:LONGEST_PATH], parts, archive, info, _refusal(info, text, parts))


def _text(info: zipfile.ZipInfo) -> str:
    """The name in the encoding that it says, or in UTF-8 where that is what it was."""
    name = info.orig_filename.partition("\0")[0]
    if not info.flag_bits & UTF8_NAME:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return unicodedata.normalize("NFC", name)


def _refusal(info: zipfile.ZipInfo, text: str, parts: tuple[str, ...]) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if len(text) > LONGEST_PATH:
        return "its name is too long"
    if PurePosixPath(text.replace("\\", "/")).is_absolute() or ".." in parts or parts[0][1:2] == ":":
        return "its name leads out of the archive"
    if kind not in (0, stat.S_IFREG):
        return "it is a link or a device; the file itself is wanted"
    if info.flag_bits & ENCRYPTED:
        return "it is encrypted"
    if info.compress_type not in METHODS:
        return "it is compressed in a way that is not read; zip it as usual"
    if info.file_size > max(STEEP_FROM, STEEPEST * info.compress_size):
        return "it would unpack to many times its size"
    return ""


def _is_junk(entry: Entry) -> bool:
    return entry.name.startswith("._") or any(part in JUNK for part in entry.parts)
