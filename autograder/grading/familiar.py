"""What a hidden test has made of the same answers before: it need not be run again to say the same.

With one seed a test asks every student the same first question, and after the same answer the same next one. For as
long as each answer, to the last bit, is one that it has been given before, its next question is known; when these lead
to an end, its verdict is known. With the first answer that is new the test itself is run: it is given the answers that
are there already, and goes on from there.

What most tests ask does not depend on the answers. Their questions are put one behind the other, before the first is
answered, as far as the longest way that a test has gone, and as far as they give no answer away: see `foretelling`.
Where a test then wants to know something else, nothing of that counts: the student's process forgets it, and from there
on the test's questions wait for their turn.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import pickle
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from autograder.errors import Unsendable
from autograder.grading.bounds import size_of
from autograder.grading.resumed import AsksOtherwise
from autograder.grading.student import Call, NotWritten, StudentError, map_leaves, perform
from autograder.grading.verdict import Verdict
from autograder.sandbox.ahead import Earlier, Reply, Script, Step, script_of
from autograder.sandbox.backend import Backend, Outcome, Ref
from autograder.sandbox.inside.bounds import WireError

__all__ = ["Ending", "Familiar", "Met", "Shelf", "take_back"]

KEPT_TESTS, KEPT_MB = 1024, 64
MOST_WAYS = 32  # of a test; what many answer comes early in a class
MOST_AHEAD = 256  # steps of a test
POINT_BYTES, ENDING_BYTES, NUMBER_BYTES = 512, 128, 32  # about what each takes, of a picture a number
PLAIN = (bool, int, float, complex, str, type(None), np.generic)

NOTHING = Ref(id=-1, kind="object")  # in the place of a handle that did not come


class _NotPlain(Exception):
    """Something that has no bits to be compared by, such as a function of the test's."""


@dataclass(frozen=True, slots=True)
class _Handle:
    """A value that stays with the student's code, by the order in which a test is given them.

    An answer shows of what kind it is; a question about it is the same for all.
    """

    place: int
    kind: str = ""
    type: str = ""


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
    after: dict[bytes, _Point] = field(default_factory=dict)
    ending: Ending | None = None


class _Handles:
    """The handles that a test has been given by one student, in their order."""

    def __init__(self) -> None:
        self.refs: list[Ref] = []
        self._places: dict[int, int] = {}

    def new_in(self, outcome: Outcome) -> list[Ref]:
        """What an answer leaves. Raises _NotPlain."""
        held = len(self.refs)
        self.answered(outcome)
        return self.refs[held:]

    def expect(self, refs: Sequence[Ref], count: int) -> None:
        """What an answer has left, where questions have counted on so many before it came."""
        self.refs += [*refs[:count], *[NOTHING] * (count - len(refs))]

    def answered(self, outcome: Outcome) -> Any:
        """A value as all students have it in common; its handles are numbered as they come. Raises _NotPlain."""
        return map_leaves(self._answered, outcome.value)

    def _answered(self, leaf: Any) -> Any:
        if not isinstance(leaf, Ref):
            return self.outwards(leaf)
        if leaf.id not in self._places:
            self._places[leaf.id] = len(self.refs)
            self.refs.append(leaf)
        return _Handle(self._places[leaf.id], leaf.kind, leaf.type)

    def outwards(self, leaf: Any) -> Any:
        """A leaf of a question as all students have it in common. Raises _NotPlain."""
        if isinstance(leaf, PLAIN) or (isinstance(leaf, np.ndarray) and leaf.dtype.kind in "biufc"):
            return leaf
        if not isinstance(leaf, Ref) or leaf.id not in self._places:
            raise _NotPlain
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
        handles: _Handles,
        known: int,
        point: _Point | None,
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
        calls, about = list[Call](), _Handles()
        for place, (asked, answer) in enumerate(zip(self._asked, self._answers, strict=True)):
            try:
                calls.append(Call(*about.question(asked), _outcome(answer)))
                came = self._came[place] if place < self.known else self.handles.new_in(calls[-1].outcome)
            except (IndexError, _NotPlain):
                break
            about.expect(came, self._left[place])
        return calls

    def known_calls(self) -> list[Call]:
        """What has led to the end."""
        pairs = zip(self._asked[: self.known], self._answers, strict=False)
        return [Call(*self.handles.question(asked), _outcome(answer)) for asked, answer in pairs]


