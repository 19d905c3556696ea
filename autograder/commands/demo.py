"""chainrule demo: a sample class is built, graded, and compared with what it was built to earn."""

from __future__ import annotations

import argparse
from argparse import Namespace

from autograder.commands.options import add_course, add_run, add_workers, course_of

HELP = "build a sample class, grade it, and compare with what it was built to earn"
EXAMPLE = "chainrule demo --students 500 --json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--students", type=int, default=24, metavar="N")
    parser.add_argument("--assignment", metavar="A")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    add_workers(parser)
    add_run(parser)
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.demo.run import run

    return run(options, course_of(options))
