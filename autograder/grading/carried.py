"""Mistakes that are carried forward: what fails in an exercise for no fault of its own.

What has failed is run once more with the right functions of earlier exercises in place of the student's. What passes
now comes from one of these; which ones is found by taking them back one by one. Where something still fails, the rest
of the suite is run as well: what the student's own mistake is, all tests have to tell.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from autograder.grading.suite_result import SuiteResult
from autograder.spec import Exercise

__all__ = ["ByItself", "earlier_in_assignment", "judge_by_itself"]


class Run(Protocol):
    """The suite with the right functions of some exercises; see `run_again`."""

    def __call__(
        self, lent: Sequence[Exercise], first: Collection[str], *, to_first_failure: bool = False
    ) -> SuiteResult: ...


@dataclass(frozen=True, slots=True)
class ByItself:
    """An exercise with everything right that it builds on.

    Args:
        result: of its suite, or of what had failed of it where that is passed now.
        carried: the tests that fail for a mistake of an earlier exercise alone.
        comes_from: whose mistakes these are.
    """

    result: SuiteResult
    carried: frozenset[str] = frozenset()
    comes_from: tuple[Exercise, ...] = ()


def earlier_in_assignment(exercise: Exercise) -> tuple[Exercise, ...]:
    """What it builds on and its student has written: what earlier assignments have asked for is given."""
    return tuple(other for other in exercise.earlier if other.assignment == exercise.assignment)


def judge_by_itself(result: SuiteResult, suspected: Sequence[Exercise], run: Run) -> ByItself:
    """What of a failed suite is the exercise's own fault, and whose the rest is."""
    by_itself = run(suspected, result.failed)
    carried = _gained(result, by_itself)
    guilty = list(suspected)
    for exercise in reversed(suspected) if carried else ():  # what comes first may be what makes the others fail
        rest = [other for other in guilty if other is not exercise]
        if rest and _gained(result, run(rest, carried, to_first_failure=True)) >= carried:
            guilty = rest
    return ByItself(by_itself, carried, tuple(guilty) if carried else ())


def _gained(before: SuiteResult, after: SuiteResult) -> frozenset[str]:
    return frozenset(test for test in before.failed if after.verdict(test).status == "passed")
