"""chainrule demo: a sample class is built, graded, and compared with what it was built to earn."""

from __future__ import annotations

import argparse
import json
from argparse import Namespace

from autograder.commands.options import add_course, add_run, add_workers, course_of, seed_of, workers_of

HELP = "build a sample class, grade it, and compare with what it was built to earn"
EXAMPLE = "chainrule demo --students 500 --json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--students", type=int, default=24, metavar="N")
    parser.add_argument("--assignment", metavar="A")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    add_workers(parser)
    add_run(parser)
    add_course(parser)


def run(options: Namespace) -> int:
    """0 where every score agrees, else 1. Raises GraderError where no class can be built."""
    from autograder.batch.jobs import Settings
    from autograder.batch.store import store_folder
    from autograder.demo.result import result_lines
    from autograder.demo.run import SCRATCH, run_demo

    course, chosen = course_of(options), [options.assignment] if options.assignment else []
    settings = Settings(store_folder(course / SCRATCH), seed_of(options), unsandboxed=options.unsandboxed)
    result = run_demo(course, options.students, settings, workers_of(options), chosen)
    if options.json:
        print(json.dumps(result.to_dict(), ensure_ascii=False))
    else:
        print("\n".join(result_lines(result, options.students)))
    return int(not result.agree)
