"""What a student's code was asked in a hidden test's stead, before the test itself is run."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from autograder.grading.calls import Call
from autograder.grading.ways import Ending, Handles, NotPlain, Point
from autograder.sandbox.ahead import Reply
from autograder.sandbox.backend import Outcome, Ref

__all__ = ["Met", "outcome_of"]


class Met:
    """What a student's code was asked in a test's stead, and where that has led to.

    Args:
        asked: the questions, as all students have them in common.
        answers: one to each, or what reads it.
        handles: what the first `known` answers have left.
        known: how many of the questions are those of the test, as far as that is known.
        point: where these lead to; None where an answer is new.
        left: how many handles each answer was expected to leave, where later questions were put before it came.
        came: those that the first `known` of these have left.
    """

    def __init__(
        self,
        asked: list[Call],
        answers: list[Outcome | Reply],
        handles: Handles,
        known: int,
        point: Point | None,
        left: Sequence[int] = (),
        came: Sequence[Sequence[Ref]] = (),
    ) -> None:
        self._left, self._came = left, came
        self._asked, self._answers = asked, answers
        self.handles, self.known, self.point = handles, known, point

    def __len__(self) -> int:
        return len(self._answers)

    def add(self, asked: Call, outcome: Outcome) -> None:
        """One more question of the test's, which was answered."""
        self._asked.append(asked)
        self._answers.append(outcome)
        self.known += 1

    @property
    def ending(self) -> Ending | None:
        """What the test comes to, where that is known."""
        return self.point.ending if self.point is not None else None

    @functools.cached_property
    def calls(self) -> list[Call]:
        """All of it, as the test would exchange it; up to where an answer has left less than is asked about."""
        if len(self) > len(self._left):
            return self.known_calls()
        calls, about = list[Call](), Handles()
        for place, (asked, answer) in enumerate(zip(self._asked, self._answers, strict=True)):
            try:
                calls.append(Call(*about.question(asked), outcome_of(answer)))
                came = self._came[place] if place < self.known else self.handles.new_in(calls[-1].outcome)
            except (IndexError, NotPlain):
                break
            about.expect(came, self._left[place])
        return calls

    def known_calls(self) -> list[Call]:
        """What has led to the end."""
        pairs = zip(self._asked[: self.known], self._answers, strict=False)
        return [Call(*self.handles.question(asked), outcome_of(answer)) for asked, answer in pairs]


def outcome_of(answer: Outcome | Reply) -> Outcome:
    """The outcome itself; a reply is read for it."""
    return answer.outcome if isinstance(answer, Reply) else answer
