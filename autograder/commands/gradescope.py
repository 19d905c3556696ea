"""chainrule gradescope: an autograder for Gradescope."""

from __future__ import annotations

import argparse
from argparse import Namespace
from pathlib import Path

from autograder.batch.seeds import assignment_seed
from autograder.commands.options import add_course, course_of, exercises_of
from autograder.errors import UsageError
from autograder.gradescope.settings import VISIBILITIES, Settings
from autograder.spec import load_assignment

HELP = "make the autograder.zip with which Gradescope grades an assignment as this course does"
EXAMPLE = """chainrule gradescope dropout --output build/autograder.zip
  chainrule gradescope dropout --criteria after_published --no-messages"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument("--output", type=Path, default=Path("build/autograder.zip"), metavar="FILE")
    parser.add_argument(
        "--criteria", choices=VISIBILITIES, default="visible", help="when students see the criteria and their points"
    )
    parser.add_argument("--no-messages", action="store_true", help="criteria and points alone, not what is wrong")
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.gradescope.bundle import build_bundle

    course, assignment = course_of(options), load_assignment(options.assignment, exercises_of(options))
    notebook = course / "source" / assignment.name / f"{assignment.name}.ipynb"
    if not notebook.is_file():
        raise UsageError(f"{notebook} is missing: `chainrule sync` makes it")
    seed = assignment_seed(course, assignment.name)
    settings = Settings(assignment.name, seed, options.criteria, messages=not options.no_messages)
    try:
        names = build_bundle(course, assignment, settings, options.output)
    except OSError as error:
        raise UsageError(f"--output {options.output}: {error.strerror}") from error
    print(f"{options.output}: {len(names)} files; the hidden tests are in it, so give it to Gradescope alone")
    return 0
