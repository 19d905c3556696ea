"""A failed suite and its recorded calls become a named misconception.

Every known-wrong variant is given the very calls that the student's code was given; the one that answers each of them
as the student did is what the student is told about. Two that answer alike give no diagnosis, and neither does a
mixture that nobody foresaw.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.local import Local, rebind
from autograder.reference import load_module, reference_functions
from autograder.report import Diagnosis
from autograder.sandbox.backend import Outcome, Ref
from autograder.spec import Exercise, SpecError
from autograder.student import Call, map_leaves, perform

__all__ = ["Observed", "Variant", "diagnose", "load_variants", "matching_variants", "near", "variant_functions"]


@dataclass(frozen=True, slots=True)
class Variant:
    """A known-wrong solution: the misconception's name, the words for the student, the functions that differ."""

    name: str
    message: str
    functions: Mapping[str, Callable[..., Any]]


@dataclass(slots=True, eq=False)
class Observed:
    """A call as `observe_<function>` sees it; a handle among its values has the call that made it as `origin`."""

    function: str
    arguments: dict[str, Any]
    result: Any


@dataclass(frozen=True, slots=True)
class Origin:
    """Stands for a handle: the call that made it, and its position in that call's result."""

    origin: Observed | None
    kind: str


@dataclass(frozen=True, slots=True)
class Near:
    """A number that is the same when it is closer than `tolerance`."""

    value: float
    tolerance: float


def near(value: float, tolerance: float) -> Near:
    """For `observe_<function>`: compare this number with a tolerance, as statistics of randomness need."""
    return Near(float(value), tolerance)


def diagnose(exercise: Exercise, calls: Sequence[Call]) -> Diagnosis | None:
    """The one misconception that explains every recorded call, or None."""
    matches = matching_variants(exercise, calls)
    return Diagnosis(matches[0].name, matches[0].message) if len(matches) == 1 else None


def matching_variants(exercise: Exercise, calls: Sequence[Call]) -> list[Variant]:
    """Every known-wrong variant that answers all calls as the student did; none where the reference does so too."""
    functions = reference_functions(exercise)
    answers = _Answers(calls, functions, _observers(exercise))
    if not calls or answers.are_those_of(functions):
        return []
    return [v for v in load_variants(exercise) if answers.are_those_of(_variant_names(functions, v))]


def load_variants(exercise: Exercise) -> tuple[Variant, ...]:
    """The classes of misconceptions.py in order. Raises SpecError for one without words or functions."""
    path = exercise.folder / "misconceptions.py"
    module = load_module(exercise.folder, path.name)
    classes = [v for v in vars(module).values() if inspect.isclass(v) and v.__module__ == module.__name__]
    variants = []
    for cls in classes:
        functions = {
            name: value for name, value in vars(cls).items() if inspect.isfunction(value) or inspect.isclass(value)
        }
        if not inspect.getdoc(cls):
            raise SpecError(path, cls.__name__, "no docstring", "it is what the student is told")
        if not functions.keys() & exercise.functions.keys():
            raise SpecError(path, cls.__name__, "changes none of the exercise's functions")
        variants.append(Variant(cls.__name__, " ".join((inspect.getdoc(cls) or "").split()), functions))
    return tuple(variants)


def variant_functions(exercise: Exercise, variant: Variant) -> dict[str, Any]:
    """The whole set of functions of a student with this misconception."""
    return _variant_names(reference_functions(exercise), variant)


def _variant_names(functions: Mapping[str, Any], variant: Variant) -> dict[str, Any]:
    """Reference functions with the variant's in place of some; each sees the others by name."""
    names: dict[str, Any] = {"np": np}
    for name, function in {**functions, **variant.functions}.items():
        names[name] = rebind(function, names) if inspect.isfunction(function) else function
    for function in names.values():
        if inspect.isfunction(function):
            function.__globals__.update(names)
    return names


def _observers(exercise: Exercise) -> dict[str, Callable[..., Any]]:
    module = load_module(exercise.folder, "misconceptions.py")
    prefix = "observe_"
    return {name.removeprefix(prefix): value for name, value in vars(module).items() if name.startswith(prefix)}


class _Answers:
    """A student's recorded answers, observed once and held against many functions."""

    def __init__(self, calls: Sequence[Call], reference: Mapping[str, Any], observers: Mapping[str, Any]) -> None:
        self._calls, self._reference, self._observers = calls, reference, observers
        self._trace = _Trace(reference, observers)
        self._seen: list[Any] = []

    def are_those_of(self, functions: Mapping[str, Any]) -> bool:
        """Whether `functions`, given the same calls, answer each of them alike."""
        trace = _Trace(self._reference, self._observers)
        for k, outcome in enumerate(_replay(self._calls, Local(functions))):
            call = self._calls[k]
            if outcome is None or not _same_ending(call.outcome, outcome):
                return False
            if outcome.error is None and not _same(self._answer(k), trace.see(call, outcome)):
                return False
        return True

    def _answer(self, k: int) -> Any:
        """What is compared of the student's answer to call `k`; most variants are told apart by the first few."""
        for call in self._calls[len(self._seen) : k + 1]:
            self._seen.append(None if call.outcome.error else self._trace.see(call, call.outcome))
        return self._seen[k]


