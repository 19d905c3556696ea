"""A hand-in into `submitted/<student>/<assignment>/`: written whole or not at all, and over nothing."""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from autograder.batch.jobs import refused_folder
from autograder.collecting.choosing import Chosen
from autograder.errors import UnreadableSubmission, UsageError
from autograder.reading.files import read_bytes
from autograder.reading.stamps import STAMP, read_stamp, stamp_text

__all__ = ["Place", "Status", "place"]

Status = Literal["placed", "replaced", "same", "kept"]
KEPT = "another hand-in is there already and stays; --replace puts this one in its place and keeps that one aside"
OLDER = "the hand-in that is there is from {}, which is later, and stays"
LINKED = "there is a link where the notebook belongs; it stays"


@dataclass(frozen=True, slots=True)
class Place:
    """Where hand-ins go, and by which rules.

    Args:
        replace: what is there is moved to `replaced/` where the new one differs and is not known to be older.
        dry_run: say what would be done, and write nothing.
    """

    course: Path
    replace: bool = False
    dry_run: bool = False

    def notebook(self, student: str, assignment: str) -> Path:
        return self.course / "submitted" / student / assignment / f"{assignment}.ipynb"


def place(where: Place, student: str, chosen: Chosen, stamp: datetime.datetime | None) -> tuple[Status, str]:
    """Put one hand-in where it belongs; what became of it, and the reason where it has not been placed.

    Raises UsageError where the course's folder cannot be written.
    """
    notebook = where.notebook(student, chosen.assignment)
    if refusal := refused_folder(notebook.parent):
        return "kept", refusal
    status: Status = "placed"
    if os.path.lexists(notebook):
        status, why = _beside(notebook, chosen.content, stamp, replace=where.replace)
        if status == "kept":
            return status, why
    try:
        if not where.dry_run:
            _put(where.course, notebook, chosen.content, stamp, status)
    except FileExistsError:
        return "kept", KEPT
    except OSError as error:
        raise UsageError(f"{error.filename or notebook}: {error.strerror}; what was placed before stays") from error
    return status, ""


def _beside(notebook: Path, content: bytes, stamp: datetime.datetime | None, *, replace: bool) -> tuple[Status, str]:
    """What is to become of a hand-in where there is one already."""
    if notebook.is_symlink():
        return "kept", LINKED
    with contextlib.suppress(UnreadableSubmission):
        if read_bytes(notebook) == content:
            return "same", ""
    if not replace:
        return "kept", KEPT
    with contextlib.suppress(UnreadableSubmission):
        before = read_stamp(notebook.parent)
        if before and stamp and before > stamp:
            return "kept", OLDER.format(stamp_text(before))
    return "replaced", ""


def _put(course: Path, notebook: Path, content: bytes, stamp: datetime.datetime | None, status: Status) -> None:
    """The notebook comes last, under a name that nothing had. Raises FileExistsError, OSError.

    Where the same is there already, a time is still written that was not known before.
    """
    if status == "replaced":
        _put_aside(course, notebook.parent)
    notebook.parent.mkdir(parents=True, exist_ok=True)
    if stamp is not None and not os.path.lexists(notebook.parent / STAMP):
        _write_new(notebook.parent / STAMP, f"{stamp_text(stamp)}\n".encode())
    if status != "same":
        _write_new(notebook, content)


def _put_aside(course: Path, folder: Path) -> None:
    """Move a hand-in whole to `replaced/<student>/<assignment>-<number>/`."""
    aside = course / "replaced" / folder.parent.name
    aside.mkdir(parents=True, exist_ok=True)
    number = 1
    while os.path.lexists(aside / f"{folder.name}-{number}"):
        number += 1
    shutil.move(folder, aside / f"{folder.name}-{number}")


def _write_new(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), 0o644)
            file.flush()
            os.fsync(file.fileno())  # a notebook that is there is there whole, also after a power cut
        os.link(temporary, path)
    finally:
        os.unlink(temporary)
