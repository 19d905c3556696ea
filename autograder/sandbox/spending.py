"""The seconds that a submission has taken, in the box and out here, and what is left of them. Trusted."""

from __future__ import annotations

from autograder.sandbox.faults import Faulted, spent_fault
from autograder.sandbox.limits import Limits

__all__ = ["Spending"]


class Spending:
    """What was spent in all, and for the tests of one exercise. What is computed out here counts for all alone.

    Args:
        exercises: how many are checked in the notebook.
    `in_all_s`: what may be spent in all. `all_s`, `tests_s`: what the box has, in all and for this exercise's tests.
    """

    def __init__(self, limits: Limits, exercises: int) -> None:
        self._limit_s, self.in_all_s = limits.tests_s, limits.in_all(exercises)
        self.all_s = self.tests_s = self._kept_s = self._here_s = 0.0

    def begin_exercise(self) -> None:
        """Calls have all of their time again."""
        self.tests_s = self._kept_s = 0.0

    def keep(self) -> None:
        """What was spent up to now is not given back any more."""
        self._kept_s = self.tests_s

    def give_back(self) -> None:
        """Calls since then have taken nothing of the time of an exercise."""
        self.tests_s = self._kept_s

    def call_took(self, seconds: float) -> None:
        """Of the time of the exercise; what it is of all is said by `took`."""
        self.tests_s += seconds

    def took(self, seconds: float) -> None:
        """Of the time of all."""
        self.all_s += seconds

    def computed_here(self, seconds: float) -> None:
        """On what the submission has sent."""
        self._here_s += seconds

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left for one more call."""
        return self.tests_s >= self._limit_s or self._is_over

    def refuse_call(self) -> None:
        """Raises Faulted where the calls of an exercise have used up their time."""
        if self.tests_s >= self._limit_s:
            raise Faulted(spent_fault(f"the calls before it have taken {self._limit_s:g} seconds"))

    def refuse_all(self) -> None:
        """Raises Faulted where the submission has used up its time."""
        if self._is_over:
            raise Faulted(spent_fault(f"the submission has used up its {self.in_all_s:g} seconds"))

    @property
    def _is_over(self) -> bool:
        return self.all_s + self._here_s >= self.in_all_s
