"""The ways from a submitted notebook to its points: exercise -> points; None where there is no score."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from autograder.batch.jobs import Graded, Settings
from autograder.batch.store import store_folder
from autograder.cli import main
from autograder.nbgrader_plugin.grading import grade_class
from autograder.nbgrader_plugin.recording import record
from autograder.spec.cell_ids import exercise_of_check

from .kernel import Shown
from .model import ASSIGNMENT, FILE

SEED = 20260301
Points = dict[str, float] | None


def submitted(course: Path, student: str) -> Path:
    return course / "submitted" / student / ASSIGNMENT / FILE


def ask_kernels(course: Path, students: Sequence[str], checkout: Path) -> subprocess.Popen[str]:
    """Start what finds the truth; `shown_by_kernels` waits for it."""
    paths = [str(submitted(course, student)) for student in students]
    own = {"PYTHONPATH": str(checkout), "IPYTHONDIR": str(course / "ipython"), "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "tests.odd_notebooks.kernel", str(course), str(SEED), *paths]
    return subprocess.Popen(
        command, cwd=course, env=os.environ | own | {"MPLBACKEND": "agg"}, stdout=subprocess.PIPE, text=True
    )


def shown_by_kernels(asked: subprocess.Popen[str]) -> dict[str, dict[str, Shown]]:
    """By student."""
    text, _ = asked.communicate()
    assert asked.returncode == 0
    return {Path(path).parents[1].name: shown for path, shown in json.loads(text).items()}


def settings(course: Path) -> Settings:
    return Settings(store_folder(course), SEED)


def grade(course: Path) -> dict[str, Graded]:
    """`chainrule grade`, without feedback pages."""
    graded = grade_class(course, ASSIGNMENT, settings(course), workers=2, feedback=False)
    return {entry.student: entry for entry in graded}


def points_of(entry: Graded) -> Points:
    if entry.failure:
        return None
    return {report.exercise.rpartition("/")[2]: report.score for report in entry.reports}


def nbgrader_points(course: Path, students: Sequence[str]) -> dict[str, Points]:
    """nbgrader's Autograde for one student after the other, in this process, reading for itself.

    A report is found in the store where it has read the same code as the class has been graded by.
    """
    traits: dict[str, Any] = {"store": str(store_folder(course))}
    (course / "gradebook.db").unlink()
    shutil.rmtree(course / "autograded")
    outcomes = record(course, ASSIGNMENT, map(Graded, students), overrides={"GradeWithHiddenSuites": traits})
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "chainrule") as gradebook:
        return {student: None if outcomes[student] else _recorded(gradebook, student) for student in students}


def _recorded(gradebook: Gradebook, student: str) -> Points:
    grades = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student).grades
    return {str(exercise_of_check(grade.name)): grade.auto_score for grade in grades}


def try_points(course: Path, student: str, exercise: str) -> Points:
    """`chainrule try` on one exercise."""
    out, err = io.StringIO(), io.StringIO()
    path = str(submitted(course, student))
    arguments = ["try", f"{ASSIGNMENT}/{exercise}", path, "--course", str(course), "--seed", str(SEED), "--json"]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
    return None if code == 2 else {exercise: json.loads(out.getvalue())["score"]}
