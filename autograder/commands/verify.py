"""chainrule verify: the proof of exercise folders."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.commands.options import add_course, add_run, exercise_folder, exercises_of, seed_of
from autograder.spec import Exercise, find_assignments, load_assignment, load_exercise

HELP = "prove exercise folders: right earns all, wrong is caught and named"
EXAMPLE = "chainrule verify dropout/dropout"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "exercises", nargs="*", metavar="EXERCISE", help="assignment/exercise or assignment; all when none is given"
    )
    add_run(parser)
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.proof.proof import prove
    from autograder.sandbox.box import Box

    exercises = list(_chosen(options.exercises, exercises_of(options)))
    width = max(len(exercise.key) for exercise in exercises)
    print(f"{'exercise':{width}}  tests  misconceptions  accepted  proof")
    broken = 0
    with Box(unsandboxed=options.unsandboxed) as box:
        for exercise in exercises:
            proof = prove(exercise, box, seed_of(options))
            verdict = "holds" if not proof.problems else "FAILS"
            row = f"{proof.exercise:{width}}  {proof.tests:5}  {proof.variants:14}  {proof.accepted:8}  {verdict}"
            print("\n".join([row, *(f"    {problem}" for problem in proof.problems)]), flush=True)
            broken += bool(proof.problems)
    return int(broken > 0)


def _chosen(keys: Sequence[str], root: Path) -> Iterator[Exercise]:
    for key in keys or find_assignments(root):
        if "/" in key:
            yield load_exercise(exercise_folder(key, root))
        else:
            yield from load_assignment(key, root).exercises
