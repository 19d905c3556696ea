"""For whom the grader has failed, and why: such a report is not stored, and the sentence goes with the table."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from autograder.batch.durable import named_storage, write_whole
from autograder.reports.results import Graded

__all__ = ["keep_faults", "kept_faults"]


def keep_faults(course: Path, assignment: str, graded: Iterable[Graded]) -> None:
    """Remember those of these students for whom the grader has failed; forget what was remembered of the others.

    Raises StorageError.
    """
    before = kept_faults(course, assignment)
    now = dict(before)
    for entry in graded:
        now.pop(entry.student, None)
        if entry.failure and entry.blame == "grader":
            now[entry.student] = entry.failure
    if now != before:
        with named_storage(str(_file(course, assignment))):
            write_whole(_file(course, assignment), json.dumps(now).encode("ascii"))


def kept_faults(course: Path, assignment: str) -> dict[str, str]:
    """Student -> why. A file that cannot be read remembers nothing: who has no score is ungraded all the same."""
    try:
        found = json.loads(_file(course, assignment).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(student): str(why) for student, why in found.items()} if isinstance(found, dict) else {}


def _file(course: Path, assignment: str) -> Path:
    return course / ".chainrule" / "faults" / f"{assignment}.json"
