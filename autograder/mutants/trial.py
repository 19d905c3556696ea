"""Each mutant of an exercise's solution is graded as a submission is, with several seeds."""

from __future__ import annotations

import time
import warnings
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import GraderError
from autograder.grading.suite import run_suites
from autograder.grading.suite_result import SuiteResult
from autograder.mutants.equivalent import left_to_chance, load_equivalent
from autograder.mutants.mutant import Mutant, mutants
from autograder.proof.grading import cells_of
from autograder.proof.known import Known, known_solutions
from autograder.sandbox.box import Box
from autograder.spec import Exercise, load_exercise
from autograder.spec.solution import bare_source

__all__ = ["Trial", "try_mutants"]

RIGHT = ("reference", "accepted")


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of the mutants of one exercise.

    Args:
        mutants: how many there are. killed: those that lose marks with every seed.
        equivalent: those that live, as its folder says they would.
        problems: of all others that live, and of what the folder says and is not so.
        seconds: of a processor, for the suite and the code of a student with the reference's solution.
        slowest_s: the same for the slowest of the right solutions.
        to_read: mutants of accepted solutions that live, if they were asked for; many of them are as right.
    """

    exercise: str
    mutants: int
    killed: int
    equivalent: int
    problems: tuple[str, ...]
    seconds: float
    slowest_s: float
    to_read: tuple[str, ...] = ()


def try_mutants(folder: Path, seeds: Sequence[int], of_accepted: bool = False, unsandboxed: bool = False) -> Trial:
    """Raises SandboxError, SpecError, GraderError."""
    exercise = load_exercise(folder)
    expected, chance = load_equivalent(exercise), left_to_chance(exercise)
    with Box(unsandboxed=unsandboxed) as box:
        seconds = [_seconds(exercise, known, box, seeds[0]) for known in _right(exercise)]
        lived = {each.name: _lived(exercise, each, box, seeds) for each in mutants(bare_source(exercise))}
        to_read = tuple(_of_accepted(exercise, box, seeds)) if of_accepted else ()
    lived |= {name: len(seeds) for name in chance if lived[name]}
    equivalent = [name for name, where in lived.items() if where == len(seeds) and name in expected]
    killed = sum(where == 0 for where in lived.values())
    problems = (*_survivors(lived, expected, len(seeds)), *_not_so(lived, expected.keys() - chance))
    return Trial(exercise.key, len(lived), killed, len(equivalent), problems, seconds[0], max(seconds), to_read)


def _right(exercise: Exercise) -> Iterator[Known]:
    """The reference, and it comes first: whatever is read once is read for it."""
    yield from (known for known in known_solutions(exercise) if known.kind in RIGHT)


def _of_accepted(exercise: Exercise, box: Box, seeds: Sequence[int]) -> Iterator[str]:
    for known in (known for known in known_solutions(exercise) if known.kind == "accepted"):
        for mutant in mutants(known.source):
            if _lived(exercise, mutant, box, seeds):
                yield f"{known.name}: {mutant.name}"


def _lived(exercise: Exercise, mutant: Mutant, box: Box, seeds: Sequence[int]) -> int:
    """With how many seeds it earns full marks."""
    known = Known("mutant", mutant.name, mutant.source)
    return sum(not _graded(exercise, known, box, seed)[0].failed for seed in seeds)


def _seconds(exercise: Exercise, known: Known, box: Box, seed: int) -> float:
    """Both sides' seconds, which other work on the machine does not lengthen, of a student who is not among the first.

    With the first one a test's questions are learned, with the second what can be put ahead of its answers.
    """
    for _ in range(2):
        _graded(exercise, known, box, seed)
    return _graded(exercise, known, box, seed)[1]


def _graded(exercise: Exercise, known: Known, box: Box, seed: int) -> tuple[SuiteResult, float]:
    """What the hidden suite finds, and the seconds of a processor that it takes."""
    with closing(box.start(cells_of(exercise, known), exercise.limits)) as session, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of tests that meet what a mutant has made
        started = time.process_time()
        [result] = run_suites([exercise], session, seed, rehearsal=True, to_first_failure=True)
        seconds = time.process_time() - started + session.spent_s
    for test, verdict in result.verdicts.items():
        if verdict.status == "grader_error":
            raise GraderError(f"{exercise.key}: {known.name}: {test}: {verdict.message}")
    return result, seconds


def _survivors(lived: Mapping[str, int], expected: Container[str], seeds: int) -> Iterator[str]:
    for name, where in lived.items():
        if where and not (where == seeds and name in expected):
            yield f"{name} lives" + ("" if where == seeds else f" with {where} of {seeds} seeds")


def _not_so(lived: Mapping[str, int], expected: Iterable[str]) -> Iterator[str]:
    yield from (f"{name} is no equivalent: it loses marks" for name in expected if not lived[name])
