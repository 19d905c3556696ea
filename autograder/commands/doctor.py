"""chainrule doctor: what to know about this machine and this course before grading."""

from __future__ import annotations

import argparse
import dataclasses
import json
from argparse import Namespace

from autograder.commands.options import add_course

HELP = "look at this machine and this course before grading, and say what to do"
EXAMPLE = "chainrule doctor"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON list on stdout")
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.doctor import Finding, examine

    findings = list[Finding]()
    for finding in examine(options.course.resolve()):
        findings.append(finding)
        if not options.json:
            print(finding, flush=True)
    if options.json:
        print(json.dumps([dataclasses.asdict(finding) for finding in findings], ensure_ascii=False))
    return int(any(finding.state == "wrong" for finding in findings))