class Familiar:
    """One test, and all the ways it has gone. `nbytes`: what it takes to remember them."""

    def __init__(self) -> None:
        self._start = _Point()
        self._is_lost = False
        self._longest: list[tuple[_Point, int]] = []
        self._steady = MOST_AHEAD
        self._script: Script | None = None
        self._untelling: list[bytes] | None = None
        self._ways, self.nbytes = 0, POINT_BYTES

    def meet(self, backend: Backend, untelling: Callable[[], Sequence[Call]] | None = None) -> Met:
        """Put the questions of the test for as long as the answers are familiar: what was exchanged, and the end.

        Args:
            untelling: gives the first questions of the test that tell nothing of the answers to those before them;
                no others are put ahead of these.
        """
        met = self._meet_ahead(backend, untelling) or Met([], [], _Handles(), 0, self._start)
        while (point := met.point) is not None and (asked := point.asked) is not None and len(met) == met.known:
            if asked.operation == "call" and isinstance(asked.target, str) and asked.target not in backend.names():
                break
            try:
                met.add(asked, outcome := perform(backend, *met.handles.question(asked)))
            except Unsendable:
                break
            met.point = point.after.get(_answer(outcome, met.handles) or b"")
        return met

    def _meet_ahead(self, backend: Backend, untelling: Callable[[], Sequence[Call]] | None) -> Met | None:
        """As many questions at once as there are known to be; None where that cannot be, or was of no use."""
        together = getattr(backend, "together", None)
        if together is None or untelling is None or not self._longest:
            return None
        if self._untelling is None:
            self._untelling = _digests(untelling())
        if self._planned() is None or (came := together(self._script)) is None:
            return None
        made, replies = map(iter, came)
        route = self._ahead()
        met = self._followed(route, [_value(next(made)) if _is_made(point) else next(replies) for point, _ in route])
        if met is None:
            take_back(backend)
        return met

    def _planned(self) -> Script | None:
        """What can be asked ahead, if there is anything."""
        route = self._ahead()
        if self._script is None and not all(_is_made(point) for point, _ in route):
            try:
                self._script = script_of(_steps(route))
            except (Unsendable, WireError):
                self._steady = 0
                return None
            self.nbytes += self._script.nbytes
        return self._script

    def _ahead(self) -> list[tuple[_Point, int]]:
        """The way that is gone ahead."""
        route = self._longest[: self._steady]
        pairs = zip(route, self._untelling or (), strict=False)
        return [step for step, _ in itertools.takewhile(lambda pair: pair[0][0].digest == pair[1], pairs)]

    def _followed(self, route: Sequence[tuple[_Point, int]], answers: list[Outcome | Reply]) -> Met | None:
        """Where these answers lead to; None where the test, after some of them, has asked something else."""
        point: _Point | None = self._start
        handles, came = _Handles(), list[list[Ref]]()
        for (planned, left), answer in zip(route, answers, strict=True):
            if point is None or point.asked is None:
                break
            if point.digest != planned.digest:
                self.wait_at(len(came))
                return None
            digest, held = answer.digest if isinstance(answer, Reply) else b"", len(handles.refs)
            point = point.after.get(digest or _answer(_outcome(answer), handles) or b"")
            came.append(handles.refs[held:])
            if len(came[-1]) != left and point is not None and point.asked is not None:
                return None  # what was asked behind it is about other values than the test asks about
        lefts = [left for _, left in route]
        return Met([_asked(planned) for planned, _ in route], answers, handles, len(came), point, lefts, came)

    def wait_at(self, place: int) -> None:
        """What the test asks there depends on the answers to what it has asked before."""
        self._steady, self._script = min(self._steady, place), None

    def learn(self, calls: Sequence[Call], verdict: Verdict, nbytes: int) -> Ending | None:
        """Remember how the test has gone; None where that says more about the moment than about the answers.

        Nothing is added to a test that is known in many ways: what it takes does not grow with a class.
        """
        if self._is_lost or self._ways >= MOST_WAYS or _is_missing(calls, verdict):
            return None
        size = self.nbytes
        try:
            point = self._way(calls)
        except (_NotPlain, AsksOtherwise):
            self.give_up()
            return None
        if point is not None and point.ending is None:
            point.ending = _ending(calls, verdict, nbytes)
            rows = verdict.picture.rows if verdict.picture else ()
            self.nbytes += ENDING_BYTES + len(verdict.message) + NUMBER_BYTES * sum(map(len, rows))
        self._ways += self.nbytes > size
        return point.ending if point is not None else None

    def give_up(self) -> None:
        """This test is run each time."""
        self._start, self._is_lost, self.nbytes = _Point(), True, POINT_BYTES
        self._longest, self._script = [], None

    def _way(self, calls: Sequence[Call]) -> _Point | None:
        """Where these exchanges lead to. Raises _NotPlain, AsksOtherwise."""
        point, handles, route = self._start, _Handles(), list[tuple[_Point, int]]()
        for place, call in enumerate(calls):
            self._ask(point, call, handles, place)
            held = len(handles.refs)
            answer = _answer(call.outcome, handles)
            if answer is None:
                return None
            route.append((point, len(handles.refs) - held))
            if answer not in point.after:
                point.after[answer] = _Point()
                self.nbytes += POINT_BYTES
            point = point.after[answer]
        if point.asked is not None:
            raise AsksOtherwise(len(calls))
        if len(route) > len(self._longest):
            self._longest, self._script = route, None
        return point

    def _ask(self, point: _Point, call: Call, handles: _Handles, place: int) -> None:
        digest, common = _question(call, handles)
        if point.ending is not None or (point.asked is not None and point.digest != digest):
            raise AsksOtherwise(place)
        if point.asked is None:
            target, arguments, keywords = common
            point.asked = Call(call.operation, target, arguments, keywords, call.keep, _value(None))
            point.digest = digest
            self.nbytes += size_of((arguments, keywords))


