"""What a hidden test has made of the same answers before: it need not be run again to say the same.

With one seed a test asks every student the same first question, and after the same answer the same next one. For as
long as each answer, to the last bit, is one that it has been given before, its next question is known; when these lead
to an end, its verdict is known. With the first answer that is new the test itself is run: it is given the answers that
are there already, and goes on from there.

What most tests ask does not depend on the answers. Their questions are put one behind the other, before the first is
answered, as far as the longest way that a test has gone, and as far as they give no answer away: see `foretelling`.
Where a test then wants to know something else, nothing of that counts: another process of the student's, which has not
heard it, is asked, and from there on the test's questions wait for their turn.
"""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from autograder.errors import Unsendable
from autograder.grading.bounds import size_of
from autograder.grading.calls import Call, perform, valued
from autograder.grading.met import Met, outcome_of
from autograder.grading.resumed import AsksOtherwise
from autograder.grading.verdict import Verdict
from autograder.grading.ways import (
    Ending,
    Handles,
    NotPlain,
    Point,
    asked_at,
    digest_of_answer,
    digest_of_question,
    digests_of,
    ending_of,
    is_missing,
    steps_of,
)
from autograder.sandbox.ahead import Reply, Script, script_of
from autograder.sandbox.backend import Backend, Outcome, Ref
from autograder.sandbox.inside.bounds import WireError

__all__ = ["Familiar", "Shelf", "take_back"]

KEPT_TESTS, KEPT_MB = 1024, 64
MOST_WAYS = 32  # of a test; what many answer comes early in a class
MOST_AHEAD = 256  # steps of a test
POINT_BYTES, ENDING_BYTES, NUMBER_BYTES = 512, 128, 32  # about what each takes, of a picture a number


