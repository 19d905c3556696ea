"""A scratch course of one assignment, and a second one that builds on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest

from autograder.publishing.drift import Drift
from autograder.publishing.source import sync_source


class Course:
    """A course folder whose source notebooks are made from `root`."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder, self.root = folder, root

    def sync(self, *, check: bool = False) -> list[Drift]:
        return sync_source(self.folder, self.root, check=check)

    def path(self, assignment: str = "sample") -> Path:
        return self.folder / "source" / assignment / f"{assignment}.ipynb"

    def notebook(self, assignment: str = "sample") -> nbformat.NotebookNode:
        return nbformat.read(self.path(assignment), as_version=4)

    def cell(self, name: str, assignment: str = "sample") -> nbformat.NotebookNode:
        return next(cell for cell in self.notebook(assignment).cells if cell.id == name)

    def names(self, assignment: str = "sample") -> list[str]:
        return [cell.id for cell in self.notebook(assignment).cells]

    def write(self, notebook: nbformat.NotebookNode, assignment: str = "sample") -> None:
        """As an author's editor saves it."""
        self.path(assignment).write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")

    def add(self, key: str, **changes: str) -> Path:
        """One more exercise, a copy of the first under another name."""
        folder = self.root / key
        shutil.copytree(self.root / "sample" / "leaky", folder)
        for path in folder.rglob("*.py"):
            path.write_text(path.read_text().replace("leaky_relu", folder.name))
        toml = (folder / "exercise.toml").read_text().replace("leaky_relu", folder.name)
        for old, new in {"Leaky ReLU": folder.name.capitalize(), **changes}.items():
            toml = toml.replace(old, new)
        (folder / "exercise.toml").write_text(toml)
        return folder


@pytest.fixture
def course(tmp_path: Path, folder: Path) -> Course:
    made = Course(tmp_path / "course", folder.parent.parent)
    made.sync()
    return made


@pytest.fixture
def later(course: Course) -> Course:
    """The course with a second assignment, whose one exercise may call leaky_relu."""
    (course.root / "later").mkdir()
    (course.root / "later" / "assignment.toml").write_text('number = 2\ntitle = "Later"\n')
    course.add("later/sharp", **{"[functions]": 'uses = ["sample/leaky"]\n\n[functions]'})
    course.sync()
    return course
