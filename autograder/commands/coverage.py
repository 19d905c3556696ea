"""chainrule coverage: what covers each of the lectures' ids."""

from __future__ import annotations

import argparse
import json
from argparse import Namespace

from autograder.spec import find_exercises

HELP = "print lecture id, function, exercise, section and widget"
EXAMPLE = "chainrule coverage --json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")


def run(options: Namespace) -> int:
    from course import widgets
    from reference_impl import coverage

    records, problems = coverage.records(), coverage.problems()
    exercises = sorted({key for record in records for key in record["exercises"]} - set(find_exercises()))
    explorers = sorted({name for record in records for name in record["widgets"] if not hasattr(widgets, name)})
    if options.json:
        to_come = {"exercises": exercises, "widgets": explorers}
        print(json.dumps({"concepts": records, "to_come": to_come, "problems": problems}, ensure_ascii=False))
    else:
        print("\n".join([coverage.report(), *problems]))
        print(f"exercises to come: {', '.join(exercises) or 'none'}")
        print(f"widgets to come: {', '.join(explorers) or 'none'}")
    return int(bool(problems))
