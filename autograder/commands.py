"""What each command does. A function takes the parsed options, imports what it needs, and returns the exit code."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.report import Report
from autograder.sandbox.backend import Cell
from autograder.spec import EXERCISES, Exercise, find_exercises, load_assignment, load_exercise

__all__ = [
    "UsageError",
    "run_coverage",
    "run_demo",
    "run_grade",
    "run_kit",
    "run_new",
    "run_sync",
    "run_try",
    "run_verify",
]

TEMPLATE = Path(__file__).resolve().parent / "template"


class UsageError(Exception):
    """The command as given cannot be carried out: what is wrong, and what to do."""


def run_new(options: Namespace) -> int:
    folder = _exercise_folder(options.exercise)
    if folder.exists():
        raise UsageError(f"{options.exercise} is there already; choose another name")
    if not all(part.isidentifier() for part in options.exercise.split("/")):
        raise UsageError(f"{options.exercise!r}: use letters, digits and underscores, as in dropout/my_exercise")
    shutil.copytree(TEMPLATE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    print(f"made {folder}\nnext: edit its files, then run `chainrule verify {options.exercise}` and `chainrule sync`")
    return 0


def run_sync(options: Namespace) -> int:
    from autograder.sync import sync_release, sync_source

    course = _course(options)
    drifts = sync_source(course, check=options.check)
    drifts += [] if options.check and drifts else sync_release(course, check=options.check)
    for drift in drifts:
        print(drift)
    if options.check and drifts:
        print("run `chainrule sync` and commit what it writes")
    return int(options.check and bool(drifts))


def run_verify(options: Namespace) -> int:
    from autograder.sandbox.box import Box
    from autograder.verify import prove

    exercises = list(_chosen(options.exercises))
    width = max(len(exercise.key) for exercise in exercises)
    print(f"{'exercise':{width}}  tests  misconceptions  accepted  proof")
    broken = 0
    with Box(unsandboxed=options.unsandboxed) as box:
        for exercise in exercises:
            proof = prove(exercise, box, _seed(options))
            verdict = "holds" if not proof.problems else "FAILS"
            row = f"{proof.exercise:{width}}  {proof.tests:5}  {proof.variants:14}  {proof.accepted:8}  {verdict}"
            print("\n".join([row, *(f"    {problem}" for problem in proof.problems)]), flush=True)
            broken += bool(proof.problems)
    return int(broken > 0)


def run_try(options: Namespace) -> int:
    from autograder.grade import grade_cells
    from autograder.sandbox.box import Box

    exercise = load_exercise(_exercise_folder(options.exercise))
    cells = _cells(options.file, exercise)
    with Box(unsandboxed=options.unsandboxed) as box:
        box.canaries()
        report = grade_cells(cells, [exercise], box, _seed(options))[0]
    if options.json:
        print(report.to_json())
    else:
        from autograder.render import report_text

        print(report_text(report))
    return _exit_code(report)


def run_grade(options: Namespace) -> int:
    from autograder.nbgrader_plugin import grade_class
    from autograder.render import class_table
    from autograder.store import store_folder
    from autograder.worker import Settings

    course = _course(options)
    load_assignment(options.assignment, EXERCISES)
    if not any((course / "submitted").glob(f"*/{options.assignment}")):
        raise UsageError(f"nobody has handed in: there is no {course}/submitted/<student>/{options.assignment}")
    settings = Settings(
        store_folder(course),
        _seed(options),
        pinned=options.seed is not None,
        force=options.force,
        unsandboxed=options.unsandboxed,
        batch=secrets.token_hex(8),
    )
    graded = grade_class(
        course,
        options.assignment,
        settings,
        workers=_workers(options),
        dask=options.dask or "",
        feedback=not options.no_feedback,
        stream=sys.stderr,
        exercises=EXERCISES,
    )
    print(class_table([(entry.student, entry.reports, entry.failure) for entry in graded]))
    return int(any(entry.failure for entry in graded))


def run_demo(options: Namespace) -> int:
    from autograder.demo import run

    return run(options, _course(options))


def run_kit(options: Namespace) -> int:
    from autograder.kit import build_kit

    names = build_kit(_course(options), options.output)
    print(f"{options.output}: {len(names)} files")
    return 0


def run_coverage(options: Namespace) -> int:
    from autograder import coverage
    from course import widgets

    inventory = coverage.take_inventory(widgets.registry())
    to_come, problems = inventory.to_come(), [str(problem) for problem in coverage.disagreements(inventory)]
    if options.json:
        table = {"concepts": inventory.records(), "to_come": to_come, "problems": problems}
        print(json.dumps(table, ensure_ascii=False))
    else:
        print("\n".join([coverage.report(inventory), *problems]))
        for kind, concepts in to_come.items():
            print(f"{kind} to come: {', '.join(concepts) or 'none'}")
    return int(bool(problems))


def _exit_code(report: Report) -> int:
    if not report.graded:
        return 2
    return int(report.score < report.max_score)


def _seed(options: Namespace) -> int:
    if options.seed is None:
        return secrets.randbits(32)
    if not 0 <= options.seed < 2**63:
        raise UsageError(f"--seed {options.seed}: a number from 0 to 2^63 - 1 is wanted")
    return int(options.seed)


def _workers(options: Namespace) -> int:
    if not 1 <= options.workers <= 1024:
        raise UsageError(f"--workers {options.workers}: a number from 1 to 1024 is wanted")
    return int(options.workers)


def _course(options: Namespace) -> Path:
    course: Path = options.course.resolve()
    if not (course / "nbgrader_config.py").is_file():
        raise UsageError(
            f"{course} is not a course folder (no nbgrader_config.py); run this in one or give --course DIR"
        )
    return course


def _exercise_folder(key: str) -> Path:
    if key.count("/") != 1:
        raise UsageError(f"{key!r} is no exercise; write ASSIGNMENT/EXERCISE, such as dropout/dropout")
    return EXERCISES / key


def _chosen(keys: Sequence[str]) -> Iterator[Exercise]:
    for key in keys or sorted({known.split("/")[0] for known in find_exercises()}):
        if "/" in key:
            yield load_exercise(_exercise_folder(key))
        else:
            yield from load_assignment(key)


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
    from autograder.solution import plain_source

    for used in exercise.used():
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
