"""What a hidden test has made of the same answers before: it need not be run again to say the same.

With one seed a test asks every student the same first question, and after the same answer the same next one. Its
questions are put one after the other, as it would put them, for as long as each answer, to the last bit, is one that
it has been given before. When these lead to an end, its verdict is known. With the first answer that is new the test
itself is run: it is given the answers that are there already, and goes on from there.

A student's process is asked exactly what the test would ask it, when the test would.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from autograder.errors import Unsendable
from autograder.grading.bounds import size_of
from autograder.grading.resumed import AsksOtherwise
from autograder.grading.student import Call, NotWritten, StudentError, map_leaves, perform
from autograder.grading.verdict import Verdict
from autograder.sandbox.backend import Backend, Outcome, Ref

__all__ = ["Ending", "Familiar", "Shelf"]

KEPT_TESTS, KEPT_MB = 1024, 64
MOST_WAYS = 32  # of a test; what many answer comes early in a class
POINT_BYTES, NUMBER_BYTES = 512, 32  # about what a point and the way to it take, and a number of a picture
PLAIN = (bool, int, float, complex, str, type(None), np.generic)


class _NotPlain(Exception):
    """Something that has no bits to be compared by, such as a function of the test's."""


@dataclass(frozen=True, slots=True)
class _Handle:
    """A value that stays with the student's code, by the order in which a test is given them."""

    place: int
    kind: str
    type: str


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
class _Point:
    """Where a test stands after certain answers: it asks something, or has come to its end."""

    asked: Call | None = None
    digest: bytes = b""
    has_handles: bool = False
    after: dict[bytes, _Point] = field(default_factory=dict)
    ending: Ending | None = None


class _Handles:
    """The handles that a test has been given by one student, in their order."""

    def __init__(self) -> None:
        self.refs: list[Ref] = []
        self._places: dict[int, int] = {}

    def answered(self, leaf: Any) -> Any:
        """A leaf of an answer as all students have it in common; a handle is numbered as it comes."""
        if isinstance(leaf, Ref) and leaf.id not in self._places:
            self._places[leaf.id] = len(self.refs)
            self.refs.append(leaf)
        return self.outwards(leaf)

    def outwards(self, leaf: Any) -> Any:
        """A leaf as all students have it in common. Raises _NotPlain."""
        if isinstance(leaf, PLAIN) or (isinstance(leaf, np.ndarray) and leaf.dtype.kind in "biufc"):
            return leaf
        if not isinstance(leaf, Ref) or leaf.id not in self._places:
            raise _NotPlain
        return _Handle(self._places[leaf.id], leaf.kind, leaf.type)

    def inwards(self, leaf: Any) -> Any:
        """The way back, to this student's own handle."""
        return self.refs[leaf.place] if isinstance(leaf, _Handle) else leaf


class Familiar:
    """One test, and all the ways it has gone. `nbytes`: what it takes to remember them."""

    def __init__(self) -> None:
        self._start = _Point()
        self._is_lost = False
        self._ways, self.nbytes = 0, POINT_BYTES

    def meet(self, backend: Backend) -> tuple[list[Call], Ending | None]:
        """Put the questions of the test for as long as the answers are familiar: what was exchanged, and the end."""
        point: _Point | None = self._start
        calls, handles = list[Call](), _Handles()
        while point is not None and (asked := point.asked) is not None:
            if asked.operation == "call" and isinstance(asked.target, str) and asked.target not in backend.names():
                return calls, None
            try:
                calls.append(call := _put(asked, backend, handles if point.has_handles else None))
            except Unsendable:
                return calls, None
            point = point.after.get(_answer(call.outcome, handles) or b"")
        return calls, point.ending if point is not None else None

    def learn(self, calls: Sequence[Call], verdict: Verdict, nbytes: int) -> Ending | None:
        """Remember how the test has gone; None where that says more about the moment than about the answers.

        Nothing is added to a test that is known in many ways: what it takes does not grow with a class.
        """
        if self._is_lost or self._ways >= MOST_WAYS or _is_missing(calls, verdict):
            return None
        self._ways += 1
        try:
            point = self._way(calls)
        except (_NotPlain, AsksOtherwise):
            self.give_up()
            return None
        if point is None:
            return None
        if point.ending is None:
            point.ending = _ending(calls, verdict, nbytes)
            self.nbytes += len(verdict.message) + NUMBER_BYTES * sum(
                map(len, verdict.picture.rows if verdict.picture else ())
            )
        return point.ending

    def give_up(self) -> None:
        """This test is run each time."""
        self._start, self._is_lost, self.nbytes = _Point(), True, POINT_BYTES

    def _way(self, calls: Sequence[Call]) -> _Point | None:
        """Where these exchanges lead to. Raises _NotPlain, AsksOtherwise."""
        point, handles = self._start, _Handles()
        for call in calls:
            self._ask(point, call, handles)
            answer = _answer(call.outcome, handles)
            if answer is None:
                return None
            if answer not in point.after:
                point.after[answer] = _Point()
                self.nbytes += POINT_BYTES
            point = point.after[answer]
        if point.asked is not None:
            raise AsksOtherwise
        return point

    def _ask(self, point: _Point, call: Call, handles: _Handles) -> None:
        digest, common = _question(call, handles)
        if point.ending is not None or (point.asked is not None and point.digest != digest):
            raise AsksOtherwise
        if point.asked is None:
            target, arguments, keywords = common
            point.asked = Call(call.operation, target, arguments, keywords, call.keep, NOTHING)
            point.digest, point.has_handles = digest, bool(handles.refs)
            self.nbytes += size_of((arguments, keywords))


