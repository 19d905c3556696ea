"""chainrule adopt: cells that came or went after hand-ins."""

from __future__ import annotations

import argparse
from argparse import Namespace

from autograder.commands.options import add_course, course_of, exercises_of
from autograder.spec import load_assignment

HELP = "let the gradebook take cells that came to an assignment, or went, after students had handed in"
EXAMPLE = "chainrule adopt dropout"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument("--drop-marks", action="store_true", help="let marks and comments by hand go with their cells")
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.nbgrader_plugin.changed_cells import adopt_cells
    from autograder.nbgrader_plugin.preflight import check_source

    course, assignment = course_of(options), load_assignment(options.assignment, exercises_of(options))
    check_source(course, assignment)
    changes = adopt_cells(course, assignment.name, drop_marks=options.drop_marks)
    for words, names in (("added", changes.added), ("removed", changes.removed)):
        print(f"{words}: {', '.join(names) or 'nothing'}")
    for student, cell in changes.marks:
        print(f"{student}: what was given by hand for {cell} is gone")
    print(f"next: `chainrule grade {assignment.name}`")
    return 0
