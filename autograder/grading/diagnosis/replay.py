"""What the reference and the known-wrong variants answer to the calls that a student's code was given."""

from __future__ import annotations

import functools
import hashlib
import itertools
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from autograder.grading.bounds import size_of
from autograder.grading.calls import Call, perform
from autograder.grading.diagnosis.observed import OBSERVE, Trace, Unobservable, asks_in_single
from autograder.grading.diagnosis.sameness import right_too, same
from autograder.grading.leaves import handles_alone, map_leaves, paired, translated
from autograder.grading.once import Inquiry
from autograder.grading.trusted import TrustedBackend
from autograder.sandbox.backend import Backend, Outcome, Ref
from autograder.spec.exercise import Exercise
from autograder.spec.reference import load_module, reference_functions
from autograder.spec.variants import MISCONCEPTIONS, Variant, variant_functions

__all__ = ["Answers", "Recorded", "Replays", "agree", "agree_where_right", "raises_more", "replayed", "same_answer"]

KEPT_TESTS, KEPT_MB = 256, 128


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What is compared of a call: the exception that ended it, the arguments changed in place, what is seen of it."""

    error: str | None
    changed: frozenset[int | str]
    seen: Any


class Answers:
    """The answers to the calls of one test, worked out as far as anybody asks; None for one that cannot be given."""

    def __init__(self, replay: Callable[[], Iterator[Answer | None]], count: int) -> None:
        self._replay, self._count = replay, count
        self.nbytes = 0
        self._known: list[Answer | None] = []
        self._running: Iterator[Answer | None] | None = None

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, k: int) -> Answer | None:
        while len(self._known) <= k:
            if self._running is None:
                self._running = itertools.islice(self._replay(), len(self._known), None)
            running, self._running = self._running, None  # who is stopped here has not come to the end of the answers
            self._known.append(answer := next(running, None))
            self._running = running
            self.nbytes += size_of(answer.seen) if answer else 0
        return self._known[k]

    def pause(self) -> None:
        """Let go of all that stayed behind a handle. Whoever asks for more has the calls before it made again."""
        self._running = None


class KnownTest:
    """A test that was met before, without what the student answered, and what was worked out about it."""

    def __init__(self, calls: Sequence[Call]) -> None:
        self.calls = [replace(call, outcome=_without_values(call.outcome)) for call in calls]
        self.answers: dict[tuple[Variant | None, bool], Answers] = {}
        self._asked = sum(size_of((call.arguments, call.keywords)) for call in calls)

    @property
    def nbytes(self) -> int:
        return self._asked + sum(answers.nbytes for answers in self.answers.values())


class Recorded:
    """A student's run of one test."""

    def __init__(self, calls: Sequence[Call], answers: Answers) -> None:
        self.calls, self.answers = calls, answers

    @functools.cached_property
    def fingerprint(self) -> bytes | None:
        """The same for tests in which a variant gives the same answers; None where that cannot be told.

        Handles count by their order, and of the student's answers only where they hold one: that is all a replay sees.
        """
        order: dict[int, int] = {}

        def place(leaf: Any) -> Any:
            if isinstance(leaf, Inquiry):
                return leaf.identity
            return Ref(order.setdefault(leaf.id, len(order)), leaf.kind) if isinstance(leaf, Ref) else leaf

        def handle(leaf: Any) -> Any:
            return place(leaf) if isinstance(leaf, Ref) else None

        told = []
        for call in self.calls:
            asked = map_leaves(place, (call.operation, call.target, call.arguments, call.keywords))
            told.append((asked, sorted(call.keep), map_leaves(handle, call.outcome.value)))
        try:
            return hashlib.blake2b(pickle.dumps(told)).digest()
        except (pickle.PicklingError, AttributeError, TypeError):  # a function of the test's own
            return None


