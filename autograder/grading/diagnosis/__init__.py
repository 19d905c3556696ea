"""A failed suite and its recorded calls become a named misconception.

Every known-wrong variant is given the very calls that the student's code was given; the one that answers each of them
as the student did is what the student is told about. Where none does, parts of the variants are tried, and then two
mistakes at once. Two explanations that are equally simple give no diagnosis, and neither does a mixture that nobody
foresaw.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.grading.calls import Call
from autograder.grading.diagnosis.behaviour import behaviour_of
from autograder.grading.diagnosis.explain import explanations
from autograder.grading.diagnosis.observed import Observed
from autograder.grading.diagnosis.sameness import near
from autograder.reports.report import Diagnosis
from autograder.spec.exercise import Exercise

__all__ = ["Observed", "behaviour_of", "diagnose", "explanations", "near"]


def diagnose(exercise: Exercise, tests: Sequence[Sequence[Call]]) -> Diagnosis | None:
    """The one explanation of every recorded call, or None.

    Args:
        tests: the calls of each hidden test; those that failed first, since they soonest tell variants apart.
    """
    found = explanations(exercise, tests)
    return found[0] if len(found) == 1 else None
