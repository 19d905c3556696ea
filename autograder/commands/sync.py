"""chainrule sync: the exercise folders into source/, and source/ into release/."""

from __future__ import annotations

import argparse
from argparse import Namespace

from autograder.commands.options import add_course, course_of, exercises_of

HELP = "write the exercise folders into source/ and source/ into release/"
EXAMPLE = "chainrule sync --check"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only say what differs; exit code 1 when something does")
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.publishing.release import sync_release
    from autograder.publishing.source import sync_source

    course = course_of(options)
    drifts = sync_source(course, exercises_of(options), check=options.check)
    drifts += [] if options.check and drifts else sync_release(course, check=options.check)
    for drift in drifts:
        print(drift)
    by_hand = sum(drift.by_hand for drift in drifts)
    if options.check and len(drifts) > by_hand:
        print("run `chainrule sync` and commit what it writes")
    return int(len(drifts) > 0 if options.check else by_hand > 0)
