"""nbgrader's own commands in a course that has no gradebook yet, wherever the environment stands on PATH."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

BIN = Path(sys.executable).parent
RIGHT = "def leaky_relu(x, slope=0.01):\n    return np.where(x > 0, x, slope * x)"
EARNED = {"leaky-check": 4.0, "sharp-check": 4.0}


@pytest.fixture(params=[False], ids=["not on PATH"])
def nbgrader(request: Any, course: Any, checkout: Path) -> Any:
    """Runs a command of nbgrader in a course as it is cloned; its output. The parameter: with alembic on PATH."""
    (course.root / "gradebook.db").unlink()
    (course.root / "exchange").mkdir()
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write("c.Exchange.root = 'exchange'\n")
    elsewhere = [folder for folder in os.get_exec_path() if not (Path(folder) / "alembic").exists()]
    found = [str(BIN), *elsewhere] if request.param else elsewhere
    environment = os.environ | {"PATH": os.pathsep.join(found), "PYTHONPATH": str(checkout)}

    def run(*arguments: str) -> str:
        command = [sys.executable, str(BIN / "nbgrader"), *arguments]
        done = subprocess.run(command, cwd=course.root, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stderr

    return run


def scores(course: Any, student: str) -> dict[str, float | None]:
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "chainrule") as gradebook:
        grades = gradebook.find_submission_notebook("sample", "sample", student).grades
        return {grade.name: grade.auto_score for grade in grades if grade.name != "question-why"}


@pytest.mark.parametrize("nbgrader", [True, False], ids=["on PATH", "not on PATH"], indirect=True)
def test_generate_release_autograde(nbgrader: Any, course: Any) -> None:
    nbgrader("generate_assignment", "sample")
    assert (course.root / "release" / "sample" / "sample.ipynb").is_file()
    with contextlib.closing(sqlite3.connect(course.root / "gradebook.db")) as database:
        assert len(database.execute("SELECT version_num FROM alembic_version").fetchall()) == 1
    nbgrader("release_assignment", "sample")
    assert (course.root / "exchange" / "chainrule" / "outbound" / "sample" / "sample.ipynb").is_file()
    course.submit("ada", course.notebook(leaky=RIGHT, sharp=RIGHT))
    nbgrader("autograde", "sample")
    assert scores(course, "ada") == EARNED


def test_autograde_in_a_gradebook_that_knows_nothing(nbgrader: Any, course: Any) -> None:
    """As in a clone that has its release, which generate_assignment passes over."""
    course.submit("ada", course.notebook(leaky=RIGHT, sharp=RIGHT), stamp="\ufeff2026-01-02 03:04:05 UTC")
    nbgrader("autograde", "sample")
    assert scores(course, "ada") == EARNED
    page = course.root / "feedback" / "ada" / "sample" / "sample.html"
    page.parent.mkdir(parents=True)
    page.write_text("of an earlier day")
    nbgrader("generate_feedback", "sample")
    assert "✓" in page.read_text(encoding="utf-8")
    nbgrader("db", "upgrade")
