"""chainrule coverage: what covers each of the lectures' ids."""

from __future__ import annotations

import argparse
import json
from argparse import Namespace

from autograder.commands.options import add_course, exercises_of

HELP = "print what covers each of the lectures' ids: functions, exercises, explorers"
EXAMPLE = "chainrule coverage --json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder import coverage
    from course import widgets

    inventory = coverage.take_inventory(widgets.registry(), exercises=exercises_of(options))
    to_come, problems = inventory.to_come(), [str(problem) for problem in coverage.disagreements(inventory)]
    if options.json:
        table = {"concepts": inventory.records(), "to_come": to_come, "problems": problems}
        print(json.dumps(table, ensure_ascii=False))
    else:
        print("\n".join([coverage.report(inventory), *problems]))
        for kind, concepts in to_come.items():
            print(f"{kind} to come: {', '.join(concepts) or 'none'}")
    return int(bool(problems))