class Replays:
    """What the reference and the known-wrong variants of an exercise answer to the calls of a test.

    All students of a class meet the same inputs, so most replays have been made for somebody before.
    """

    _known: ClassVar[dict[Any, KnownTest]] = {}

    def __init__(self, exercise: Exercise) -> None:
        module = load_module(exercise.folder, MISCONCEPTIONS)
        self._exercise, self._reference = exercise, reference_functions(exercise)
        self._observers = {
            name.removeprefix(OBSERVE): value for name, value in vars(module).items() if name.startswith(OBSERVE)
        }
        self._version = (module, *self._reference.values())

    def recorded(self, test: Sequence[Call]) -> Answers:
        """The student's own answers."""
        return Answers(lambda: self._compared(test, (call.outcome for call in test)), len(test))

    def of(self, variant: Variant | None, test: Recorded, *, in_double: bool = False) -> Answers:
        """The answers of a variant, or of the reference; `in_double` of one that turns all it is given into doubles."""
        if test.fingerprint is None:
            return self._replay(variant, test.calls, in_double)
        place = (self._version, test.fingerprint)
        known = self._known.pop(place) if place in self._known else KnownTest(test.calls)
        self._known[place] = known
        if len(self._known) > KEPT_TESTS:
            del self._known[next(iter(self._known))]  # the one that nobody has met for longest
        if (variant, in_double) not in known.answers:
            known.answers[variant, in_double] = self._replay(variant, known.calls, in_double)
        return known.answers[variant, in_double]

    def forget(self) -> None:
        """Let go of what nobody has met for longest, until the rest is small."""
        total = sum(test.nbytes for test in self._known.values())
        while total > KEPT_MB << 20:
            total -= self._known.pop(next(iter(self._known))).nbytes

    def _replay(self, variant: Variant | None, test: Sequence[Call], in_double: bool) -> Answers:
        def replay() -> Iterator[Answer | None]:
            functions = variant_functions(self._exercise, variant) if variant else self._reference
            return self._compared(test, replayed(test, TrustedBackend(functions), in_double=in_double))

        return Answers(replay, len(test))

    def _compared(self, test: Sequence[Call], outcomes: Iterable[Outcome | None]) -> Iterator[Answer | None]:
        trace = Trace(self._reference, self._observers)
        for call, outcome in zip(test, outcomes, strict=False):
            if outcome is None:
                return
            seen = None if outcome.error else trace.see(call, outcome)
            yield Answer(outcome.error.type if outcome.error else None, frozenset(outcome.changed), seen)


def _without_values(outcome: Outcome) -> Outcome:
    """An answer as far as a replay sees it."""
    return replace(outcome, value=handles_alone(outcome.value))


def agree(theirs: Answers, ours: Answers) -> bool:
    """Whether both gave the same answers to all calls of a test."""
    agreed = all(same_answer(theirs[k], ours[k]) for k in range(len(theirs)))
    ours.pause()
    return agreed


def agree_where_right(theirs: Answers, right: Answers, ours: Answers) -> bool:
    """Whether we were right wherever they were: in this call, or in this value of several."""
    agreed = all(_right_too(theirs[k], right[k], ours[k]) for k in range(len(theirs)))
    right.pause()
    ours.pause()
    return agreed


def raises_more(theirs: Answers, right: Answers) -> bool:
    """Whether a call stopped that has an answer, or returned what cannot be taken apart as the answer can."""
    pairs = ((theirs[k], right[k]) for k in range(len(theirs)))
    return any(one is not None and other is not None and _says_too_little(one, other) for one, other in pairs)


def _says_too_little(theirs: Answer, right: Answer) -> bool:
    if theirs.error or right.error:
        return bool(theirs.error and not right.error)
    if isinstance(right.seen, tuple):
        return not (isinstance(theirs.seen, (tuple, list)) and len(theirs.seen) == len(right.seen))
    return isinstance(theirs.seen, Unobservable)


def same_answer(theirs: Answer | None, ours: Answer | None) -> bool:
    """Whether two answers to one call count as the same."""
    if theirs is None or ours is None:
        return False
    return theirs.error == ours.error and theirs.changed == ours.changed and same(theirs.seen, ours.seen)


def _right_too(theirs: Answer | None, right: Answer | None, ours: Answer | None) -> bool:
    if theirs is None or right is None:
        return True
    if ours is None or not ours.changed <= theirs.changed | right.changed:
        return False
    if theirs.error or right.error:
        return theirs.error != right.error or ours.error == right.error
    return not ours.error and right_too(theirs.seen, right.seen, ours.seen)


def replayed(calls: Sequence[Call], backend: Backend, *, in_double: bool = False) -> Iterator[Outcome | None]:
    """What `backend` answers to each recorded call; None once a call needs a handle that it does not have."""
    own: dict[Ref, Ref] = {}
    for call in calls:
        try:
            target, arguments, keywords = translated((call.target, call.arguments, call.keywords), own)
        except KeyError:
            yield None
            return
        if in_double:
            arguments, keywords = map_leaves(_as_double, (arguments, keywords))
        outcome = perform(backend, call.operation, target, arguments, keywords, call.keep)
        own |= paired(call.outcome.value, outcome.value)
        yield outcome


def _as_double(leaf: Any) -> Any:
    return leaf.astype(float) if asks_in_single(leaf) else leaf
