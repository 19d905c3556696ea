"""chainrule watch: hand-ins are graded when they arrive."""

from __future__ import annotations

import argparse
import datetime
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.commands.options import (
    add_course,
    add_show,
    add_unsandboxed,
    add_workers,
    course_of,
    exercises_of,
    workers_of,
)
from autograder.errors import UsageError
from autograder.spec import find_assignments, load_assignment

if TYPE_CHECKING:
    from autograder.watching.events import Event

HELP = "grade what arrives in nbgrader's exchange or in submitted/, within seconds, and give the page back"
EXAMPLE = "chainrule watch dropout --per-hour 6\n  chainrule watch --once --show criteria"
SETTLE_S, PATIENCE_S = 2.0, 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "assignments", nargs="*", metavar="ASSIGNMENT", help="all that have a source when none is given"
    )
    parser.add_argument(
        "--per-hour", type=int, default=6, metavar="N", help="of a student; 0 for no limit (default: 6)"
    )
    parser.add_argument("--every", type=float, default=2.0, metavar="S", help="seconds between looks (default: 2)")
    parser.add_argument("--once", action="store_true", help="grade what is there and end: for a cron job")
    parser.add_argument(
        "--pages", type=Path, metavar="DIR", help="put pages into DIR/STUDENT/ASSIGNMENT/ too (default: feedback/)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    add_show(parser)
    add_workers(parser)
    add_unsandboxed(parser)
    add_course(parser)


def run(options: Namespace) -> int:
    course, assignments, say = course_of(options), _assignments(options), _say(options)
    if options.per_hour < 0 or not 0.1 <= options.every <= 3600:
        raise UsageError("--per-hour wants a number from 0, --every one from 0.1 to 3600 seconds")
    from autograder.watching.arrivals import Lookout
    from autograder.watching.grading import Grader
    from autograder.watching.ledger import open_ledger
    from autograder.watching.loop import run_once, run_until_stopped, stop_signals
    from autograder.watching.place import find_place
    from autograder.watching.rounds import Rounds

    with stop_signals() as stop, open_ledger(course) as ledger:
        place = find_place(course, options.pages)
        grader = Grader(course, exercises_of(options), workers_of(options), options.show, options.unsandboxed)
        grader.check(assignments)
        lookout = Lookout(SETTLE_S, PATIENCE_S)
        rounds = Rounds(place, assignments, ledger, lookout, grader.grade, say, options.per_hour)
        if options.once:
            return int(not run_once(rounds, stop, SETTLE_S, grader.write_table))
        where = [str(place.inbound)] if place.inbound else []
        print(f"watching {' and '.join([*where, str(place.submitted)])}; Ctrl-C ends it", file=sys.stderr)
        run_until_stopped(rounds, stop, options.every, grader.write_table)
    return 0


def _assignments(options: Namespace) -> Sequence[str]:
    """Those that were named, or all that have a source notebook."""
    course, root = options.course, exercises_of(options)
    named = [load_assignment(name, root).name for name in options.assignments]
    there = [name for name in find_assignments(root) if (course / "source" / name / f"{name}.ipynb").is_file()]
    if not (named or there):
        raise UsageError(f"there is no assignment in {course / 'source'}")
    return named or there


def _say(options: Namespace) -> Callable[[Event], None]:
    from autograder.watching.events import event_json, event_line

    def say(event: Event) -> None:
        clock = datetime.datetime.fromtimestamp(event.at).strftime("%H:%M:%S")
        print(event_json(event) if options.json else event_line(event, clock), flush=True)

    return say
