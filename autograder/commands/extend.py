"""chainrule extend: more time for one student."""

from __future__ import annotations

import argparse
import datetime
from argparse import Namespace

from autograder.commands.options import add_course, course_of, exercises_of
from autograder.errors import UsageError
from autograder.reports.wording import printable
from autograder.spec import load_assignment

HELP = "give one student more time, counted from everybody's due date; 0 takes it back"
EXAMPLE = "chainrule extend dropout ada --days 2"
MOST_DAYS = 3650


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument("student", metavar="STUDENT")
    parser.add_argument("--days", type=float, metavar="N")
    parser.add_argument("--hours", type=float, metavar="N")
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.nbgrader_plugin.extensions import grant_extension

    if options.days is None and options.hours is None:
        raise UsageError("how much? --days 2 gives two days, --days 0 takes an extension back")
    days = (options.days or 0.0) + (options.hours or 0.0) / 24
    if not 0 <= days <= MOST_DAYS:
        raise UsageError(f"an extension of {days:g} days: a number from 0 to {MOST_DAYS} is wanted")
    course, assignment = course_of(options), load_assignment(options.assignment, exercises_of(options)).name
    due = grant_extension(course, assignment, options.student, datetime.timedelta(days=days))
    print(printable(f"{options.student}: {assignment} is due on {due:%Y-%m-%d %H:%M} UTC"))
    print(f"next: `chainrule feedback {assignment}` writes the pages with what that changes")
    return 0
