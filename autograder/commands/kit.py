"""chainrule kit: the zip that students receive."""

from __future__ import annotations

import argparse
from argparse import Namespace
from pathlib import Path

from autograder.commands.options import add_course, course_of

HELP = "zip what a student needs: notebooks, the course package, a README"
EXAMPLE = "chainrule kit dropout --output build/dropout.zip"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "assignments", nargs="*", metavar="ASSIGNMENT", help="whose notebooks; all of release/ when none is given"
    )
    parser.add_argument("--output", type=Path, default=Path("build/chainrule-kit.zip"), metavar="FILE")
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.publishing.kit import build_kit

    names = build_kit(course_of(options), options.output, options.assignments)
    print(f"{options.output}: {len(names)} files")
    return 0
