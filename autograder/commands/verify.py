"""chainrule verify: the proof of exercise folders."""

from __future__ import annotations

import argparse
import contextlib
from argparse import Namespace
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path

from autograder.commands.options import (
    add_course,
    add_run,
    add_workers,
    exercise_folder,
    exercises_of,
    seed_of,
    workers_of,
)
from autograder.errors import UsageError
from autograder.spec import Exercise, find_assignments, load_assignment, load_exercise

HELP = "prove exercise folders: right earns all, wrong is caught and named"
EXAMPLE = "chainrule verify dropout/dropout --seeds 20"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "exercises", nargs="*", metavar="EXERCISE", help="assignment/exercise or assignment; all when none is given"
    )
    parser.add_argument(
        "--seeds", type=int, default=1, metavar="N", help="prove it for N seeds, from --seed on (default: 1)"
    )
    add_run(parser)
    add_workers(parser)
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.proof.proof import prove
    from autograder.sandbox.box import Box

    exercises, seeds = list(_chosen(options.exercises, exercises_of(options))), _seeds_of(options)
    width = max(len(exercise.key) for exercise in exercises)
    print(f"{'exercise':{width}}  tests  misconceptions  accepted  proof")
    broken = 0
    with Box(unsandboxed=options.unsandboxed) as box, _side_by_side(options, len(seeds)) as pool:
        for exercise in exercises:
            proof = prove(exercise, box, seeds, pool)
            verdict = "holds" if not proof.problems else "FAILS"
            row = f"{proof.exercise:{width}}  {proof.tests:5}  {proof.variants:14}  {proof.accepted:8}  {verdict}"
            print("\n".join([row, *(f"    {problem}" for problem in proof.problems)]), flush=True)
            broken += bool(proof.problems)
    return int(broken > 0)


def _seeds_of(options: Namespace) -> list[int]:
    if not 1 <= options.seeds <= 100_000:
        raise UsageError(f"--seeds {options.seeds}: a number from 1 to 100000 is wanted")
    first = seed_of(options)
    return [(first + k) % 2**63 for k in range(options.seeds)]


def _side_by_side(options: Namespace, seeds: int) -> contextlib.AbstractContextManager[Executor | None]:
    from autograder.batch.pool import clean_processes

    workers = workers_of(options)
    return clean_processes(workers) if seeds > 1 and workers > 1 else contextlib.nullcontext()


def _chosen(keys: Sequence[str], root: Path) -> Iterator[Exercise]:
    for key in keys or find_assignments(root):
        if "/" in key:
            yield load_exercise(exercise_folder(key, root))
        else:
            yield from load_assignment(key, root).exercises
