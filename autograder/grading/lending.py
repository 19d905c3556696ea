"""What a student's answer would earn by itself: with the right functions of earlier exercises in place of its own.

They are lent, and nothing of them comes to the student: they run in a second box, in which no student's code is. In the
student's box stands a function that asks over here; a cache comes as a sealed value that can only be handed back. A
process that has been lent anything answers nothing else afterwards, so that what it may have learned is of no use.

What a right function has answered once it answers again, to whoever asks the same: the second box is not asked then.
"""

from __future__ import annotations

import builtins
import functools
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from autograder.grading.answered import ANSWERED, Kept, LentAnswer, LentCall, NotComparable, Twin
from autograder.grading.calls import kept_places
from autograder.grading.leaves import map_leaves
from autograder.sandbox.backend import WHOLE, Cell, Outcome, Ref, Sealed
from autograder.sandbox.limits import Limits
from autograder.spec import Exercise
from autograder.spec.solution import plain_source

if TYPE_CHECKING:
    from autograder.sandbox.box import Box
    from autograder.sandbox.session import Session

__all__ = ["STATED", "Lender"]

MOST_STEPS = 1_000  # of an iterator, which is lent as a tuple
STATED = "stated_"  # a function that takes the states of Generators as well, and returns the new ones last
SETUP = f"""
import itertools
from collections.abc import Iterator

import numpy as np

def _stated(function, returns_several):
    def stated(generators, states, arguments, keywords):
        for generator, state in zip(generators, states, strict=True):
            generator.bit_generator.state = state
        value = function(*arguments, **keywords)
        if isinstance(value, Iterator):  # it draws when it is asked for its values, and not before
            value = iter(list(itertools.islice(value, {MOST_STEPS + 1})))
        return *(value if returns_several else (value,)), [each.bit_generator.state for each in generators]
    return stated
"""
BUILTIN = {
    name: kind for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, Exception)
}
REFUSED = "this value cannot be handed to a function that is lent"


