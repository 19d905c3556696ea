"""Files that are there whole or not at all, and a disk that takes no more: said once, and no student's fault."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import ChainruleError, StorageError

__all__ = ["REMEDY", "named_storage", "storage_fault", "sweep", "sync_folder", "write_whole", "written_beside"]

TOKEN_BYTES = 8
TEMPORARY = ".{}.tmp"
LEFT_BEHIND = TEMPORARY.format("[0-9a-f]" * 2 * TOKEN_BYTES)
LEFT_BEHIND_S = 3600.0
NO_PLACE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG}
REMEDY = "make room there, or mend it, and run this again: what is done is kept"


def write_whole(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Put a file in the place of `path`; after a power cut there is the old one or the new one. Raises OSError.

    Args:
        mode: permissions, less what the process's umask takes away.
    """
    with written_beside(path, content, mode) as temporary:
        os.replace(temporary, path)
        sync_folder(path.parent)


@contextlib.contextmanager
def written_beside(path: Path, content: bytes, mode: int = 0o666, *, on_disk: bool = True) -> Iterator[Path]:
    """A whole file to be put in the place of `path`; gone afterwards under its own name. Raises OSError.

    Args:
        on_disk: wait until the disk has it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(TEMPORARY.format(secrets.token_hex(TOKEN_BYTES)))
    try:
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
            file.flush()
            if on_disk:
                os.fsync(file.fileno())
        yield temporary
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()


def sync_folder(folder: Path) -> None:
    """The name is on the disk, too. Some systems of files know no such thing."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(*folders: Path) -> None:
    """Remove what processes have left in these folders that were killed while they wrote."""
    for path in (path for folder in folders for path in folder.glob(LEFT_BEHIND)):
        with contextlib.suppress(OSError):
            if abs(time.time() - path.stat().st_mtime) > LEFT_BEHIND_S:  # either way: a clock may be set back
                path.unlink()


def storage_fault(error: BaseException | None) -> OSError | None:
    """The fault of a disk that is full, read-only or broken, as it was raised or as it was passed on."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, OSError) and error.errno in NO_PLACE:
            return error
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return None


@contextlib.contextmanager
def named_storage(what: str) -> Iterator[None]:
    """Raises StorageError, a sentence with its remedy, where the disk takes no more in here."""
    try:
        yield
    except ChainruleError:
        raise
    except Exception as error:
        fault = storage_fault(error)
        if fault is None:
            raise
        where = fault.filename or what
        raise StorageError(f"{where} cannot be written: {fault.strerror}; {REMEDY}") from error
