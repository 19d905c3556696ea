"""chainrule rename: a student under another name."""

from __future__ import annotations

import argparse
from argparse import Namespace

from autograder.commands.options import add_course, course_of
from autograder.errors import UsageError
from autograder.reports.wording import printable

HELP = "give a student another name: grades, marks by hand and folders go along"
EXAMPLE = "chainrule rename ada a.lovelace"
LIST = "`nbgrader db student list` says who there is"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD")
    parser.add_argument("new", metavar="NEW")
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.collecting.people import rename_person
    from autograder.nbgrader_plugin.renaming import rename_student

    moved = rename_student(course_of(options), options.old, options.new)
    if not moved:
        raise UsageError(f"there is nothing of {options.old!r}, neither in the gradebook nor in a folder; {LIST}")
    rename_person(course_of(options), options.old, options.new)
    print(printable(f"{options.old} is now {options.new}: {', '.join(moved)}"))
    print("next: `chainrule grade ASSIGNMENT` for each of them")
    return 0
