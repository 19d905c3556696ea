"""What leads a hidden test from one question to the next: answers, compared to the last bit, and how it has ended.

Questions and answers are kept as all students have them in common. What stays with a student's code is known by its
place among all that a test has been given.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from autograder.grading.calls import Call
from autograder.grading.leaves import map_leaves
from autograder.grading.student import NotWritten, StudentError, missing_name
from autograder.grading.verdict import Verdict
from autograder.sandbox.ahead import Earlier, Step
from autograder.sandbox.backend import Outcome, Ref

__all__ = ["Ending", "Handles", "NotPlain", "Point", "asked_at", "digest_of_answer", "digest_of_question", "digests_of"]
__all__ += ["ending_of", "is_missing", "steps_of"]

PLAIN = (bool, int, float, complex, str, type(None), np.generic)
NOTHING = Ref(id=-1, kind="object")  # in the place of a handle that did not come


class NotPlain(Exception):
    """Something that has no bits to be compared by, such as a function of the test's."""


@dataclass(frozen=True, slots=True)
class _Handle:
    """A value that stays with the student's code, by the order in which a test is given them.

    An answer shows of what kind it is; a question about it is the same for all.
    """

    place: int
    kind: str = ""
    type: str = ""


class Handles:
    """The handles that a test has been given by one student, in their order."""

    def __init__(self) -> None:
        self.refs: list[Ref] = []
        self._places: dict[int, int] = {}

    def new_in(self, outcome: Outcome) -> list[Ref]:
        """What an answer leaves. Raises NotPlain."""
        held = len(self.refs)
        self.answered(outcome)
        return self.refs[held:]

    def expect(self, refs: Sequence[Ref], count: int) -> None:
        """What an answer has left, where questions have counted on so many before it came."""
        self.refs += [*refs[:count], *[NOTHING] * (count - len(refs))]

    def answered(self, outcome: Outcome) -> Any:
        """A value as all students have it in common; its handles are numbered as they come. Raises NotPlain."""
        return map_leaves(self._answered, outcome.value)

    def _answered(self, leaf: Any) -> Any:
        if not isinstance(leaf, Ref):
            return self.outwards(leaf)
        if leaf.id not in self._places:
            self._places[leaf.id] = len(self.refs)
            self.refs.append(leaf)
        return _Handle(self._places[leaf.id], leaf.kind, leaf.type)

    def outwards(self, leaf: Any) -> Any:
        """A leaf of a question as all students have it in common. Raises NotPlain."""
        if isinstance(leaf, PLAIN) or (isinstance(leaf, np.ndarray) and leaf.dtype.kind in "biufc"):
            return leaf
        if not isinstance(leaf, Ref) or leaf.id not in self._places:
            raise NotPlain
        return _Handle(self._places[leaf.id])

    def question(self, asked: Call) -> tuple[str, Any, tuple[Any, ...], dict[str, Any], frozenset[int]]:
        """The way back: a question about this student's own handles. Raises IndexError where one was never given."""
        about = asked.target, asked.arguments, asked.keywords
        target, arguments, keywords = map_leaves(self._inwards, about) if self.refs else about
        return asked.operation, target, arguments, keywords, asked.keep

    def _inwards(self, leaf: Any) -> Any:
        if not isinstance(leaf, _Handle):
            return leaf
        if (ref := self.refs[leaf.place]) is NOTHING:
            raise IndexError(leaf.place)
        return ref


@dataclass(frozen=True, slots=True, eq=False)
class Ending:
    """How a test has ended after certain answers.

    Args:
        verdict: without the fault of the student for whom it was found first.
        fault_of: the call whose fault has ended the test; -1 where it has ended by itself.
        error: what that fault is called out here.
        nbytes: what the record of the calls takes.
    """

    verdict: Verdict
    fault_of: int
    error: tuple[type[StudentError], str] | None
    nbytes: int

    def verdict_on(self, calls: Sequence[Call]) -> Verdict:
        """The verdict with this student's own fault in it: another line of another cell."""
        if self.error is None:
            return self.verdict
        kind, function = self.error
        fault = calls[self.fault_of].outcome.error
        assert fault is not None
        return replace(self.verdict, error=kind(fault, function))


@dataclass(slots=True, eq=False)
class Point:
    """Where a test stands after certain answers: it asks something, or has come to its end."""

    asked: Call | None = None
    digest: bytes = b""
    after: dict[bytes, Point] = field(default_factory=dict)
    ending: Ending | None = None


def digest_of_question(call: Call, handles: Handles) -> tuple[bytes, tuple[Any, ...]]:
    """Raises NotPlain."""
    common = map_leaves(handles.outwards, (call.target, call.arguments, call.keywords))
    return _digest((call.operation, common, sorted(call.keep))), common


def digests_of(calls: Sequence[Call]) -> list[bytes]:
    """Of questions, up to one that has no bits."""
    handles, digests = Handles(), list[bytes]()
    try:
        for call in calls:
            digests.append(digest_of_question(call, handles)[0])
            handles.answered(call.outcome)
    except NotPlain:
        pass
    return digests


def digest_of_answer(outcome: Outcome, handles: Handles) -> bytes | None:
    """All that a test can see of an answer; None where it says more about the moment than about the code."""
    if (fault := outcome.error) is not None:
        missing = missing_name(fault) if fault.cell is None else ""
        return _digest((fault.kind, fault.type, missing)) if fault.kind == "exception" else None
    try:
        return outcome.digest or _digest((handles.answered(outcome), outcome.changed))
    except NotPlain:
        return None


def _digest(value: Any) -> bytes:
    return hashlib.blake2b(pickle.dumps(value, 5), digest_size=16).digest()


def steps_of(route: Sequence[tuple[Point, int]]) -> list[Step]:
    """The questions of a way, about what earlier ones have left."""
    left = [(step, place) for step, (_, count) in enumerate(route) for place in range(count)]

    def earlier(leaf: Any) -> Any:
        return Earlier(*left[leaf.place]) if isinstance(leaf, _Handle) else leaf

    def step(call: Call) -> Step:
        target, arguments, keywords = map_leaves(earlier, (call.target, call.arguments, call.keywords))
        return Step(call.operation, target, arguments, keywords, call.keep)

    return [step(asked_at(point)) for point, _ in route]


def asked_at(point: Point) -> Call:
    """The question of a point at which the test is not at its end."""
    assert point.asked is not None
    return point.asked


def is_missing(calls: Sequence[Call], verdict: Verdict) -> bool:
    """Whether the test has ended at a function that is not there, of which nothing could be asked."""
    return isinstance(verdict.error, NotWritten) and _fault_of(calls, verdict) is None


def _fault_of(calls: Sequence[Call], verdict: Verdict) -> int | None:
    """The call that has ended the test."""
    error = verdict.error
    return next((place for place, call in enumerate(calls) if error and call.outcome.error is error.fault), None)


def ending_of(calls: Sequence[Call], verdict: Verdict, nbytes: int) -> Ending:
    """A verdict as it is the same for all who answer these calls alike."""
    error, place = verdict.error, _fault_of(calls, verdict)
    if error is None or place is None:
        return Ending(verdict, -1, None, nbytes)
    return Ending(replace(verdict, error=None), place, (type(error), error.function), nbytes)
