"""A failed suite and its recorded calls become a named misconception.

Every known-wrong variant is given the very calls that the student's code was given; the one that answers each of them
as the student did is what the student is told about. Two that answer alike give no diagnosis, and neither does a
mixture that nobody foresaw.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.grading.diagnosis.observed import Observed
from autograder.grading.diagnosis.replay import Recorded, Replays, agree
from autograder.grading.diagnosis.sameness import near
from autograder.grading.student import Call
from autograder.reports.report import Diagnosis
from autograder.spec.exercise import Exercise
from autograder.spec.variants import Variant, load_variants

__all__ = ["Observed", "diagnose", "matching_variants", "near"]


def diagnose(exercise: Exercise, tests: Sequence[Sequence[Call]]) -> Diagnosis | None:
    """The one misconception that explains every recorded call, or None.

    Args:
        tests: the calls of each hidden test; those that failed first, since they soonest tell variants apart.
    """
    matches = matching_variants(exercise, tests)
    return Diagnosis(matches[0].name, matches[0].message) if len(matches) == 1 else None


def matching_variants(exercise: Exercise, tests: Sequence[Sequence[Call]]) -> list[Variant]:
    """Every known-wrong variant that answers all calls as the student did; none where the reference does so too."""
    replays = Replays(exercise)
    recorded = [Recorded(test, replays.recorded(test)) for test in tests if test]

    def explains(variant: Variant | None) -> bool:
        return all(agree(test.answers, replays.of(variant, test), len(test.calls)) for test in recorded)

    if not recorded or explains(None):
        return []
    return [variant for variant in load_variants(exercise) if explains(variant)]
