"""chainrule new: an assignment, an exercise folder that already passes its own proof, or a misconception of one."""

from __future__ import annotations

import argparse
import shutil
import sys
from argparse import Namespace
from pathlib import Path

from autograder.commands.options import add_course, add_unsandboxed, course_of, exercise_folder, exercises_of
from autograder.errors import UsageError
from autograder.spec import Exercise, find_assignments, load_assignment, load_exercise
from autograder.spec.exercise import ASSIGNMENT

HELP = "make an exercise folder that already passes its own proof, an assignment, or a misconception of an exercise"
EXAMPLE = (
    "chainrule new dropout/my_exercise\n  chainrule new --misconception dropout/dropout --from ada "
    '--name mask_times_p --says "You multiply by p where ... (lecture R8)"'
)
TEMPLATE = Path(__file__).resolve().parents[1] / "template"
ASSIGNMENT_FILE = """number = {number}  # place in the course
title = "{title}"
order = []  # names of exercises; those that are not listed come last
"""
ELSEWHERE = (
    "{} has no exercises of its own (no folder autograder/exercises); run this in a checkout, or give --course DIR"
)
FROM = (
    "whose answer it is made of: taken as text, refused where it is more than arithmetic, and shown. Read it, since "
    "from then on it runs as the course's own code"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="ASSIGNMENT[/EXERCISE]", nargs="?")
    parser.add_argument("--misconception", metavar="EXERCISE", help="make a known-wrong variant of this exercise")
    parser.add_argument("--from", dest="student", metavar="STUDENT", help=FROM)
    parser.add_argument("--name", dest="called", default="", metavar="NAME", help="what the misconception is called")
    parser.add_argument("--says", default="", metavar="WORDS", help="what students are told (default: a TODO)")
    add_unsandboxed(parser)
    add_course(parser)


def run(options: Namespace) -> int:
    if options.misconception or options.student:
        return _run_misconception(options)
    if not options.name:
        raise UsageError("write ASSIGNMENT/EXERCISE, or --misconception EXERCISE --from STUDENT")
    return _run_folder(options)


def _run_misconception(options: Namespace) -> int:
    """0 where the class is written, 1 where the proof does not hold with it."""
    from autograder.authoring.adopt import adopt, free_name
    from autograder.authoring.told import told
    from autograder.batch.answers import find_job
    from autograder.reading.submission import read_submission
    from autograder.reports.wording import printable
    from autograder.sandbox.box import Box

    if options.name or not (options.misconception and options.student):
        raise UsageError("write --misconception EXERCISE --from STUDENT, and nothing before it")
    course, exercise = course_of(options), _exercise(options)
    name, job = free_name(exercise, options.called), find_job(course, options.student, exercise)
    cells = read_submission(job.notebook, job.source).cells
    print(f"the proof of {exercise.key} runs with {name} ...", file=sys.stderr, flush=True)
    with Box(unsandboxed=options.unsandboxed) as box:
        box.canaries()
        adopted = adopt(exercise, cells, name, options.says, box, [job.settings.seed])
    print("\n".join(printable(line) for line in told(adopted, exercise, is_said=bool(options.says))))
    return int(not adopted.written)


def _exercise(options: Namespace) -> Exercise:
    return load_exercise(exercise_folder(options.misconception, exercises_of(options)))


def _run_folder(options: Namespace) -> int:
    root, (assignment, _, exercise) = exercises_of(options), options.name.partition("/")
    if not all(part.isidentifier() for part in options.name.split("/")) or options.name.count("/") > 1:
        raise UsageError(f"{options.name!r}: use letters, digits and underscores, as in dropout/my_exercise")
    if not root.is_relative_to(options.course.resolve()):
        raise UsageError(ELSEWHERE.format(options.course.resolve()))
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
    text = ASSIGNMENT_FILE.format(number=_next_number(root), title=name.replace("_", " ").capitalize())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _next_number(root: Path) -> int:
    return max((load_assignment(name, root).number for name in find_assignments(root)), default=0) + 1


def _make_exercise(folder: Path) -> Path:
    shutil.copytree(TEMPLATE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder
