"""What a hidden test sees of a student: functions to call, handles to pass back, and the record of it all.

    StudentError            the student's code did not answer a call with a value
    └── NotWritten          the function is missing or still the starter

A StudentError is also an instance of the builtin exception that the student's code raised, so that
`pytest.raises(ValueError)` sees a ValueError.
"""

from __future__ import annotations

import builtins
import functools
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from autograder.errors import GraderError
from autograder.grading.calls import Call, kept_places, perform, valued
from autograder.grading.leaves import map_leaves
from autograder.grading.record import Record
from autograder.sandbox.backend import Backend, Ref, StudentFault
from autograder.spec import Exercise
from course.checks import CheckFailure
from course.checks.failure import few

__all__ = ["Ask", "Handle", "NotWritten", "Student", "StudentError", "missing_name"]

READ_ONLY = "Read a cache without pop() and without writing into it: it may be used once more."
Ask = Callable[["Student", np.random.Generator, bool], Any]
Inquire = Callable[[Ask], tuple[Call, Exception | None]]


class StudentError(Exception):
    """The student's code raised, hung, died, or returned what it should not."""

    def __init__(self, fault: StudentFault, function: str = "") -> None:
        Exception.__init__(self, fault.type)
        self.fault, self.function = fault, function


class NotWritten(StudentError):
    """The function is missing, or raises NotImplementedError as the starter does."""


class Handle:
    """A value that stays in the box: passed back as it is, called, asked for attributes, or stepped.

    Its own class is called as the value's in the box is: that is what a message says it is.
    """

    def __init__(self, student: Student, ref: Ref) -> None:
        self._student, self._ref = student, ref

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._student._exchange("call", self._ref, arguments, keywords)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._student._exchange("getattr", self._ref, (name,), {})

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        return self._student._exchange("next", self._ref, (), {})


