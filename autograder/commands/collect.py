"""chainrule collect: what a learning platform exports, into submitted/."""

from __future__ import annotations

import argparse
import json
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.collecting.sources import find_sources
from autograder.commands.options import add_course, add_ids, course_of, exercises_of, ids_of
from autograder.errors import UnreadableSubmission, UsageError
from autograder.spec import find_assignments
from autograder.spec.fields import suggest

if TYPE_CHECKING:
    from autograder.collecting.collect import Wanted

HELP = "put the hand-ins that a learning platform exports into submitted/, over nothing that is there"
EXAMPLE = """chainrule collect submissions.zip --from canvas --dry-run
  chainrule collect submissions.zip --from canvas --ids gradebook.csv --student-column "SIS Login ID"
  chainrule collect all.zip --from moodle --assignment dropout"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", type=Path, metavar="FILE", help="the zip archive, as it was downloaded")
    parser.add_argument(
        "--from", dest="source", choices=find_sources(), required=True, help="where it was downloaded from"
    )
    parser.add_argument(
        "--assignment", metavar="NAME", default="", help="what it is of, where notebooks are not named after it"
    )
    add_ids(parser)
    parser.add_argument(
        "--replace", action="store_true", help="where another hand-in is there, keep that one aside in replaced/"
    )
    parser.add_argument(
        "--late-at", metavar="TIME", help="when those were handed in whom the platform marks as late without a time"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout: everything, for a program")
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.collecting.collect import collect
    from autograder.collecting.placing import Place
    from autograder.collecting.telling import as_data, as_text

    where = Place(course_of(options), options.replace, options.dry_run)
    wanted = _wanted(options)
    collected = collect(options.archive, wanted, where)
    print(json.dumps(as_data(collected)) if options.json else as_text(collected, dry_run=options.dry_run))
    return int(not collected.is_complete)


def _wanted(options: Namespace) -> Wanted:
    from autograder.collecting.collect import Wanted
    from autograder.reading.stamps import parse_stamp

    known = find_assignments(exercises_of(options))
    if options.assignment and options.assignment not in known:
        raise UsageError(f"--assignment {options.assignment}: no such assignment; {suggest(options.assignment, known)}")
    try:
        late = parse_stamp(options.late_at) if options.late_at else None
    except UnreadableSubmission as error:
        raise UsageError(f"--late-at: {str(error).partition(': ')[2]}") from error
    return Wanted(options.source, known, options.assignment, ids_of(options), late)
