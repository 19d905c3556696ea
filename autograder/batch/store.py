"""Reports on disk, found by the digest of all that they depend on: what is unchanged is never graded twice."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from autograder.errors import GraderError
from autograder.reports.report import Report

__all__ = ["Store", "store_folder"]


def store_folder(course: Path) -> Path:
    """Where a course keeps its reports."""
    return course / ".chainrule" / "reports"


class Store:
    """One JSON file per report, written whole or not at all. Many processes may use it at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, digest: str, exercise: str, seed: int) -> Report | None:
        """The stored report of `exercise` for this seed; None where there is none, or it is damaged."""
        try:
            report = Report.from_json(self._path(digest).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, GraderError):
            return None
        wanted = report.graded and (report.exercise, report.seed) == (exercise, seed)
        return report if wanted else None

    def put(self, digest: str, report: Report) -> None:
        """Keep a report. One in which the grader failed is not kept: the next run grades again."""
        if not report.graded:
            return
        path = self._path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(report.to_json())
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.json"
