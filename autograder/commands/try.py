"""chainrule try: one file against one exercise."""

from __future__ import annotations

import argparse
import json
from argparse import Namespace
from pathlib import Path

from autograder.batch.seeds import kept_seed
from autograder.commands.options import add_course, add_run, exercise_folder, exercises_of, seed_of
from autograder.errors import UsageError
from autograder.reports.report import Report
from autograder.spec import Exercise, load_exercise

HELP = "grade one file against one exercise"
EXAMPLE = "chainrule try dropout/dropout my_answer.py"
KINDS = (".py", ".ipynb")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", metavar="EXERCISE")
    parser.add_argument("file", type=Path, metavar="FILE", help="a .py file or a notebook")
    parser.add_argument(
        "--json", action="store_true", help="one JSON object on stdout: the report and what was repaired"
    )
    add_run(parser)
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.grading.grade import grade_cells
    from autograder.reading.single import read_single
    from autograder.reports.text import report_text
    from autograder.sandbox.box import Box

    exercise = load_exercise(exercise_folder(options.exercise, exercises_of(options)))
    submission = read_single(_file(options.file), exercise, _source_notebook(options.course, exercise.assignment))
    with Box(unsandboxed=options.unsandboxed) as box:
        box.canaries()
        report = grade_cells(submission.cells, [exercise], box, _seed(options, exercise))[0]
    if options.json:
        print(json.dumps(report.to_dict() | {"problems": submission.problems}))
    else:
        print(f"{report_text(report, submission.problems)}\n  seed {report.seed}")
    return _exit_code(report)


def _seed(options: Namespace, exercise: Exercise) -> int:
    """The one that was asked for, else the assignment's in a course that has drawn one, else a fresh one."""
    kept = kept_seed(options.course.resolve(), exercise.assignment) if options.seed is None else None
    return seed_of(options) if kept is None else kept


def _file(path: Path) -> Path:
    """The file itself where a link was typed. Raises UsageError where it is nothing that can be tried."""
    if not path.is_file():
        raise UsageError(f"{path}: no such file")
    if path.suffix not in KINDS:
        raise UsageError(f"{path}: a .py file or a .ipynb notebook is wanted")
    return path.resolve()


def _source_notebook(course: Path, assignment: str) -> Path:
    return course.resolve() / "source" / assignment / f"{assignment}.ipynb"


def _exit_code(report: Report) -> int:
    if not report.graded:
        return 2
    return int(report.score < report.max_score)