class Familiar:
    """One test, and all the ways it has gone. `nbytes`: what it takes to remember them."""

    def __init__(self) -> None:
        self._start = Point()
        self._is_lost = False
        self._longest: list[tuple[Point, int]] = []
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
        met = self._meet_ahead(backend, untelling) or Met([], [], Handles(), 0, self._start)
        while (point := met.point) is not None and (asked := point.asked) is not None and len(met) == met.known:
            if asked.operation == "call" and isinstance(asked.target, str) and asked.target not in backend.names():
                break
            try:
                met.add(asked, outcome := perform(backend, *met.handles.question(asked)))
            except Unsendable:
                break
            met.point = point.after.get(digest_of_answer(outcome, met.handles) or b"")
        return met

    def _meet_ahead(self, backend: Backend, untelling: Callable[[], Sequence[Call]] | None) -> Met | None:
        """As many questions at once as there are known to be; None where that cannot be, or was of no use."""
        together = getattr(backend, "together", None)
        if together is None or untelling is None or not self._longest:
            return None
        self.foresee(untelling)
        if self._planned() is None or (came := together(self._script)) is None:
            return None
        made, replies = map(iter, came)
        route = self._ahead()
        met = self._followed(route, [valued(next(made)) if _is_made(point) else next(replies) for point, _ in route])
        if met is None:
            take_back(backend)
        return met

    def foresee(self, untelling: Callable[[], Sequence[Call]]) -> None:
        """Find out what can be asked ahead; see `meet`."""
        if self._untelling is None:
            self._untelling = digests_of(untelling())

    def _planned(self) -> Script | None:
        """What can be asked ahead, if there is anything."""
        route = self._ahead()
        if self._script is None and route:
            try:
                self._script = script_of(steps_of(route))
            except (Unsendable, WireError):
                self._steady = 0
                return None
            self.nbytes += self._script.nbytes
        return self._script

    def _ahead(self) -> list[tuple[Point, int]]:
        """The way that is gone ahead: up to a question, since a value is made together with the next one."""
        route = self._longest[: self._steady]
        pairs = zip(route, self._untelling or (), strict=False)
        steps = [step for step, _ in itertools.takewhile(lambda pair: pair[0][0].digest == pair[1], pairs)]
        while steps and _is_made(steps[-1][0]):
            steps.pop()
        return steps

    def _followed(self, route: Sequence[tuple[Point, int]], answers: list[Outcome | Reply]) -> Met | None:
        """Where these answers lead to; None where the test, after some of them, has asked something else."""
        point: Point | None = self._start
        handles, came = Handles(), list[list[Ref]]()
        for (planned, left), answer in zip(route, answers, strict=True):
            if point is None or point.asked is None:
                break
            if point.digest != planned.digest:
                self.wait_at(len(came))
                return None
            digest, held = answer.digest if isinstance(answer, Reply) else b"", len(handles.refs)
            point = point.after.get(digest or digest_of_answer(outcome_of(answer), handles) or b"")
            came.append(handles.refs[held:])
            if len(came[-1]) != left and point is not None and point.asked is not None:
                return None  # what was asked behind it is about other values than the test asks about
        lefts = [left for _, left in route]
        return Met([asked_at(planned) for planned, _ in route], answers, handles, len(came), point, lefts, came)

    def wait_at(self, place: int) -> None:
        """What the test asks there depends on the answers to what it has asked before."""
        self._steady, self._script = min(self._steady, place), None

    def learn(self, calls: Sequence[Call], verdict: Verdict, nbytes: int) -> Ending | None:
        """Remember how the test has gone; None where that says more about the moment than about the answers.

        Nothing is added to a test that is known in many ways: what it takes does not grow with a class.
        """
        if self._is_lost or self._ways >= MOST_WAYS or is_missing(calls, verdict):
            return None
        size = self.nbytes
        try:
            point = self._way(calls)
        except (NotPlain, AsksOtherwise):
            self.give_up()
            return None
        if point is not None and point.ending is None:
            point.ending = ending_of(calls, verdict, nbytes)
            rows = verdict.picture.rows if verdict.picture else ()
            self.nbytes += ENDING_BYTES + len(verdict.message) + NUMBER_BYTES * sum(map(len, rows))
        self._ways += self.nbytes > size
        return point.ending if point is not None else None

    def give_up(self) -> None:
        """This test is run each time."""
        self._start, self._is_lost, self.nbytes = Point(), True, POINT_BYTES
        self._longest, self._script = [], None

    def _way(self, calls: Sequence[Call]) -> Point | None:
        """Where these exchanges lead to. Raises NotPlain, AsksOtherwise."""
        point, handles, route = self._start, Handles(), list[tuple[Point, int]]()
        for place, call in enumerate(calls):
            self._ask(point, call, handles, place)
            held = len(handles.refs)
            answer = digest_of_answer(call.outcome, handles)
            if answer is None:
                return None
            route.append((point, len(handles.refs) - held))
            if answer not in point.after:
                point.after[answer] = Point()
                self.nbytes += POINT_BYTES
            point = point.after[answer]
        if point.asked is not None:
            raise AsksOtherwise(len(calls))
        if len(route) > len(self._longest):
            self._longest, self._script = route, None
        return point

    def _ask(self, point: Point, call: Call, handles: Handles, place: int) -> None:
        digest, common = digest_of_question(call, handles)
        if point.ending is not None or (point.asked is not None and point.digest != digest):
            raise AsksOtherwise(place)
        if point.asked is None:
            target, arguments, keywords = common
            point.asked = Call(call.operation, target, arguments, keywords, call.keep, valued(None))
            point.digest = digest
            self.nbytes += size_of((arguments, keywords))


def take_back(backend: Backend) -> None:
    """Nothing that was asked ahead counts, nor what came after it: who has heard it is not asked the same once more."""
    getattr(backend, "take_back", backend.release)()


def _is_made(point: Point) -> bool:
    """Whether a value is made there, and nothing answered."""
    return asked_at(point).operation in ("rng", "define")


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
