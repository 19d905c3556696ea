"""chainrule grade: a class into nbgrader's gradebook."""

from __future__ import annotations

import argparse
import secrets
import sys
from argparse import Namespace

from autograder.commands.options import add_course, add_run, add_workers, course_of, exercises_of, seed_of, workers_of
from autograder.errors import UsageError
from autograder.spec import load_assignment

HELP = "grade submitted/*/ASSIGNMENT into nbgrader's gradebook"
EXAMPLE = "chainrule grade dropout --workers 2"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument("--force", action="store_true", help="grade again what is graded already")
    parser.add_argument("--no-feedback", action="store_true", help="leave the feedback pages for later")
    add_workers(parser)
    parser.add_argument("--dask", metavar="ADDRESS", help="grade on a running Dask cluster, e.g. tcp://host:8786")
    add_run(parser)
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.batch.jobs import Settings
    from autograder.batch.store import store_folder
    from autograder.nbgrader_plugin import grade_class
    from autograder.reports.render import class_table

    course = course_of(options)
    exercises = exercises_of(options)
    load_assignment(options.assignment, exercises)
    if not any((course / "submitted").glob(f"*/{options.assignment}")):
        raise UsageError(f"nobody has handed in: there is no {course}/submitted/<student>/{options.assignment}")
    settings = Settings(
        store_folder(course),
        seed_of(options),
        pinned=options.seed is not None,
        force=options.force,
        unsandboxed=options.unsandboxed,
        batch=secrets.token_hex(8),
    )
    graded = grade_class(
        course,
        options.assignment,
        settings,
        workers=workers_of(options),
        dask=options.dask or "",
        feedback=not options.no_feedback,
        stream=sys.stderr,
        exercises=exercises,
    )
    print(class_table([(entry.student, entry.reports, entry.failure) for entry in graded]))
    return int(any(entry.failure for entry in graded))