def _replay(calls: Sequence[Call], backend: Local) -> Iterator[Outcome | None]:
    """What `backend` answers to each recorded call; None once a call needs a handle that it does not have."""
    own: dict[int, Ref] = {}
    for call in calls:
        try:
            target, arguments, keywords = _translate((call.target, call.arguments, call.keywords), own)
        except KeyError:
            yield None
            return
        outcome = perform(backend, call.operation, target, arguments, keywords, call.keep)
        _pair(call.outcome.value, outcome.value, own)
        yield outcome


def _translate(value: Any, own: Mapping[int, Ref]) -> Any:
    return map_leaves(lambda leaf: own[leaf.id] if isinstance(leaf, Ref) else leaf, value)


def _pair(theirs: Any, ours: Any, own: dict[int, Ref]) -> None:
    """Remember which handle of ours stands for which of theirs."""
    if isinstance(theirs, Ref) and isinstance(ours, Ref):
        own[theirs.id] = ours
    elif isinstance(theirs, (list, tuple)) and isinstance(ours, (list, tuple)):
        for a, b in zip(theirs, ours, strict=False):
            _pair(a, b, own)
    elif isinstance(theirs, dict) and isinstance(ours, dict):
        for key in theirs.keys() & ours.keys():
            _pair(theirs[key], ours[key], own)


class _Trace:
    """One side's calls as observers see them: a handle stands for the call that made it."""

    def __init__(self, reference: Mapping[str, Any], observers: Mapping[str, Any]) -> None:
        self._reference, self._observers = reference, observers
        self._origins: dict[int, Origin] = {}

    def see(self, call: Call, outcome: Outcome) -> Any:
        """What is compared of this call: the result, or what the folder's observer says of it."""
        function = call.target if isinstance(call.target, str) else ""
        arguments, keywords = map_leaves(self._origin, (call.arguments, call.keywords))
        seen = Observed(function, self._bind(function, arguments, keywords), None)
        seen.result = map_leaves(lambda leaf: Origin(seen, leaf.kind) if isinstance(leaf, Ref) else leaf, outcome.value)
        self._remember(call.outcome.value, seen)
        observer = self._observers.get(function)
        if observer is None:
            return seen.result
        try:
            return observer(seen.arguments, seen.result)
        except Exception as error:  # an observer may choke on what a student returned: then that is compared
            return f"unobservable: {type(error).__name__}"

    def _bind(self, function: str, arguments: Any, keywords: Any) -> dict[str, Any]:
        if function not in self._reference:
            return {}
        try:
            bound = _signature(self._reference[function]).bind_partial(*arguments, **keywords)
        except TypeError:
            return dict(keywords)
        bound.apply_defaults()
        return dict(bound.arguments)

    def _origin(self, leaf: Any) -> Any:
        return self._origins.get(leaf.id, Origin(None, leaf.kind)) if isinstance(leaf, Ref) else leaf

    def _remember(self, recorded: Any, seen: Observed) -> None:
        """Both sides know a handle by its id in the recorded call, since that is what later arguments hold."""
        map_leaves(
            lambda leaf: self._origins.update({leaf.id: Origin(seen, leaf.kind)}) if isinstance(leaf, Ref) else 0,
            recorded,
        )


_signature = functools.cache(inspect.signature)


def _same_ending(theirs: Outcome, ours: Outcome) -> bool:
    """Both a value, with the same arguments changed in place, or both an exception of the same type."""
    if theirs.error is None and ours.error is None:
        return set(theirs.changed) == set(ours.changed)
    return theirs.error is not None and ours.error is not None and theirs.error.type == ours.error.type


def _same(a: Any, b: Any) -> bool:
    match a:
        case Near():
            return isinstance(b, Near) and abs(a.value - b.value) < a.tolerance
        case Origin():
            return isinstance(b, Origin)
        case dict():
            return isinstance(b, dict) and a.keys() == b.keys() and all(_same(a[key], b[key]) for key in a)
        case list() | tuple():
            return isinstance(b, (list, tuple)) and len(a) == len(b) and all(map(_same, a, b))
        case str() | None:
            return type(a) is type(b) and a == b
    return not isinstance(b, (str, dict, list, tuple, Near, Origin, type(None))) and _same_numbers(a, b)


def _same_numbers(a: Any, b: Any) -> bool:
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape:
        return False
    single = np.float32 in (a.dtype, b.dtype) or np.float16 in (a.dtype, b.dtype)
    if a.dtype.kind not in "ifc" or b.dtype.kind not in "ifc":
        return bool(np.array_equal(a, b))
    tolerance = (1e-4 if single else 1e-6) * _scale(b) + 1e-12
    with np.errstate(all="ignore"):
        return bool(np.all((a == b) | (np.abs(a - b) <= tolerance) | ((a != a) & (b != b))))


def _scale(values: np.ndarray) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max()) if finite.size else 0.0