def take_back(backend: Backend) -> None:
    """Nothing that was asked ahead counts, nor what came after it."""
    getattr(backend, "take_back", backend.release)()


def _value(value: Any) -> Outcome:
    return Outcome(value, None, (), 0.0)


def _outcome(answer: Outcome | Reply) -> Outcome:
    return answer.outcome if isinstance(answer, Reply) else answer


def _asked(point: _Point) -> Call:
    assert point.asked is not None
    return point.asked


def _is_made(point: _Point) -> bool:
    """Whether a value is made there, and nothing answered."""
    return _asked(point).operation in ("rng", "define")


def _steps(route: Sequence[tuple[_Point, int]]) -> list[Step]:
    """The questions of a way, about what earlier ones have left."""
    left = [(step, place) for step, (_, count) in enumerate(route) for place in range(count)]

    def earlier(leaf: Any) -> Any:
        return Earlier(*left[leaf.place]) if isinstance(leaf, _Handle) else leaf

    def step(call: Call) -> Step:
        target, arguments, keywords = map_leaves(earlier, (call.target, call.arguments, call.keywords))
        return Step(call.operation, target, arguments, keywords, call.keep)

    return [step(_asked(point)) for point, _ in route]


def _question(call: Call, handles: _Handles) -> tuple[bytes, tuple[Any, ...]]:
    """Raises _NotPlain."""
    common = map_leaves(handles.outwards, (call.target, call.arguments, call.keywords))
    return _digest((call.operation, common, sorted(call.keep))), common


def _digests(calls: Sequence[Call]) -> list[bytes]:
    """Of questions, up to one that has no bits."""
    handles, digests = _Handles(), list[bytes]()
    try:
        for call in calls:
            digests.append(_question(call, handles)[0])
            handles.answered(call.outcome)
    except _NotPlain:
        pass
    return digests


def _answer(outcome: Outcome, handles: _Handles) -> bytes | None:
    """All that a test can see of an answer; None where it says more about the moment than about the code."""
    if (fault := outcome.error) is not None:
        return _digest((fault.kind, fault.type)) if fault.kind == "exception" else None
    try:
        return outcome.digest or _digest((handles.answered(outcome), outcome.changed))
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
