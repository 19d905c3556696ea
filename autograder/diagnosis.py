"""A failed suite and its recorded calls become a named misconception.

Every known-wrong variant is given the very calls that the student's code was given; the one that answers each of them
as the student did is what the student is told about. Two that answer alike give no diagnosis, and neither does a
mixture that nobody foresaw.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
import pickle
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from autograder.local import Local, rebind
from autograder.reference import load_module, reference_functions
from autograder.report import Diagnosis
from autograder.sandbox.backend import Outcome, Ref
from autograder.spec import Exercise, SpecError
from autograder.student import Call, map_leaves, perform

__all__ = ["Observed", "Variant", "diagnose", "load_variants", "matching_variants", "near", "variant_functions"]

OBSERVE = "observe_"
KEPT = 256  # tests; their inputs are what takes the memory


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """A known-wrong solution: the misconception's name, the words for the student, the functions that differ."""

    name: str
    message: str
    functions: Mapping[str, Callable[..., Any]]


class Observed:
    """A call as `observe_<function>` sees it; a handle among its values has the call that made it as `origin`."""

    def __init__(self, function: str, arguments: Callable[[], dict[str, Any]]) -> None:
        self.function, self._arguments = function, arguments
        self.result: Any = None

    @functools.cached_property
    def arguments(self) -> dict[str, Any]:
        """By name, defaults too."""
        return self._arguments()


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


def diagnose(exercise: Exercise, tests: Sequence[Sequence[Call]]) -> Diagnosis | None:
    """The one misconception that explains every recorded call, or None.

    Args:
        tests: the calls of each hidden test; those that failed first, since they soonest tell variants apart.
    """
    matches = matching_variants(exercise, tests)
    return Diagnosis(matches[0].name, matches[0].message) if len(matches) == 1 else None


def matching_variants(exercise: Exercise, tests: Sequence[Sequence[Call]]) -> list[Variant]:
    """Every known-wrong variant that answers all calls as the student did; none where the reference does so too."""
    replays = _Replays(exercise)
    recorded = [_Recorded(test, replays.recorded(test)) for test in tests if test]

    def explains(variant: Variant | None) -> bool:
        return all(_agree(test.answers, replays.of(variant, test), len(test.calls)) for test in recorded)

    if not recorded or explains(None):
        return []
    return [variant for variant in load_variants(exercise) if explains(variant)]


def load_variants(exercise: Exercise) -> tuple[Variant, ...]:
    """The classes of misconceptions.py in order. Raises SpecError for one without words or functions."""
    path = exercise.folder / "misconceptions.py"
    return _variants_in(load_module(exercise.folder, path.name), path, frozenset(exercise.functions))


@functools.lru_cache(maxsize=256)
def _variants_in(module: types.ModuleType, path: Path, known: frozenset[str]) -> tuple[Variant, ...]:
    classes = [v for v in vars(module).values() if inspect.isclass(v) and v.__module__ == module.__name__]
    variants = []
    for cls in classes:
        functions = {
            name: value for name, value in vars(cls).items() if inspect.isfunction(value) or inspect.isclass(value)
        }
        if not inspect.getdoc(cls):
            raise SpecError(path, cls.__name__, "no docstring", "it is what the student is told")
        if not functions.keys() & known:
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


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What is compared of a call: the exception that ended it, the arguments changed in place, what is seen of it."""

    error: str | None
    changed: frozenset[int | str]
    seen: Any


class _Answers:
    """The answers to the calls of one test, worked out as far as anybody asks; None for one that cannot be given."""

    def __init__(self, answers: Iterator[Answer | None], count: int) -> None:
        self._waiting, self._count = answers, count
        self._known: list[Answer | None] = []

    def __getitem__(self, k: int) -> Answer | None:
        while len(self._known) <= k:
            self._known.append(next(self._waiting, None))
        if len(self._known) == self._count:
            self._waiting = iter(())  # and with it all that stayed behind a handle
        return self._known[k]


class _Recorded:
    """A student's run of one test."""

    def __init__(self, calls: Sequence[Call], answers: _Answers) -> None:
        self.calls, self.answers = calls, answers

    @functools.cached_property
    def fingerprint(self) -> bytes | None:
        """The same for tests in which a variant gives the same answers; None where that cannot be told.

        Handles count by their order, and of the student's answers only where they hold one: that is all a replay sees.
        """
        order: dict[int, int] = {}

        def place(leaf: Any) -> Any:
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


class _Replays:
    """What the reference and the known-wrong variants of an exercise answer to the calls of a test.

    All students of a class meet the same inputs, so most replays have been made for somebody before.
    """

    _met: ClassVar[dict[Any, tuple[Sequence[Call], dict[Variant | None, _Answers]]]] = {}

    def __init__(self, exercise: Exercise) -> None:
        module = load_module(exercise.folder, "misconceptions.py")
        self._reference = reference_functions(exercise)
        self._observers = {
            name.removeprefix(OBSERVE): value for name, value in vars(module).items() if name.startswith(OBSERVE)
        }
        self._version = (module, *self._reference.values())

    def recorded(self, test: Sequence[Call]) -> _Answers:
        """The student's own answers."""
        return _Answers(self._compared(test, (call.outcome for call in test)), len(test))

    def of(self, variant: Variant | None, test: _Recorded) -> _Answers:
        """The answers of a variant, or of the reference."""
        if test.fingerprint is None:
            return self._replay(variant, test.calls)
        place = (self._version, test.fingerprint)
        calls, answers = self._met[place] = self._met.pop(place, (test.calls, {}))
        if len(self._met) > KEPT:
            del self._met[next(iter(self._met))]  # the one that nobody has met for longest
        if variant not in answers:
            answers[variant] = self._replay(variant, calls)
        return answers[variant]

    def _replay(self, variant: Variant | None, test: Sequence[Call]) -> _Answers:
        functions = _variant_names(self._reference, variant) if variant else self._reference
        return _Answers(self._compared(test, _replay(test, Local(functions))), len(test))

    def _compared(self, test: Sequence[Call], outcomes: Iterable[Outcome | None]) -> Iterator[Answer | None]:
        trace = _Trace(self._reference, self._observers)
        for call, outcome in zip(test, outcomes, strict=False):
            if outcome is None:
                return
            seen = None if outcome.error else trace.see(call, outcome)
            yield Answer(outcome.error.type if outcome.error else None, frozenset(outcome.changed), seen)


def _agree(theirs: _Answers, ours: _Answers, count: int) -> bool:
    return all(_same_answer(theirs[k], ours[k]) for k in range(count))


def _same_answer(theirs: Answer | None, ours: Answer | None) -> bool:
    if theirs is None or ours is None:
        return False
    return theirs.error == ours.error and theirs.changed == ours.changed and _same(theirs.seen, ours.seen)


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
        seen = Observed(function, functools.partial(self._bind, function, call))
        seen.result = map_leaves(lambda leaf: Origin(seen, leaf.kind) if isinstance(leaf, Ref) else leaf, outcome.value)
        self._remember(call.outcome.value, seen)
        observer = self._observers.get(function)
        if observer is None:
            return seen.result
        try:
            return observer(seen.arguments, seen.result)
        except Exception as error:  # an observer may choke on what a student returned: then that is compared
            return f"unobservable: {type(error).__name__}"

    def _bind(self, function: str, call: Call) -> dict[str, Any]:
        if function not in self._reference:
            return {}
        arguments, keywords = map_leaves(self._origin, (call.arguments, call.keywords))
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