class Lender:
    """The right functions of earlier exercises, for one student.

    Args:
        box: gives the one in which nothing of a student's runs.
        student: who they are lent to.
    """

    def __init__(self, box: Callable[[], Box], student: Session) -> None:
        self._box, self._student = box, student
        self._source: Session | None = None
        self._knows: tuple[str, ...] = ()
        self._cells: tuple[Cell, ...] = ()
        self._limits, self._sources = Limits(), b""
        self._is_ready = False
        self._real: dict[LentCall, list[Ref]] = {}

    def functions(self, exercise: Exercise, lent: Iterable[Exercise]) -> dict[str, Callable[..., Any]]:
        """The functions of `lent`, which are among what `exercise` builds on, by their names. All time anew."""
        keys = tuple(each.key for each in exercise.earlier)
        if keys != self._knows:
            self.close()
            given = (Cell(each.key, f"{plain_source(each)}\n{_stated(each)}") for each in exercise.earlier)
            self._cells, self._knows = (Cell("setup", SETUP), *given), keys
            self._sources = hashlib.sha256("\0".join(cell.source for cell in self._cells).encode()).digest()
        self._limits, self._is_ready = exercise.limits, False
        self._real.clear()
        if not self._box().is_open:
            self._there.names()  # whoever waits for a first answer is not to wait for the box as well
        return {name: functools.partial(self._answer, other, name) for other in lent for name in other.functions}

    def close(self) -> None:
        if self._source is not None:
            self._source.close()
            self._source = None

    @property
    def _there(self) -> Session:
        """The second box, opened when it is asked for: the same process where it knows these functions already."""
        if self._source is None:
            self._source = self._box().start(self._cells, self._limits)
        if not self._is_ready:
            self._source.reach("")
            self._source.release()
            self._is_ready = True
        return self._source

    def _answer(
        self, exercise: Exercise, name: str, arguments: Any, keywords: Any, states: Any
    ) -> tuple[Any, tuple[Any, ...]]:
        """What the student's box gets. Raises the builtin exception that the right function has raised.

        Args:
            states: of the Generators among the arguments, as their box tells them. What comes back has the new ones.
        """
        generators = _generators((arguments, keywords))
        states = _checked(states, len(generators))
        places = {generator.id: place for place, generator in enumerate(generators)}

        def inner(leaf: Any) -> Any:
            if isinstance(leaf, Sealed):
                return leaf.value
            return Twin(places[leaf.id]) if isinstance(leaf, Ref) and leaf.id in places else leaf

        arguments, keywords = map_leaves(inner, (arguments, keywords))
        question = LentCall(name, kept_places(exercise, name), arguments, keywords, states, self._sources)
        answer = self._answer_to(question)
        if answer.error is not None:
            raise BUILTIN.get(answer.error.type, RuntimeError)(answer.error.kind)
        return map_leaves(lambda leaf: Sealed(leaf) if isinstance(leaf, Kept) else leaf, answer.value), answer.states

    def _answer_to(self, question: LentCall) -> LentAnswer:
        try:
            known = ANSWERED.get(question)
        except NotComparable:
            return self._work_out(question)
        if known is None:
            known = self._work_out(question)
            ANSWERED.put(question, known)
        return known

    def _work_out(self, question: LentCall) -> LentAnswer:
        """Ask the second box."""
        twins = [self._there.rng(0) for _ in question.states]

        def inner(leaf: Any) -> Any:
            return twins[leaf.place] if isinstance(leaf, Twin) else self._inwards(leaf)

        outcome, states = self._asked(question, twins, *map_leaves(inner, (question.arguments, question.keywords)))
        if outcome.error is not None:
            return LentAnswer(None, (), outcome.error)
        real = self._real[question] = []
        return LentAnswer(map_leaves(functools.partial(self._outwards, question, real), outcome.value), states, None)

    def _asked(
        self, question: LentCall, twins: list[Ref], arguments: tuple[Any, ...], keywords: dict[str, Any]
    ) -> tuple[Outcome, tuple[Any, ...]]:
        """What the function returns there, and the new states of the Generators that it was given."""
        if not twins:
            return self._there.call(question.name, arguments, keywords, question.keep), ()
        keep = frozenset({0}) if WHOLE in question.keep else question.keep
        outcome = self._there.call(STATED + question.name, (twins, question.states, arguments, keywords), {}, keep)
        if outcome.error is not None:
            return outcome, ()
        *values, states = outcome.value
        return replace(outcome, value=tuple(values) if len(values) > 1 else values[0]), tuple(states)

    def _inwards(self, leaf: Any) -> Any:
        if isinstance(leaf, Kept):
            if leaf.question not in self._real:
                self._work_out(leaf.question)  # it was answered from memory, or in a process that is gone
            return self._real[leaf.question][leaf.place]
        if not isinstance(leaf, Ref):
            return leaf
        if leaf.kind != "function":
            raise TypeError(REFUSED)
        return lambda *arguments, **keywords: _value(self._student.call(leaf, arguments, keywords))

    def _outwards(self, question: LentCall, real: list[Ref], leaf: Any) -> Any:
        if not isinstance(leaf, Ref):
            return leaf
        if leaf.kind == "iterator":
            return tuple(self._steps(question, real, leaf))
        real.append(leaf)
        return Kept(question, len(real) - 1)

    def _steps(self, question: LentCall, real: list[Ref], iterator: Ref) -> Iterator[Any]:
        for _ in range(MOST_STEPS):
            outcome = self._there.next(iterator)
            if outcome.error is not None and outcome.error.type == "StopIteration":
                return
            yield map_leaves(functools.partial(self._outwards, question, real), _value(outcome))
        raise ValueError(REFUSED)


def _generators(values: Any) -> list[Ref]:
    """The Generators of the student's box among some values, in the order in which it tells their states."""
    found: list[Ref] = []
    map_leaves(lambda leaf: found.append(leaf) if isinstance(leaf, Ref) and leaf.kind == "generator" else None, values)
    return found


def _checked(states: Any, count: int) -> tuple[Any, ...]:
    """So many states in plain values. Raises TypeError: only who asks in its own guest's place says something else."""
    if not isinstance(states, list) or len(states) != count:
        raise TypeError(REFUSED)
    map_leaves(_plain, states)
    return tuple(states)


def _plain(leaf: Any) -> None:
    if isinstance(leaf, (Ref, Sealed)) or callable(leaf):
        raise TypeError(REFUSED)


def _stated(exercise: Exercise) -> str:
    """The text that makes `stated_` functions of an exercise's own, in the second box."""
    functions = exercise.functions.items()
    return "\n".join(f"{STATED}{name} = _stated({name}, {len(values) > 1})" for name, values in functions)


def _value(outcome: Outcome) -> Any:
    """The value, or the builtin exception in its place."""
    if outcome.error is None:
        return outcome.value
    kind = BUILTIN.get(outcome.error.type, RuntimeError)
    raise kind(outcome.error.kind)
