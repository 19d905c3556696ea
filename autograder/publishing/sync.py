"""Exercise folders into the graded cells of the source notebooks, and source notebooks into the release.

A solution cell and its check cell belong to the folder that their `grade_id` names; everything else in a notebook
belongs to whoever writes it, and stays.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.errors import SpecError
from autograder.spec import EXERCISES, Exercise, find_assignments, load_assignment
from autograder.spec.cell_ids import check_id, solution_id
from autograder.spec.solution import solution_cell

__all__ = ["Drift", "sync_release", "sync_source"]

SETUP = "import numpy as np\n\nfrom course import checks, plots, widgets"


@dataclass(frozen=True, slots=True)
class Drift:
    """A cell or a file that was not what its folder says."""

    path: Path
    cell: str
    problem: str

    def __str__(self) -> str:
        return f"{self.path}: {self.cell}: {self.problem}" if self.cell else f"{self.path}: {self.problem}"


def sync_source(course: Path, root: Path = EXERCISES, *, check: bool = False) -> list[Drift]:
    """Bring `source/` in step with the exercise folders, or with `check` only say what differs."""
    drifts: list[Drift] = []
    for assignment in find_assignments(root):
        exercises = load_assignment(assignment, root).exercises
        path = course / "source" / assignment / f"{assignment}.ipynb"
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        notebook = _read(path, before) if before else _new_notebook(assignment)
        found = [Drift(path.relative_to(course), *drift) for drift in _update(notebook, exercises)]
        text = nbformat.writes(notebook) + "\n"
        if text != before and not found:
            found = [Drift(path.relative_to(course), "", "is not written as `chainrule sync` writes it")]
        if found and not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        drifts += found
    return drifts


def sync_release(course: Path, *, check: bool = False) -> list[Drift]:
    """Let nbgrader make `release/` from `source/`, in a scratch course so that no gradebook is touched."""
    drifts: list[Drift] = []
    for source in sorted((course / "source").glob("*/")):
        assignment = source.name
        for made in _generate(course, assignment):
            kept = course / "release" / assignment / made.name
            if kept.exists() and kept.read_bytes() == made.content:
                continue
            drifts.append(Drift(kept.relative_to(course), "", "is not what nbgrader makes of the source"))
            if not check:
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_bytes(made.content)
    return drifts


@dataclass(frozen=True, slots=True)
class _Made:
    name: str
    content: bytes


def _generate(course: Path, assignment: str) -> list[_Made]:
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
        made = Path(scratch) / "release" / assignment
        return [_Made(path.name, path.read_bytes()) for path in sorted(made.iterdir()) if path.is_file()]


def _read(path: Path, text: str) -> NotebookNode:
    try:
        return nbformat.reads(text, as_version=4)
    except Exception as error:  # nbformat raises its own, json's and jsonschema's errors
        raise SpecError(path, "", f"not a notebook: {error}") from error


def _new_notebook(assignment: str) -> NotebookNode:
    setup = nbformat.v4.new_code_cell(SETUP, id="setup")
    setup.metadata.nbgrader = _flags("setup", locked=True)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(f"# {assignment}", id="title"), setup])
    notebook.metadata.kernelspec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return notebook


def _update(notebook: NotebookNode, exercises: tuple[Exercise, ...]) -> Iterator[tuple[str, str]]:
    """Write the graded cells; yields (cell, problem) for each that changed."""
    cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
    for exercise in exercises:
        if exercise.name not in cells:
            heading = f"## {exercise.title}"
            notebook.cells.append(nbformat.v4.new_markdown_cell(heading, id=f"{exercise.name}-text"))
        for grade_id, source, flags in _wanted(exercise):
            cell = cells.get(grade_id)
            if cell is None:
                cell = nbformat.v4.new_code_cell("", id=grade_id)
                notebook.cells.append(cell)
            if (cell.source, cell.metadata.get("nbgrader")) != (source, flags):
                yield grade_id, "differs from its exercise folder"
            cell.source, cell.metadata["nbgrader"], cell.outputs, cell.execution_count = source, flags, [], None


def _wanted(exercise: Exercise) -> Iterator[tuple[str, str, dict[str, object]]]:
    visible = (exercise.folder / "visible.py").read_text(encoding="utf-8").strip()
    answer, check = solution_id(exercise.name), check_id(exercise.name)
    yield answer, solution_cell(exercise), _flags(answer, solution=True)
    yield check, visible, _flags(check, locked=True, points=exercise.max_score)


def _flags(
    grade_id: str, *, solution: bool = False, locked: bool = False, points: float | None = None
) -> dict[str, object]:
    flags: dict[str, object] = {"grade": points is not None, "grade_id": grade_id, "locked": locked}
    flags |= {"schema_version": 3, "solution": solution, "task": False}
    return flags if points is None else flags | {"points": points}
