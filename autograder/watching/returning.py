"""Pages to where their student finds them: through nbgrader's exchange, or into a folder for each student.

Folders may be the students' own: every step into them refuses links, so that nobody is led to write elsewhere.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from nbgrader.utils import notebook_hash

from autograder.errors import UnreadableSubmission
from autograder.reading.files import opened_folder, read_text
from autograder.reading.stamps import SECRET
from autograder.watching.arrivals import Arrival
from autograder.watching.words import is_waiting

__all__ = ["Exchange", "Folders", "Returning"]

NOTE = "waiting.html"
READABLE = 0o644


class Returning(Protocol):
    """A way back to the student."""

    def page(self, arrival: Arrival, page: Path) -> None:
        """Give the feedback page of a hand-in that was graded."""

    def note(self, arrival: Arrival, text: str) -> None:
        """Say something of a hand-in that is not graded, as a page of its own."""

    def superseded(self, arrival: Arrival, text: str) -> None:
        """Say it of a hand-in that was told to wait, and whose turn never came; of no other."""


class Exchange:
    """Where `nbgrader fetch_feedback` and JupyterLab's list of assignments look: by a name that a secret makes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def page(self, arrival: Arrival, page: Path) -> None:
        self._write(arrival, page.read_bytes())

    def note(self, arrival: Arrival, text: str) -> None:
        self._write(arrival, text.encode())

    def superseded(self, arrival: Arrival, text: str) -> None:
        path = self._path(arrival)
        if path and path.is_file() and is_waiting(path.read_text(encoding="utf-8", errors="replace")):
            self.note(arrival, text)

    def _write(self, arrival: Arrival, content: bytes) -> None:
        if path := self._path(arrival):
            with _inside(self._folder) as folder:
                _put(folder, path.name, content)

    def _path(self, arrival: Arrival) -> Path | None:
        """None for what did not come through an exchange: nobody could fetch it."""
        try:
            with opened_folder(arrival.folder) as folder:
                secret = read_text(arrival.folder / SECRET, folder)
        except (OSError, UnreadableSubmission):
            return None
        return self._folder / f"{notebook_hash(secret=secret, notebook_id=arrival.assignment)}.html"


class Folders:
    """`<folder>/<student>/<assignment>/<assignment>.html`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def page(self, arrival: Arrival, page: Path) -> None:
        place = self._folder / arrival.student / arrival.assignment / page.name
        if page != place:
            self._write(arrival, page.name, page.read_bytes())
        with contextlib.suppress(OSError), self._of(arrival) as folder:
            os.unlink(NOTE, dir_fd=folder)

    def note(self, arrival: Arrival, text: str) -> None:
        self._write(arrival, NOTE, text.encode())

    def superseded(self, arrival: Arrival, text: str) -> None:
        """A note here is about the student's last hand-in alone."""

    def _write(self, arrival: Arrival, name: str, content: bytes) -> None:
        with self._of(arrival) as folder:
            _put(folder, name, content)

    @contextlib.contextmanager
    def _of(self, arrival: Arrival) -> Iterator[int]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with (
            _inside(self._folder) as root,
            _inside(arrival.student, root, owner=arrival.student) as own,
            _inside(arrival.assignment, own, owner=arrival.student) as folder,
        ):
            yield folder


@contextlib.contextmanager
def _inside(name: str | Path, parent: int | None = None, owner: str = "") -> Iterator[int]:
    """An open folder, made where it is missing. Links are not followed below `parent`. Raises OSError."""
    if parent is not None:
        with contextlib.suppress(FileExistsError):
            os.mkdir(name, dir_fd=parent)
            _give_to(owner, str(name), parent)
    follow = 0 if parent is None else os.O_NOFOLLOW
    handle = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | follow, dir_fd=parent)
    try:
        yield handle
    finally:
        os.close(handle)


def _give_to(owner: str, name: str, parent: int) -> None:
    """Where root makes a folder for somebody who has an account here, it is theirs and nobody else's."""
    if os.geteuid() != 0:
        return
    with contextlib.suppress(KeyError):
        account = pwd.getpwnam(owner)
        os.chmod(name, 0o700, dir_fd=parent)
        os.chown(name, account.pw_uid, account.pw_gid, dir_fd=parent, follow_symlinks=False)


def _put(folder: int, name: str, content: bytes) -> None:
    """Whole or not at all, whatever else lies there under that name."""
    temporary = f".{secrets.token_hex(8)}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(temporary, flags, 0o600, dir_fd=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), READABLE)
        os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary, dir_fd=folder)
        raise
