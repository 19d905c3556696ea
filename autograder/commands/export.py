"""chainrule export: the scores in the gradebook, as a learning platform takes them."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.commands.options import add_course, add_handover, course_of, exercises_of, handed_on
from autograder.errors import UsageError
from autograder.reports.exports import find_platforms, load_export
from autograder.spec import load_assignment

if TYPE_CHECKING:
    from autograder.reports.results import ClassResult

HELP = "hand the scores in the gradebook on to a learning platform, marks and penalties included"
EXAMPLE = """chainrule export dropout canvas --ids gradebook.csv --student-column "SIS Login ID" --output dropout.csv
  chainrule export dropout brightspace --columns exercises"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument("platform", choices=find_platforms())
    parser.add_argument("--output", type=Path, metavar="FILE", help="write there and not on stdout")
    add_handover(parser)
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.nbgrader_plugin.standings import read_standings
    from autograder.reports.handing_on import remarks
    from autograder.reports.results import ClassResult
    from autograder.reports.wording import printable

    course, assignment = course_of(options), load_assignment(options.assignment, exercises_of(options))
    standings, handover = read_standings(course, assignment)
    if not any(standing.cells for standing in standings):
        raise UsageError(f"nobody has a score: `chainrule grade {assignment.name}` comes first")
    result = handed_on(ClassResult(assignment.name, (), standings=standings, handover=handover), options)
    _write(load_export(options.platform).export(result), options.output)
    for remark in remarks(result):
        print(printable(remark), file=sys.stderr)
    return int(_waits(result))


def _waits(result: ClassResult) -> bool:
    """Whether somebody who has handed in has an empty cell."""
    from autograder.reports.handing_on import columns, points_cell, rows_of
    from autograder.reports.standing import NOT_HANDED_IN

    how = result.handover
    here = [standing for standing in rows_of(result) if standing.nothing != NOT_HANDED_IN]
    return not all(points_cell(standing, column, how) for standing in here for column in columns(result))


def _write(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--output {output}: {error.strerror}") from error
