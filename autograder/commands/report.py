"""chainrule report: what a graded class has understood, as a page, a table and JSON."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from pathlib import Path

from autograder.commands.options import add_course, course_of, exercises_of
from autograder.errors import UsageError
from autograder.spec import load_assignment

HELP = "write what grading has found out about a class: a page, a table, and JSON"
EXAMPLE = "chainrule report dropout"
FOLDER = "reports"
PUBLIC = ("feedback", "release", "source", "submitted", "autograded")


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
    folder = _folder(options.out or course / FOLDER, course)
    findings = find(gather(course, assignment, exercises))
    texts = {"html": page(findings), "csv": as_csv(findings), "json": as_json(findings)}
    written = [_write(folder / f"{assignment}.{suffix}", text) for suffix, text in texts.items()]
    print(texts["json"] if options.json else "\n".join(map(str, written)), flush=True)
    if findings.faults:
        print(f"{len(findings.faults)} hand-ins have no score for a fault of the grader's", file=sys.stderr)
    return int(bool(findings.faults))


def _folder(folder: Path, course: Path) -> Path:
    """Not where students look: names, answers and scores of others are in these files."""
    folder = folder.resolve()
    for name in PUBLIC:
        if folder.is_relative_to(course / name):
            raise UsageError(f"--out {folder}: students may read what is in {name}/; choose a folder of your own")
    return folder


def _write(path: Path, text: str) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.rstrip("\n") + "\n", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}; choose another folder with --out") from error
    return path
