"""The reports of known solutions: of one seed from the box, of many from this process and others beside it.

All of them are rehearsals: a suite that trains a network for a grade trains it here on little, and asks for less.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing
from pathlib import Path

from autograder.grading.diagnosis import explanations
from autograder.grading.grade import grade_backend
from autograder.grading.suite import run_suites
from autograder.grading.trusted import TrustedBackend
from autograder.proof.known import Known
from autograder.publishing.cells import check_cell, setup_cell
from autograder.reports.report import Report
from autograder.sandbox.backend import Cell
from autograder.sandbox.box import Box
from autograder.sandbox.session import Session
from autograder.spec import Exercise, load_exercise
from autograder.spec.solution import plain_source
from autograder.spec.variants import functions_in

__all__ = ["answer_alike", "cells_of", "grade_here", "grade_in_box", "stopped"]

AT_ONCE = 5  # seeds that one process takes on: so much is loaded and kept for each of them


def grade_in_box(exercise: Exercise, known: Sequence[Known], box: Box, seed: int) -> list[tuple[Report, str]]:
    """A report for each solution, and what stopped the check cell below it; nothing where that ran through.

    Raises SandboxError, SpecError.
    """
    check = Cell("check", check_cell(exercise).source)
    return [_graded(exercise, [*cells_of(exercise, each), check], box, seed) for each in known]


def _graded(exercise: Exercise, cells: Sequence[Cell], box: Box, seed: int) -> tuple[Report, str]:
    with closing(box.start(cells, exercise.limits)) as session:
        return grade_backend(session, [exercise], seed, rehearsal=True)[0], stopped(session)


def stopped(session: Session) -> str:
    """What stopped the last of a notebook's cells."""
    error = session.cells[-1].error
    return f"{error.type}: {error.message}" if error else ""


def grade_here(
    exercise: Exercise, known: Sequence[Known], seeds: Sequence[int], pool: Executor | None
) -> Iterator[list[Report]]:
    """The same for every seed without a box, which the course's own code does not need; side by side in a pool."""
    parts = [seeds[k : k + AT_ONCE] for k in range(0, len(seeds), AT_ONCE)]
    graded: Iterable[list[list[Report]]] = (pool.map if pool else map)(
        _grade, itertools.repeat(exercise.folder), itertools.repeat(known), parts
    )
    return itertools.chain.from_iterable(graded)


def _grade(folder: Path, known: Sequence[Known], seeds: Sequence[int]) -> list[list[Report]]:
    exercise = load_exercise(folder)
    return [[_rehearsed(exercise, each, seed) for each in known] for seed in seeds]


def _rehearsed(exercise: Exercise, known: Known, seed: int) -> Report:
    return grade_backend(_functions(exercise, known), [exercise], seed, rehearsal=True)[0]


def answer_alike(exercise: Exercise, known: Known, seed: int) -> list[str]:
    """The names of all variants that answer this suite as a solution does."""
    result = run_suites([exercise], _functions(exercise, known), seed, rehearsal=True)[0]
    return [found.name for found in explanations(exercise, result.calls)]


def cells_of(exercise: Exercise, known: Known) -> list[Cell]:
    """The notebook of a student with this solution: everything that the exercise builds on is right."""
    earlier = [Cell(used.name, plain_source(used)) for used in exercise.earlier]
    return [Cell("setup", setup_cell().source), *earlier, Cell(exercise.name, known.source)]


def _functions(exercise: Exercise, known: Known) -> TrustedBackend:
    return TrustedBackend(functions_in(exercise, known.source, known.name))
