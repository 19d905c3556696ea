"""chainrule report: what a graded class has understood, as a page, a table and JSON."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from pathlib import Path

from autograder.commands.options import add_course, course_of, exercises_of, for_staff, write_for_staff
from autograder.spec import load_assignment

HELP = "write what grading has found out about a class: a page, a table, and JSON"
EXAMPLE = "chainrule report dropout"
FOLDER = "reports"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where the three files go (default: reports/ in the course folder)"
    )
    parser.add_argument("--json", action="store_true", help="the JSON on stdout too")
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.insight.findings import find
    from autograder.insight.gathered import gather
    from autograder.insight.page import page
    from autograder.insight.tables import as_csv, as_json

    course, exercises = course_of(options), exercises_of(options)
    assignment = load_assignment(options.assignment, exercises).name
    folder = for_staff((options.out or course / FOLDER).resolve(), course, "--out")
    findings = find(gather(course, assignment, exercises))
    texts = {"html": page(findings), "csv": as_csv(findings), "json": as_json(findings)}
    written = [folder / f"{assignment}.{suffix}" for suffix in texts]
    for path, text in zip(written, texts.values(), strict=True):
        write_for_staff(path, text.rstrip("\n") + "\n", "--out")
    print(texts["json"] if options.json else "\n".join(map(str, written)), flush=True)
    if findings.faults:
        print(f"{len(findings.faults)} hand-ins have no score for a fault of the grader's", file=sys.stderr)
    return int(bool(findings.faults))
