"""The sample class's own course folder, and its release."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import types
from collections.abc import Sequence
from pathlib import Path

from nbgrader.converters import GenerateAssignment

from autograder.errors import GraderError
from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log

__all__ = ["assignments_of", "load_sample_class", "make_course", "release_assignment"]

SAMPLE = Path("tests", "sample_class")


def load_sample_class(course: Path) -> types.ModuleType:
    """The package tests/sample_class of the checkout at `course`; an installed chainrule does not carry it."""
    start = course / SAMPLE / "__init__.py"
    if not start.is_file():
        raise GraderError(f"{SAMPLE} is missing: the demo needs a checkout of chainrule, and {course} is none")
    spec = importlib.util.spec_from_file_location("sample_class", start, submodule_search_locations=[str(start.parent)])
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["sample_class"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def make_course(course: Path, scratch: Path, assignments: Sequence[str] = ()) -> Path:
    """A fresh course folder at `scratch` with the configuration and the source notebooks of `course`."""
    names = list(assignments) or assignments_of(course)
    known = assignments_of(course)
    for name in names:
        if name not in known:
            raise GraderError(f"no such assignment: {name}; known: {', '.join(known)}")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    shutil.copy(course / "nbgrader_config.py", scratch)
    for name in names:
        shutil.copytree(course / "source" / name, scratch / "source" / name)
    return scratch


def assignments_of(course: Path) -> list[str]:
    """Those with a source notebook."""
    return sorted(path.stem for path in course.glob("source/*/*.ipynb") if path.stem == path.parent.name)


def release_assignment(course: Path, assignment: str) -> Path:
    """Let nbgrader release an assignment; the released notebook."""
    with quiet_log() as (logger, lines), nbgrader_app(course, logger) as (app, coursedir):
        coursedir.assignment_id = assignment
        converter = GenerateAssignment(coursedir=coursedir, parent=app)
        converter.create_assignment = True
        try:
            converter.start()
        except (Exception, SystemExit) as error:  # nbgrader ends the process where it cannot go on
            raise GraderError(f"nbgrader does not release {assignment}: {lines or error}") from error
    return course / "release" / assignment / f"{assignment}.ipynb"
