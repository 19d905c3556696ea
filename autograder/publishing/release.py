"""From the source notebooks to the release, by nbgrader."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from shutil import copytree

from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.errors import SpecError
from autograder.publishing.drift import Drift

__all__ = ["sync_release"]


def sync_release(course: Path, *, check: bool = False) -> list[Drift]:
    """Let nbgrader make `release/` from `source/`, or with `check` only say what differs."""
    drifts: list[Drift] = []
    for source in sorted((course / "source").glob("*/")):
        for name, content in _generate(course, source.name).items():
            kept = course / "release" / source.name / name
            if kept.exists() and kept.read_bytes() == content:
                continue
            drifts.append(Drift(kept.relative_to(course), "", "is not what nbgrader makes of the source"))
            if not check:
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_bytes(content)
    return drifts


def _generate(course: Path, assignment: str) -> dict[str, bytes]:
    """The released files by their names, made in a scratch course so that no gradebook is touched."""
    with tempfile.TemporaryDirectory() as scratch:
        copytree(course / "source" / assignment, Path(scratch) / "source" / assignment)
        config = Config()
        config.CourseDirectory.root = scratch
        config.CourseDirectory.assignment_id = assignment
        config.GenerateAssignment.no_database = True
        config.SaveCells.enabled = False
        converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
        converter.log.setLevel(logging.CRITICAL)
        try:
            converter.start()
        except (Exception, SystemExit) as error:  # nbgrader ends the process where a notebook is not to its liking
            raise SpecError(course / "source" / assignment, "", f"nbgrader refuses it: {error}") from error
        made = sorted((Path(scratch) / "release" / assignment).iterdir())
        return {path.name: path.read_bytes() for path in made if path.is_file()}
