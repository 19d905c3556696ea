"""What one exercise's hidden suite has found out about a student."""

from __future__ import annotations

from dataclasses import dataclass, field

from autograder.grading.record import Record
from autograder.grading.student import NotWritten
from autograder.grading.verdict import Verdict
from autograder.grading.ways import Ending
from autograder.spec import Exercise
from autograder.spec.cell_ids import solution_id

__all__ = ["SuiteResult"]

ASKING = ("call", "getattr", "next", "once")


@dataclass(slots=True)
class SuiteResult:
    """What one exercise's hidden suite found: a verdict for each test, and what was exchanged with the student's code.

    Args:
        calls: of each test by itself; of tests that failed first.
        endings: how each test has ended, where others with the same answers end alike.
        at_the_end: it was not written where it is checked.
    """

    exercise: Exercise
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    calls: list[Record] = field(default_factory=list)
    endings: list[Ending | None] = field(default_factory=list)
    seconds: float = 0.0
    at_the_end: bool = False

    @property
    def written(self) -> int:
        """How many tests have met something that is written."""
        return sum(verdict.status != "not_run" for verdict in self.verdicts.values())

    @property
    def is_written(self) -> bool:
        return self.written == len(self.verdicts)

    @property
    def is_undefined(self) -> bool:
        """Whether no function is there, not even the starter's."""
        errors = [verdict.error for verdict in self.verdicts.values()]
        return all(isinstance(e, NotWritten) and e.fault.type == "NameError" for e in errors)

    @property
    def is_blank(self) -> bool:
        """Whether all that any test has met is the starter, or nothing: whatever is called in it is not to blame."""
        return all(self._is_blank(verdict) for verdict in self.verdicts.values())

    def _is_blank(self, verdict: Verdict) -> bool:
        if verdict.status != "not_run" or verdict.error is None:
            return False
        cell = verdict.error.fault.cell
        return verdict.error.fault.type == "NameError" if cell is None else cell.id == solution_id(self.exercise.name)

    @property
    def has_answered(self) -> bool:
        """Whether any question was answered, so that another one may have come that tells what is right."""
        return any(call.outcome.error is None and call.operation in ASKING for calls in self.calls for call in calls)

    @property
    def failed(self) -> frozenset[str]:
        """The tests that the student has not passed."""
        return frozenset(t for t in self.exercise.points if self.verdict(t).status in ("failed", "not_run"))

    @property
    def has_failed(self) -> bool:
        return any(verdict.status == "failed" for verdict in self.verdicts.values())

    @property
    def score(self) -> float:
        return sum(points for test, points in self.exercise.points.items() if self.verdict(test).status == "passed")

    def verdict(self, test: str) -> Verdict:
        return self.verdicts.get(test) or Verdict("grader_error", f"{test} did not run")
