"""A small course of three cheap exercises, made of the real ones, with limits that an endless loop reaches soon."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.spec import load_assignment
from autograder.spec.solution import plain_source

from .model import ASSIGNMENT, EXERCISES, FILE, Notebook, Work

CALL_S = 1.0
LIMITS = f"\n[limits]\ncall_s = {CALL_S}\ncpu_s = 2\nwall_s = 6\n"


def make_course(folder: Path, checkout: Path) -> Path:
    """A course folder with exercises, source and release of its one assignment."""
    exercises = folder / "autograder" / "exercises" / ASSIGNMENT
    for name, assignment in EXERCISES.items():
        own = exercises / name
        ignored = shutil.ignore_patterns("__pycache__", "accepted")
        shutil.copytree(checkout / "autograder" / "exercises" / assignment / name, own, ignore=ignored)
        with (own / "exercise.toml").open("a", encoding="utf-8") as file:
            file.write(LIMITS)
    order = json.dumps(list(EXERCISES))
    (exercises / "assignment.toml").write_text(f'number = 1\ntitle = "Odd notebooks"\norder = {order}\n')
    for kind in ("source", "release"):
        path = folder / kind / ASSIGNMENT / FILE
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(_notebook(checkout / kind)), encoding="utf-8")
    shutil.copy(checkout / "nbgrader_config.py", folder)
    return folder


def all_right(course: Path) -> Work:
    """The released notebook with a right solution in every cell."""
    released = json.loads((course / "release" / ASSIGNMENT / FILE).read_text(encoding="utf-8"))
    exercises = load_assignment(ASSIGNMENT, course / "autograder" / "exercises").exercises
    return Work(released, {exercise.name: plain_source(exercise) for exercise in exercises})


def hand_in(course: Path, student: str, files: Mapping[str, bytes]) -> None:
    folder = course / "submitted" / student / ASSIGNMENT
    folder.mkdir(parents=True)
    (folder / "timestamp.txt").write_text("2026-03-01 12:00:00 UTC", encoding="utf-8")
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _notebook(folder: Path) -> Notebook:
    """The setup cell, and of each exercise the solution cell and the check cell."""
    notebooks = {name: _read(folder / name / f"{name}.ipynb") for name in EXERCISES.values()}
    cells = [_marked(notebooks["backprop"], "setup")]
    for exercise, assignment in EXERCISES.items():
        cells += [_marked(notebooks[assignment], grade_id) for grade_id in (exercise, f"{exercise}-check")]
    return notebooks["backprop"] | {"cells": cells}


def _read(path: Path) -> Notebook:
    notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def _marked(notebook: Notebook, grade_id: str) -> dict[str, Any]:
    cells = (cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)
    cell: dict[str, Any] = next(cells)
    return cell | {"source": "".join(cell["source"])}
