"""The bytes and the text of a file that nobody trusts: bounded, nothing followed and nothing waited for.

Errors: `UnreadableSubmission`, a sentence that says what is wrong with the file and what its owner can do.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import UnreadableSubmission

__all__ = ["CLEAR", "DEEPEST", "opened_folder", "read_bytes", "read_text", "refuse_beside", "walked"]

MAX_BYTES = 100_000_000
MAX_FILES, MAX_FOLDER_BYTES = 2_000, 200_000_000
DEEPEST, LONGEST_PATH = 50, 1_000  # what copies it goes as deep, to where all paths may be longer
TOO_DEEP = f"Folders lie too deep beside the notebook, or have too long names: {DEEPEST} levels are the most."
TOO_MUCH = "More lies beside the notebook than {} files or {} MB; hand in what the assignment asks for."
CLEAR = "choose 'Clear Outputs of All Cells', save, and hand in again."
# The mark of UTF-32 begins with that of UTF-16 and is looked for first.
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


@contextlib.contextmanager
def opened_folder(folder: Path | str, parent: int | None = None) -> Iterator[int]:
    """A folder for as long as something is read in it; what a link leads to is none. Raises OSError.

    Args:
        parent: in which it lies, open.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=parent)
    try:
        yield handle
    finally:
        os.close(handle)


def read_bytes(path: Path, folder: int | None = None) -> bytes:
    """At most MAX_BYTES of a regular file. Links are not followed and a pipe is not waited for.

    Args:
        folder: in which it lies, open: that one, whatever its path leads to by now.
    """
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        handle = os.open(path if folder is None else path.name, flags, dir_fd=folder)
    except OSError as error:
        reasons = {errno.ELOOP: "is a link; hand in the notebook itself", errno.ENOENT: _missing(path)}
        reason = reasons.get(error.errno or 0, f"cannot be opened ({error.strerror})")
        raise UnreadableSubmission(f"{path.name} {reason}.") from error
    found = os.fstat(handle)
    if refusal := _refused(path, found, path.parent if folder is None else folder):
        os.close(handle)
        raise UnreadableSubmission(refusal)
    with os.fdopen(handle, "rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise UnreadableSubmission(f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB: {CLEAR}")
    return content


def _refused(path: Path, found: os.stat_result, folder: Path | int) -> str:
    """Why what lies there is not read, in a sentence; "" for an ordinary file.

    A hard link is an ordinary file with a second name. Where somebody else owns it, who owns the folder has not written
    it; that a file of one's own has two names is how some backups work.
    """
    if not stat.S_ISREG(found.st_mode):
        return f"{path.name} is not an ordinary file."
    is_anothers = found.st_nlink > 1 and found.st_uid != owner_of(folder)
    return f"{path.name} is a link to somebody else's file; hand in a copy." if is_anothers else ""


def owner_of(folder: Path | int) -> int:
    """The number of the account that a folder belongs to."""
    return os.stat(folder).st_uid


def _missing(path: Path) -> str:
    """Says what is there in its place: most often the browser's second copy."""
    there = sorted(other.name for other in path.parent.glob("*.ipynb"))
    return f"is missing; there is {there[0]!r}, which has to be renamed" if there else "is missing"


def read_text(path: Path, folder: int | None = None) -> str:
    """A text file in UTF-8, or in what the mark at its beginning (BOM) says."""
    content = read_bytes(path, folder)
    encoding = next((name for mark, name in MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        where = f"{error.reason} at byte {error.start}"
        raise UnreadableSubmission(f"{path.name} is not text in UTF-8 or UTF-16 ({where}).") from error


def walked(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """`os.walk` as deep as anything is looked at; it would go on until Python goes no deeper."""
    for parent, folders, files in os.walk(folder):
        if len(Path(parent).relative_to(folder).parts) >= DEEPEST:
            folders.clear()
        yield parent, folders, files


def refuse_beside(folder: Path) -> None:
    """nbgrader copies what lies beside the notebook. It would follow a link to a file that is not the student's, read
    a device without end, and fill in what a sparse file leaves out: ordinary files alone, and not too much of them.

    Raises UnreadableSubmission.
    """
    left, room = MAX_FILES, MAX_FOLDER_BYTES
    for path, found in _beside(folder):
        if stat.S_ISLNK(found.st_mode):
            raise UnreadableSubmission(f"{path.name} is a link; hand in the file itself.")
        if not stat.S_ISDIR(found.st_mode) and (refusal := _refused(path, found, path.parent)):
            raise UnreadableSubmission(refusal)
        left, room = left - 1, room - max(found.st_size, 512 * found.st_blocks)
        if left < 0 or room < 0:
            raise UnreadableSubmission(TOO_MUCH.format(MAX_FILES, MAX_FOLDER_BYTES // 1_000_000))


def _beside(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Everything in a folder. Raises UnreadableSubmission."""
    for parent, folders, files in os.walk(folder, onerror=_refuse_folder):
        inner = os.path.relpath(parent, folder)
        if inner.count(os.sep) >= DEEPEST or len(os.fsencode(inner)) > LONGEST_PATH:
            raise UnreadableSubmission(TOO_DEEP)
        for name in (*folders, *files):
            yield Path(parent, name), os.lstat(os.path.join(parent, name))


def _refuse_folder(error: OSError) -> None:
    name = os.path.basename(str(error.filename))
    raise UnreadableSubmission(f"the folder {name} cannot be opened ({error.strerror}).") from error
