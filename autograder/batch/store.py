"""Reports on disk, found by the digest of all that they depend on: what is unchanged is never graded twice.

A report is written beside its place and renamed. The disk is not waited for: a file names its own content, so that one
which a power cut has torn is not believed, and is graded again.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from autograder.batch.durable import REMEDY, written_beside
from autograder.errors import GraderError, StorageError
from autograder.reports.report import Report

__all__ = ["Store", "store_folder"]

OWNERS = 0o600
LARGEST_BYTES = 32 * 2**20


def store_folder(course: Path) -> Path:
    """Where a course keeps its reports."""
    return course / ".chainrule" / "reports"


class Store:
    """One file per report, JSON under its checksum, written whole or not at all. Many processes may use it at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, digest: str, exercise: str, seed: int) -> Report | None:
        """The stored report of `exercise` for this seed; None where there is none, or it is damaged."""
        try:
            with self._path(digest).open("rb") as file:
                text = _checked(digest, file.read(LARGEST_BYTES + 1))
            report = Report.from_json(text)
        except (OSError, ValueError, GraderError):
            return None
        wanted = report.graded and (report.exercise, report.seed) == (exercise, seed)
        return report if wanted else None

    def put(self, digest: str, report: Report) -> None:
        """Keep a report. One in which the grader failed is not kept: the next run grades again.

        Raises StorageError.
        """
        if not report.graded:
            return
        path, text = self._path(digest), report.to_json()
        content = f"{_checksum(digest, text)}\n{text}".encode("ascii")
        try:
            with written_beside(path, content, OWNERS, on_disk=False) as temporary:
                os.replace(temporary, path)
        except OSError as error:
            raise StorageError(f"no report can be written into {self.folder}: {error.strerror}; {REMEDY}") from error

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.json"


def _checked(digest: str, content: bytes) -> str:
    """The report's text. Raises ValueError where it is not just what was written under this name."""
    checksum, _, text = content.decode("ascii").partition("\n")
    if checksum != _checksum(digest, text):
        raise ValueError("torn, or another's")
    return text


def _checksum(digest: str, text: str) -> str:
    return hashlib.sha256(f"{digest}\n{text}".encode("ascii")).hexdigest()