class Student:
    """The functions of one exercise as one hidden test may call them.

    Every exchange is appended to `record`; the diagnosis replays it. `reference` has the names of the arguments: the
    student's own could carry text out of the box.
    """

    def __init__(
        self,
        backend: Backend,
        exercise: Exercise,
        record: Record,
        reference: Mapping[str, Callable[..., Any]],
        inquire: Inquire | None = None,
    ) -> None:
        self._backend, self._exercise, self._record, self._reference = backend, exercise, record, reference
        self._inquire = inquire
        self._names: dict[Ref, str] = {}
        self.changed_arguments: list[str] = []
        self.asked = ""
        self.remarked: tuple[str, dict[str, object] | None] = "", None

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in self._exercise.functions:
            raise GraderError(f"{self._exercise.key}: a hidden test asks for {name}, which exercise.toml does not list")
        if name not in self._backend.names():
            fault = StudentFault(type="NameError", line=None, cell=None, message="", kind="exception")
            raise NotWritten(fault, name)
        return lambda *arguments, **keywords: self._exchange("call", name, arguments, keywords)

    def rng(self, seed: int) -> Any:
        """A numpy Generator in the box. It stays there."""
        ref = self._backend.rng(seed)
        self._record.append(Call("rng", "", (seed,), {}, frozenset(), valued(ref)))
        return self._from_wire(ref)

    def define(self, source: str) -> Any:
        """A helper of the test's, running beside the student's functions."""
        ref = self._backend.define(source)
        self._record.append(Call("define", "", (source,), {}, frozenset(), valued(ref)))
        return self._from_wire(ref)

    def once(self, ask: Ask) -> Any:
        """What `ask(student, rng, rehearsal)` returns, in plain values: asked once, told to every test that wants it.

        For what takes long, such as a training. The diagnosis compares what comes out as `observe_<name of ask>` sees
        it; the known-wrong variants are asked in rehearsal, where less is to be done.
        """
        if self._inquire is None:
            raise GraderError(f"{self._exercise.key}: {ask.__name__} asks within what is asked once")
        call, error = self._inquire(ask)
        self._record.append(call)
        if error is not None:
            raise error
        self.changed_arguments += map(str, call.outcome.changed)
        return call.outcome.value

    def remark(self, words: str, picture: dict[str, object] | None = None) -> None:
        """What the student is told when the test is passed; a picture as in CheckFailure."""
        self.remarked = words, picture

    def case(self, words: str) -> None:
        """What the test asks from here on, such as `p = 0`: whatever fails is said to fail with that."""
        self.asked = words

    def assert_arguments_unchanged(self) -> None:
        """Fails where any call up to now has changed what it was given, naming function and argument."""
        if self.changed_arguments:
            changed = ", ".join(dict.fromkeys(self.changed_arguments))
            is_cache = all(each.endswith(": cache") for each in self.changed_arguments)
            advice = READ_ONLY if is_cache else "Leave it as it was and make a new one: whoever called still needs it."
            raise CheckFailure(f"Changed in place: {changed}. {advice}")

    def _exchange(self, operation: str, target: str | Ref, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        arguments, keywords = map_leaves(_to_wire, (arguments, keywords))
        keep = kept_places(self._exercise, target) if isinstance(target, str) else frozenset()
        outcome = perform(self._backend, operation, target, arguments, keywords, keep)
        self._record.append(Call(operation, target, arguments, keywords, keep, outcome))
        name = target if isinstance(target, str) else self._names.get(target, "")
        if outcome.error is not None:
            _raise(outcome.error, name, self._exercise)
        self.changed_arguments += [f"{name}: {self._argument(name, place)}" for place in outcome.changed]
        value = outcome.value
        if isinstance(target, str):
            value = _values(self._exercise.functions[target], value, target)
            self._learn_names(self._exercise.functions[target], value)
        return map_leaves(self._from_wire, value)

    def _learn_names(self, names: tuple[str, ...], value: Any) -> None:
        """A function that stays in the box is called as exercise.toml calls it."""
        for name, entry in zip(names, value if isinstance(value, tuple) else (value,), strict=False):
            if isinstance(entry, Ref):
                self._names[entry] = name

    def _argument(self, function: str, place: int | str) -> str:
        if isinstance(place, str):
            return place
        known = self._reference.get(function)
        names = list(inspect.signature(known).parameters) if known else []
        return names[place] if place < len(names) else f"argument {place + 1}"

    def _from_wire(self, leaf: Any) -> Any:
        if not isinstance(leaf, Ref):
            return leaf
        self._names.setdefault(leaf, "")
        return _handle_class(leaf.type or leaf.kind)(self, leaf)


def _to_wire(leaf: Any) -> Any:
    """An array as a copy: the test may change its own before the record of calls is read."""
    if isinstance(leaf, np.ndarray):
        return leaf.copy()
    return leaf._ref if isinstance(leaf, Handle) else leaf


def _raise(fault: StudentFault, function: str, exercise: Exercise) -> None:
    if fault.type == "StopIteration":
        raise StopIteration
    if fault.type == "NotImplementedError":
        raise NotWritten(fault, function)
    if not function and fault.cell is None and (missing := missing_name(fault)) in exercise.functions:
        raise NotWritten(fault, missing)  # a test's own helper has called it
    raise _error_class(fault.type if fault.kind == "exception" else "")(fault, function)


def missing_name(fault: StudentFault) -> str:
    """The name that a NameError says is missing."""
    found = re.match(r"name '(\w+)' is not defined", fault.message) if fault.type == "NameError" else None
    return found[1] if found else ""


@functools.cache
def _error_class(name: str) -> type[StudentError]:
    """StudentError that is also the builtin exception `name`, where there is one."""
    builtin = getattr(builtins, name, None)
    if not (isinstance(builtin, type) and issubclass(builtin, Exception)):
        return StudentError
    return type(name, (StudentError, builtin), {})


@functools.lru_cache(maxsize=256)
def _handle_class(name: str) -> type[Handle]:
    return type(name, (Handle,), {})


def _values(names: tuple[str, ...], value: Any, function: str) -> Any:
    """The declared number of returned values; what they are is for the test to say."""
    if isinstance(value, np.ndarray) and value.shape == (len(names),) != (1,):
        return tuple(value)
    if len(names) < 2 or (isinstance(value, (tuple, list)) and len(value) == len(names)):
        return value
    wanted = f"{function} should return {len(names)} values ({', '.join(names)}), but returned {_what_came(value)}"
    raise StudentError(StudentFault(type="", line=None, cell=None, message=wanted, kind="returns"), function)


def _what_came(value: Any) -> str:
    """What came in place of several values, and the next step."""
    if isinstance(value, (tuple, list)):
        return f"{few(len(value))}."
    name = (value.type or value.kind) if isinstance(value, Ref) else type(value).__name__
    if name == "NoneType":
        return "None. Is there a return at the end of the function?"
    words = {"ndarray": "a single array", "dict": "a dict"}.get(name, f"a single {name}")
    return f"{words}. Return exactly these, separated by commas."