NOTHING = Outcome(None, None, (), 0.0)


def _put(asked: Call, backend: Backend, handles: _Handles | None) -> Call:
    target, arguments, keywords = asked.target, asked.arguments, asked.keywords
    if handles is not None:
        target, arguments, keywords = map_leaves(handles.inwards, (target, arguments, keywords))
    outcome = perform(backend, asked.operation, target, arguments, keywords, asked.keep)
    return Call(asked.operation, target, arguments, keywords, asked.keep, outcome)


def _question(call: Call, handles: _Handles) -> tuple[bytes, tuple[Any, ...]]:
    """Raises _NotPlain."""
    common = map_leaves(handles.outwards, (call.target, call.arguments, call.keywords))
    return _digest((call.operation, common, sorted(call.keep))), common


def _answer(outcome: Outcome, handles: _Handles) -> bytes | None:
    """All that a test can see of an answer; None where it says more about the moment than about the code."""
    if (fault := outcome.error) is not None:
        return _digest((fault.kind, fault.type)) if fault.kind == "exception" else None
    try:
        return _digest((map_leaves(handles.answered, outcome.value), outcome.changed))
    except _NotPlain:
        return None


def _digest(value: Any) -> bytes:
    return hashlib.blake2b(pickle.dumps(value, 5), digest_size=16).digest()


def _is_missing(calls: Sequence[Call], verdict: Verdict) -> bool:
    """Whether the test has ended at a function that is not there, of which nothing could be asked."""
    return isinstance(verdict.error, NotWritten) and _fault_of(calls, verdict) is None


def _fault_of(calls: Sequence[Call], verdict: Verdict) -> int | None:
    """The call that has ended the test."""
    error = verdict.error
    return next((place for place, call in enumerate(calls) if error and call.outcome.error is error.fault), None)


def _ending(calls: Sequence[Call], verdict: Verdict, nbytes: int) -> Ending:
    error, place = verdict.error, _fault_of(calls, verdict)
    if error is None or place is None:
        return Ending(verdict, -1, None, nbytes)
    return Ending(replace(verdict, error=None), place, (type(error), error.function), nbytes)


class Shelf:
    """The tests that were met last, as many as there is room for."""

    def __init__(self) -> None:
        self._known = OrderedDict[Any, Familiar]()

    def get(self, key: Any) -> Familiar:
        """What is known of a test by all that its verdict depends on besides the answers."""
        found = self._known.setdefault(key, Familiar())
        self._known.move_to_end(key)
        return found

    def tidy(self) -> None:
        """Forget those that nobody has met for longest, until the rest is small."""
        total = sum(familiar.nbytes for familiar in self._known.values())
        while total > KEPT_MB << 20 or len(self._known) > KEPT_TESTS:
            total -= self._known.popitem(last=False)[1].nbytes
