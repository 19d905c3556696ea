"""What several commands have in common: their options, and what these mean."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.batch.durable import write_whole
from autograder.batch.seeds import LARGEST_SEED, draw_seed
from autograder.errors import UsageError
from autograder.spec import Exercise, exercises_folder, find_assignments, load_assignment, load_exercise
from autograder.spec.exercise import SHOWS

if TYPE_CHECKING:
    from autograder.collecting.ids import IdMap
    from autograder.reports.results import ClassResult

__all__ = [
    "add_course",
    "add_exercises",
    "add_handover",
    "add_ids",
    "add_kept_seed",
    "add_run",
    "add_seeds",
    "add_show",
    "add_unsandboxed",
    "add_workers",
    "chosen_exercises",
    "course_of",
    "exercise_folder",
    "exercises_of",
    "for_staff",
    "handed_on",
    "ids_of",
    "seed_of",
    "seeds_of",
    "workers_of",
    "write_for_staff",
]

PUBLIC = ("feedback", "release", "source", "submitted", "autograded")
OWNERS = 0o600


def add_exercises(parser: argparse.ArgumentParser) -> None:
    """Which exercises; what `chosen_exercises` reads."""
    parser.add_argument(
        "exercises", nargs="*", metavar="EXERCISE", help="assignment/exercise or assignment; all when none is given"
    )


def add_seeds(parser: argparse.ArgumentParser, default: int) -> None:
    """How many seeds, beside the first one of `add_run`."""
    parser.add_argument(
        "--seeds", type=int, default=default, metavar="N", help=f"with N seeds, from --seed on (default: {default})"
    )


def add_run(parser: argparse.ArgumentParser) -> None:
    """How student code is run."""
    parser.add_argument("--seed", type=int, metavar="N", help="repeat a run; a fresh seed is drawn otherwise")
    add_unsandboxed(parser)


def add_kept_seed(parser: argparse.ArgumentParser) -> None:
    """The seed of a whole assignment."""
    seed = parser.add_mutually_exclusive_group()
    seed.add_argument("--seed", type=int, metavar="N", help="N is the assignment's seed from now on")
    seed.add_argument("--new-seed", action="store_true", help="draw another seed for the assignment")


def add_show(parser: argparse.ArgumentParser) -> None:
    """How much students see."""
    said = "how much of what the tests found stands on a page (default: `show` in assignment.toml, else everything)"
    parser.add_argument("--show", choices=SHOWS, default="", help=said)


def add_unsandboxed(parser: argparse.ArgumentParser) -> None:
    """Whether the walls are left out."""
    parser.add_argument(
        "--unsandboxed", action="store_true", help="run student code without walls: only for code you trust"
    )


def add_workers(parser: argparse.ArgumentParser) -> None:
    """How many processes; what `workers_of` reads."""
    parser.add_argument(
        "--workers", type=int, metavar="N", help="processes (default: one for each core that this command may use)"
    )


def add_ids(parser: argparse.ArgumentParser) -> None:
    """Who the people of a learning platform are here; what `ids_of` reads."""
    parser.add_argument(
        "--ids",
        type=Path,
        metavar="FILE",
        help="CSV with a row a student: the platform's own gradebook or list, with a column of this course's ids",
    )
    parser.add_argument(
        "--student-column", metavar="NAME", default="", help="its heading (default: student), e.g. 'SIS Login ID'"
    )


def add_handover(parser: argparse.ArgumentParser) -> None:
    """How scores are handed on to a learning platform; what `handed_on` reads."""
    add_ids(parser)
    parser.add_argument(
        "--columns",
        choices=("assignment", "exercises"),
        default="assignment",
        help="one column, or one for each exercise and written question",
    )
    parser.add_argument(
        "--heading", metavar="TEXT", default="", help="the platform's own heading, where --ids does not show it"
    )
    parser.add_argument(
        "--count-unread", action="store_true", help="an answer that nobody has read counts as 0 in the total"
    )


def add_course(parser: argparse.ArgumentParser) -> None:
    """Where the course is; what `course_of` and `exercises_of` read."""
    parser.add_argument(
        "--course", type=Path, default=Path(), metavar="DIR", help="the course folder (default: this folder)"
    )


def seed_of(options: Namespace) -> int:
    """The seed that was asked for, or one that nobody can foresee."""
    if options.seed is None:
        return draw_seed()
    if not 0 <= options.seed <= LARGEST_SEED:
        raise UsageError(f"--seed {options.seed}: a number from 0 to 2^63 - 1 is wanted")
    return int(options.seed)


def seeds_of(options: Namespace) -> list[int]:
    """As many as were asked for, the first of them as in `seed_of`."""
    if not 1 <= options.seeds <= 100_000:
        raise UsageError(f"--seeds {options.seeds}: a number from 1 to 100000 is wanted")
    first = seed_of(options)
    return [(first + k) % 2**63 for k in range(options.seeds)]


def workers_of(options: Namespace) -> int:
    """As many as were asked for. Raises UsageError."""
    from autograder.batch.pool import cores

    if options.workers is None:
        return cores()
    if not 1 <= options.workers <= 1024:
        raise UsageError(f"--workers {options.workers}: a number from 1 to 1024 is wanted")
    return int(options.workers)


def course_of(options: Namespace) -> Path:
    """The course folder. Raises UsageError for any other."""
    course: Path = options.course.resolve()
    if not (course / "nbgrader_config.py").is_file():
        raise UsageError(
            f"{course} is not a course folder (no nbgrader_config.py); run this in one or give --course DIR"
        )
    return course


def ids_of(options: Namespace) -> IdMap | None:
    """The id map that was given. Raises UsageError."""
    from autograder.collecting.ids import read_ids

    return None if options.ids is None else read_ids(options.ids, options.student_column)


def handed_on(result: ClassResult, options: Namespace) -> ClassResult:
    """The same class, to be handed on as it was asked for. Raises UsageError."""
    ids = ids_of(options)
    handover = replace(
        result.handover,
        headings=ids.headings if ids else (),
        rows=ids.rows if ids else {},
        per_exercise=options.columns == "exercises",
        column=options.heading,
        count_unread=options.count_unread,
    )
    return replace(result, handover=handover)


def exercises_of(options: Namespace) -> Path:
    """The folder with the exercises of the course, or those that chainrule comes with."""
    return exercises_folder(options.course.resolve())


def chosen_exercises(options: Namespace) -> list[Exercise]:
    """In the order in which they were asked for; without a name all of them in the order of the course."""
    root = exercises_of(options)
    return [exercise for key in options.exercises or find_assignments(root) for exercise in _chosen(key, root)]


def _chosen(key: str, root: Path) -> Sequence[Exercise]:
    return [load_exercise(exercise_folder(key, root))] if "/" in key else load_assignment(key, root).exercises


def exercise_folder(key: str, root: Path) -> Path:
    """Of an exercise by its key, whether it is there or not. Raises UsageError for what is no key."""
    if key.count("/") != 1:
        raise UsageError(f"{key!r} is no exercise; write ASSIGNMENT/EXERCISE, such as dropout/dropout")
    return root / key


def for_staff(path: Path, course: Path, option: str) -> Path:
    """The place that was asked for. Raises UsageError for one that students may read."""
    for name in PUBLIC:
        if path.resolve().is_relative_to(course / name):
            raise UsageError(f"{option} {path}: students may read what is in {name}/; choose a place of your own")
    return path


def write_for_staff(path: Path, text: str, option: str) -> None:
    """A file that its owner alone may read, whole or not at all. Raises UsageError."""
    try:
        write_whole(path, text.encode("utf-8", "backslashreplace"), OWNERS)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}; choose another place with {option}") from error
