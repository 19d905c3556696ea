"""chainrule try: one file against one exercise."""

from __future__ import annotations

import argparse
import json
import re
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from autograder.batch.seeds import kept_seed
from autograder.commands.options import add_course, add_run, exercise_folder, exercises_of, seed_of
from autograder.errors import UsageError
from autograder.reports.report import Report
from autograder.sandbox.backend import Cell
from autograder.spec import Exercise, load_exercise

HELP = "grade one file against one exercise"
EXAMPLE = "chainrule try dropout/dropout my_answer.py"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", metavar="EXERCISE")
    parser.add_argument("file", type=Path, metavar="FILE", help="a .py file or a notebook")
    parser.add_argument("--json", action="store_true", help="the report as one JSON object on stdout")
    add_run(parser)
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.grading.grade import grade_cells
    from autograder.sandbox.box import Box

    exercise = load_exercise(exercise_folder(options.exercise, exercises_of(options)))
    cells = _cells(options.file, exercise)
    with Box(unsandboxed=options.unsandboxed) as box:
        box.canaries()
        report = grade_cells(cells, [exercise], box, _seed(options, exercise))[0]
    if options.json:
        print(report.to_json())
    else:
        from autograder.reports.render import report_text

        print(f"{report_text(report)}\n  seed {report.seed}")
    return _exit_code(report)


def _seed(options: Namespace, exercise: Exercise) -> int:
    """The one that was asked for, else the assignment's in a course that has drawn one, else a fresh one."""
    kept = kept_seed(options.course.resolve(), exercise.assignment) if options.seed is None else None
    return seed_of(options) if kept is None else kept


def _exit_code(report: Report) -> int:
    if not report.graded:
        return 2
    return int(report.score < report.max_score)


def _cells(path: Path, exercise: Exercise) -> list[Cell]:
    """The cells of a notebook, or a Python file as the exercise's one cell."""
    if not path.is_file():
        raise UsageError(f"{path}: no such file")
    if path.suffix == ".ipynb":
        return _notebook_cells(path)
    if path.suffix != ".py":
        raise UsageError(f"{path}: a .py file or a .ipynb notebook is wanted")
    try:
        source = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 text ({error.reason} at byte {error.start})") from error
    return [Cell("setup", "import numpy as np"), *_given(source, exercise), Cell(exercise.name, source)]


def _given(source: str, exercise: Exercise) -> Iterator[Cell]:
    """The earlier exercises of the notebook that a lone file leans on and does not bring along."""
    from autograder.spec.solution import plain_source

    for used in exercise.earlier:
        if not any(re.search(rf"^(def|class) {name}\b", source, re.MULTILINE) for name in used.functions):
            yield Cell(used.name, plain_source(used))


def _notebook_cells(path: Path) -> list[Cell]:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = [(k, cell) for k, cell in enumerate(cells) if cell["cell_type"] == "code"]
        named = [
            (cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", f"cell {k}"), cell["source"])
            for k, cell in code
        ]
        return [Cell(name, "".join(source)) for name, source in named if not name.endswith("-check")]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path}: not a notebook that Jupyter could open ({type(error).__name__}: {error})") from error
