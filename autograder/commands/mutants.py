"""chainrule mutants: how many small changes of the right solution the hidden suites find."""

from __future__ import annotations

import argparse
import contextlib
from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.commands.options import (
    add_course,
    add_exercises,
    add_run,
    add_seeds,
    add_workers,
    chosen_exercises,
    exercises_of,
    seeds_of,
    workers_of,
)
from autograder.errors import UsageError
from autograder.spec import Exercise, find_assignments, load_assignment

if TYPE_CHECKING:
    from autograder.mutants.quality import Row
    from autograder.mutants.trial import Trial

HELP = "hand in small changes of each right solution, and count those that its hidden suite finds"
EXAMPLE = "chainrule mutants losses/regression_losses"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_exercises(parser)
    add_seeds(parser, 2)
    parser.add_argument("--docs", type=Path, metavar="FILE", help="write the rows of these exercises into its table")
    parser.add_argument(
        "--accepted", action="store_true", help="change the accepted solutions too, and print what lives, to be read"
    )
    add_run(parser)
    add_workers(parser)
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.mutants.quality import row_of

    exercises, seeds = chosen_exercises(options), seeds_of(options)
    if options.docs:
        _written(options, [])  # whoever waits for the table learns now that it cannot be written
    width = max(len(exercise.key) for exercise in exercises)
    print(f"{'exercise':{width}}  mutants  killed  equivalent   share  seconds")
    rows, alive = [], 0
    for exercise, trial in zip(exercises, _trials(exercises, seeds, options), strict=True):
        row = row_of(exercise, trial, len(seeds))
        counts = f"{row.mutants:7}  {row.killed:6}  {row.equivalent:10}  {row.share:6.1%}  {row.seconds:7.2f}"
        below = (f"    {line}" for line in (*trial.problems, *trial.to_read))
        print("\n".join([f"{row.exercise:{width}}  {counts}", *below]), flush=True)
        rows.append(row)
        alive += len(trial.problems)
    if options.docs:
        options.docs.write_text(_written(options, rows), encoding="utf-8")
    return int(alive > 0)


def _trials(exercises: Sequence[Exercise], seeds: Sequence[int], options: Namespace) -> Iterator[Trial]:
    from autograder.batch.pool import clean_processes
    from autograder.mutants.trial import try_mutants

    work = (
        [exercise.folder for exercise in exercises],
        repeat(seeds),
        repeat(options.accepted),
        repeat(options.unsandboxed),
    )
    workers = workers_of(options)
    with clean_processes(workers) if workers > 1 else contextlib.nullcontext() as pool:
        yield from (pool.map if pool else map)(try_mutants, *work)


def _written(options: Namespace, rows: Sequence[Row]) -> str:
    """The document with these rows in it."""
    from autograder.mutants.quality import with_rows

    if not options.docs.is_file():
        raise UsageError(f"{options.docs}: no such file")
    root = exercises_of(options)
    every = [exercise for name in find_assignments(root) for exercise in load_assignment(name, root).exercises]
    return with_rows(options.docs.read_text(encoding="utf-8"), rows, every)
