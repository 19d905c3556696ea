"""chainrule feedback: pages and grades.csv with the marks as they stand."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from pathlib import Path

from autograder.commands.options import add_course, add_show, add_workers, course_of, exercises_of, workers_of
from autograder.errors import UsageError
from autograder.spec import load_assignment

HELP = "write feedback pages and grades.csv anew, after answers have been read and marked by hand"
EXAMPLE = "chainrule feedback dropout"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    add_show(parser)
    add_workers(parser)
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.batch.progress import progress
    from autograder.nbgrader_plugin.feedback import write_feedback
    from autograder.nbgrader_plugin.penalties import renew_class
    from autograder.nbgrader_plugin.recording import export_csv
    from autograder.reports.wording import printable

    course, assignment = course_of(options), load_assignment(options.assignment, exercises_of(options)).name
    students = _graded(course, assignment)
    failures = renew_class(course, assignment)
    with progress(len(students), sys.stderr, "feedback") as tick:
        pages = write_feedback(course, assignment, students, workers_of(options), tick, options.show)
    export_csv(course, course / "grades.csv")
    failures |= {student: failure for student, failure in pages.items() if failure}
    for student, failure in sorted(failures.items()):
        print(printable(f"{student}: {failure}"))
    return int(bool(failures))


def _graded(course: Path, assignment: str) -> list[str]:
    """Who has an autograded notebook."""
    found = sorted(path.parents[1].name for path in (course / "autograded").glob(f"*/{assignment}/{assignment}.ipynb"))
    if not found:
        raise UsageError(f"nobody has been graded: `chainrule grade {assignment}` comes first")
    return found
