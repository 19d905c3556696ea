"""chainrule verify: the proof of exercise folders."""

from __future__ import annotations

import argparse
import contextlib
from argparse import Namespace
from concurrent.futures import Executor

from autograder.commands.options import (
    add_course,
    add_exercises,
    add_run,
    add_seeds,
    add_workers,
    chosen_exercises,
    seeds_of,
    workers_of,
)

HELP = "prove exercise folders: right earns all, wrong is caught and named"
EXAMPLE = "chainrule verify dropout/dropout --seeds 20\n  chainrule verify --right --seeds 200"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_exercises(parser)
    add_seeds(parser, 1)
    parser.add_argument("--right", action="store_true", help="only what is right, which no seed may refuse: fast")
    add_run(parser)
    add_workers(parser)
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.proof.proof import prove, prove_right
    from autograder.sandbox.box import Box

    exercises, seeds = chosen_exercises(options), seeds_of(options)
    width = max(len(exercise.key) for exercise in exercises)
    print(f"{'exercise':{width}}  tests  misconceptions  accepted  proof")
    broken = 0
    with Box(unsandboxed=options.unsandboxed) as box, _side_by_side(options, len(seeds)) as pool:
        for exercise in exercises:
            proof = prove_right(exercise, seeds, pool) if options.right else prove(exercise, box, seeds, pool)
            verdict = "holds" if not proof.problems else "FAILS"
            row = f"{proof.exercise:{width}}  {proof.tests:5}  {proof.variants:14}  {proof.accepted:8}  {verdict}"
            print("\n".join([row, *(f"    {problem}" for problem in proof.problems)]), flush=True)
            broken += bool(proof.problems)
    return int(broken > 0)


def _side_by_side(options: Namespace, seeds: int) -> contextlib.AbstractContextManager[Executor | None]:
    from autograder.batch.pool import clean_processes

    workers = workers_of(options)
    return clean_processes(workers) if seeds > 1 and workers > 1 else contextlib.nullcontext()
