"""chainrule new: an assignment, or an exercise folder that already passes its own proof."""

from __future__ import annotations

import argparse
import shutil
from argparse import Namespace
from pathlib import Path

from autograder.commands.options import add_course, exercises_of
from autograder.errors import UsageError
from autograder.spec import find_assignments, load_assignment
from autograder.spec.exercise import ASSIGNMENT

HELP = "make an exercise folder that already passes its own proof, or an assignment"
EXAMPLE = "chainrule new dropout/my_exercise"
TEMPLATE = Path(__file__).resolve().parents[1] / "template"
ASSIGNMENT_FILE = """number = {number}  # place in the course
title = "{title}"
order = []  # names of exercises; those that are not listed come last
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="ASSIGNMENT[/EXERCISE]")
    add_course(parser)


def run(options: Namespace) -> int:
    root, (assignment, _, exercise) = exercises_of(options), options.name.partition("/")
    if not all(part.isidentifier() for part in options.name.split("/")) or options.name.count("/") > 1:
        raise UsageError(f"{options.name!r}: use letters, digits and underscores, as in dropout/my_exercise")
    if (root / options.name).exists():
        raise UsageError(f"{options.name} is there already; choose another name")
    made = [] if (root / assignment / ASSIGNMENT).exists() else [_make_assignment(root, assignment)]
    made += [_make_exercise(root / options.name)] if exercise else []
    following = f"edit its files, then run `chainrule verify {options.name}` and `chainrule sync`"
    following = following if exercise else f"run `chainrule new {assignment}/my_exercise`"
    print("\n".join([*(f"made {path}" for path in made), f"next: {following}"]))
    return 0


def _make_assignment(root: Path, name: str) -> Path:
    path = root / name / ASSIGNMENT
    path.parent.mkdir(parents=True, exist_ok=True)
    text = ASSIGNMENT_FILE.format(number=_next_number(root), title=name.replace("_", " ").capitalize())
    path.write_text(text, encoding="utf-8")
    return path


def _next_number(root: Path) -> int:
    return max((load_assignment(name, root).number for name in find_assignments(root)), default=0) + 1


def _make_exercise(folder: Path) -> Path:
    shutil.copytree(TEMPLATE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder
