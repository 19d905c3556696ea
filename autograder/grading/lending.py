"""What a student's answer would earn by itself: with the right functions of earlier exercises in place of its own.

They are lent, and nothing of them comes to the student: they run in a second box, in which no student's code is. In the
student's box stands a function that asks over here; a cache comes as a sealed value that can only be handed back. A
process that has been lent anything answers nothing else afterwards, so that what it may have learned is of no use.
"""

from __future__ import annotations

import builtins
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from autograder.grading.student import kept_places, map_leaves
from autograder.sandbox.backend import Backend, Cell, Outcome, Ref, Sealed
from autograder.sandbox.limits import Limits
from autograder.spec import Exercise
from autograder.spec.solution import plain_source

if TYPE_CHECKING:
    from autograder.sandbox.box import Box
    from autograder.sandbox.session import Session

__all__ = ["Lender"]

MOST_STEPS = 1_000  # of an iterator, which is lent as a tuple
STATE = """
def state(rng, new=None):
    if new is not None:
        rng.bit_generator.state = new
    return rng.bit_generator.state
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

    def functions(self, exercise: Exercise, lent: Iterable[Exercise]) -> dict[str, Callable[..., Any]]:
        """The functions of `lent`, which are among what `exercise` builds on, by their names."""
        self._open(exercise.earlier, exercise.limits)
        return {name: functools.partial(self._answer, other, name) for other in lent for name in other.functions}

    def close(self) -> None:
        if self._source is not None:
            self._source.close()
            self._source = None

    def _open(self, exercises: Sequence[Exercise], limits: Limits) -> None:
        """All time anew; the same process where it knows these already."""
        keys = tuple(exercise.key for exercise in exercises)
        if self._source is None or self._knows != keys:
            cells = [Cell("setup", "import numpy as np"), *(Cell(each.key, plain_source(each)) for each in exercises)]
            self._source, self._knows = self._box().start(cells, limits), keys
        self._source.reach("")
        self._source.release()

    def _answer(self, exercise: Exercise, name: str, *arguments: Any, **keywords: Any) -> Any:
        """What the student's box gets. Raises the builtin exception that the right function has raised."""
        with self._generators() as inner:
            arguments, keywords = map_leaves(inner, (arguments, keywords))
            outcome = self._there.call(name, arguments, keywords, kept_places(exercise, name))
        return map_leaves(self._outwards, _value(outcome))

    @contextmanager
    def _generators(self) -> Iterator[Callable[[Any], Any]]:
        """What becomes of each argument; a Generator of the student's box goes on there as it was drawn from here."""
        twins: dict[int, tuple[Ref, Ref]] = {}

        def inner(leaf: Any) -> Any:
            if isinstance(leaf, Ref) and leaf.kind == "generator":
                return twins.setdefault(leaf.id, (leaf, self._twin(leaf)))[1]
            return self._inwards(leaf)

        yield inner
        for theirs, ours in twins.values():
            _value(_state(self._student, theirs, _value(_state(self._there, ours))))

    @property
    def _there(self) -> Session:
        assert self._source is not None
        return self._source

    def _twin(self, generator: Ref) -> Ref:
        """A Generator in the same state in the other box."""
        twin = self._there.rng(0)
        _value(_state(self._there, twin, _value(_state(self._student, generator))))
        return twin

    def _inwards(self, leaf: Any) -> Any:
        if isinstance(leaf, Sealed):
            return leaf.value
        if not isinstance(leaf, Ref):
            return leaf
        if leaf.kind != "function":
            raise TypeError(REFUSED)
        return lambda *arguments, **keywords: _value(self._student.call(leaf, arguments, keywords))

    def _outwards(self, leaf: Any) -> Any:
        if not isinstance(leaf, Ref):
            return leaf
        return tuple(self._steps(leaf)) if leaf.kind == "iterator" else Sealed(leaf)

    def _steps(self, iterator: Ref) -> Iterator[Any]:
        for _ in range(MOST_STEPS):
            outcome = self._there.next(iterator)
            if outcome.error is not None and outcome.error.type == "StopIteration":
                return
            yield map_leaves(self._outwards, _value(outcome))
        raise ValueError(REFUSED)


def _state(backend: Backend, rng: Ref, new: Mapping[str, Any] | None = None) -> Outcome:
    return backend.call(backend.define(STATE), (rng, new), {})


def _value(outcome: Outcome) -> Any:
    """The value, or the builtin exception in its place."""
    if outcome.error is None:
        return outcome.value
    kind = BUILTIN.get(outcome.error.type, RuntimeError)
    raise kind(outcome.error.kind)
