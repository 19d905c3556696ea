"""A small nbgrader course of two exercises, with made-up reports in place of a box."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.desk import DESK
from autograder.batch.early import EarlyWorkers
from autograder.batch.jobs import Job, Settings, find_jobs
from autograder.batch.seeds import keep_seed
from autograder.batch.worker import grade_job
from autograder.nbgrader_plugin.recording import record
from autograder.publishing.source import sync_source
from autograder.reports.report import Criterion, Diagnosis, Picture, Report
from autograder.reports.results import Graded
from autograder.spec import Exercise

ASSIGNMENT = "sample"
NAMES = ("leaky", "sharp")
POINTS = 4.0
SEED = 1


def cell(kind: str, source: str, cell_id: str, **flags: Any) -> dict[str, Any]:
    data: dict[str, Any] = {"cell_type": kind, "id": cell_id, "metadata": {}, "source": source}
    if kind == "code":
        data |= {"execution_count": None, "outputs": []}
    if flags:
        marks = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3}
        data["metadata"]["nbgrader"] = marks | flags | {"grade_id": cell_id}
    return data


def source_notebook() -> dict[str, Any]:
    cells = [cell("markdown", "# Sample", "title"), cell("code", "import numpy as np", "setup", locked=True)]
    for name in NAMES:
        body = f"def {name}(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION"
        cells.append(cell("markdown", f"## {name}", f"{name}-text"))
        cells.append(cell("code", body, name, solution=True))
        check = f"print({name}(1))"
        cells.append(cell("code", check, f"{name}-check", grade=True, locked=True, points=POINTS))
    cells.append(cell("markdown", "", "question-why", solution=True, grade=True, points=2))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": kernel, "cells": cells}


def made_report(exercise: str, passed: int, number: int = 1, seed: int = SEED) -> Report:
    """A report of `passed` points, by four criteria of one point."""
    criteria = tuple(
        Criterion(f"test_{k}", f"Property {k} holds.", "passed" if k < passed else "failed", float(k < passed), 1.0)
        for k in range(int(POINTS))
    )
    return Report(exercise, number, exercise.split("/")[1].title(), criteria, None, seed, seconds=0.1)


@dataclass
class Course:
    """A course folder; `submit` writes what a student hands in."""

    root: Path
    exercises: Path

    @property
    def source(self) -> Path:
        return self.root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"

    def notebook(self, **answers: str) -> dict[str, Any]:
        """The released notebook with the given text in its cells."""
        notebook = copy.deepcopy(source_notebook())
        for data in notebook["cells"]:
            if data["metadata"].get("nbgrader", {}).get("solution"):
                starter = f"def {data['id']}(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
                starter = starter if data["cell_type"] == "code" else "YOUR ANSWER HERE"
                data["source"] = answers.get(data["id"].replace("-", "_"), starter)
        return notebook

    def submit(self, student: str, notebook: dict[str, Any] | str | bytes, stamp: str = "") -> Path:
        folder = self.root / "submitted" / student / ASSIGNMENT
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{ASSIGNMENT}.ipynb"
        content = json.dumps(notebook) if isinstance(notebook, dict) else notebook
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        if stamp:
            (folder / "timestamp.txt").write_text(stamp)
        return path

    def bring_exercises(self) -> None:
        """Let the exercises be the course's own, and its source say what they do: as the commands want a course."""
        own = self.root / "autograder" / "exercises"
        own.parent.mkdir()
        self.exercises.rename(own)
        config = self.root / "nbgrader_config.py"
        config.write_text(config.read_text().replace(str(self.exercises), str(own)))
        self.exercises = own
        sync_source(self.root, own)

    def settings(self, **changes: Any) -> Settings:
        return Settings(self.root / ".chainrule" / "reports", **({"seed": SEED} | changes))

    def jobs(self, **changes: Any) -> list[Job]:
        return find_jobs(self.root, ASSIGNMENT, self.settings(**changes), exercises=self.exercises)

    def grade(self, **changes: Any) -> list[Graded]:
        return [grade_job(job) for job in self.jobs(**changes)]


@pytest.fixture(scope="session")
def gradebook_file(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Path:
    """A gradebook that knows the assignment: nbgrader takes seconds to make one."""
    made = make_course(tmp_path_factory.mktemp("made"), checkout)
    record(made.root, ASSIGNMENT, [])
    return made.root / "gradebook.db"


@pytest.fixture
def course(tmp_path: Path, checkout: Path, gradebook_file: Path) -> Course:
    made = make_course(tmp_path, checkout)
    shutil.copy(gradebook_file, made.root)
    return made


def make_course(folder: Path, checkout: Path) -> Course:
    root = folder / "course"
    exercises = folder / "exercises"
    for name in NAMES:
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(checkout / "autograder" / "template", exercises / ASSIGNMENT / name, ignore=ignore)
    (exercises / ASSIGNMENT / "assignment.toml").write_text('number = 1\ntitle = "Sample"\n')
    path = root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(source_notebook()))
    config = (checkout / "nbgrader_config.py").read_text()
    (root / "nbgrader_config.py").write_text(config + f"c.GradeWithHiddenSuites.exercises = {str(exercises)!r}\n")
    keep_seed(root, ASSIGNMENT, SEED)
    return Course(root, exercises)


def grade_by_text(cells: Sequence[Any], exercises: Sequence[Exercise], settings: Settings) -> list[Report]:
    """What `graded_by_text` puts in place of the box."""
    texts = {cell.id: cell.source for cell in cells}
    reports = []
    for exercise in exercises:
        text = texts.get(exercise.name, "")
        passed = 4 if "return x" in text else 2 if "half" in text else 0
        reports.append(made_report(exercise.key, passed, exercise.number, settings.seed))
    return reports


def without_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process gets ready to grade, and none has to prove itself."""
    start = EarlyWorkers.start
    monkeypatch.setattr(EarlyWorkers, "start", lambda early, job: start(early, None))
    monkeypatch.setattr("autograder.batch.early.prove", lambda settings: None)


@pytest.fixture
def graded_by_text(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """In place of the box: a cell with `return x` earns all, `half` two points. Gives the exercises asked for."""
    asked: list[tuple[str, ...]] = []

    def grade(cells: Sequence[Any], exercises: Sequence[Exercise], settings: Settings) -> list[Report]:
        asked.append(tuple(exercise.key for exercise in exercises))
        return grade_by_text(cells, exercises, settings)

    monkeypatch.setattr(DESK, "grade", grade)
    return asked


@pytest.fixture
def rich_report() -> Callable[[], Report]:
    """One criterion of each kind, a diagnosis, a picture and texts that must be escaped."""

    def make() -> Report:
        rows = tuple(tuple((r * c) % 7 / 6 if r > 1 else 0.0 for c in range(9)) for r in range(6))
        picture = Picture("heatmap", rows, "dW: the redder, the further off <entry>")
        criteria = (
            Criterion("test_a", "Shapes are kept.", "passed", 2.0, 2.0),
            Criterion("test_b", "dW is right <b>", "failed", 0.0, 3.0, "dW is off by $2$ & more.\nLook at W.", picture),
            Criterion("test_c", "A batch of one works.", "not_run", 0.0, 1.5),
        )
        diagnosis = Diagnosis("transposed", "You multiply x by dz where the product is dz by x <i>. (lecture B4)")
        return Report("sample/leaky", 1, "Linear layer", criteria, diagnosis, 7, 0.2, "The cell stopped at line 3.")

    return make
