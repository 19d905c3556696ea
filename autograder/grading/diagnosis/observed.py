"""A call as the diagnosis sees it: its result, or what the folder's `observe_<function>` says of it."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.grading.calls import Call
from autograder.grading.leaves import map_leaves
from autograder.sandbox.backend import Outcome, Ref

__all__ = ["OBSERVE", "Observed", "Origin", "Trace", "Unobservable", "asks_in_single"]

OBSERVE = "observe_"


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


class Unobservable(str):
    """The exception with which an observer stopped."""

    __slots__ = ()


class Trace:
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
            return _in_single(seen.result) if asks_in_single((call.arguments, call.keywords)) else seen.result
        try:
            return observer(seen.arguments, seen.result)
        except Exception as error:  # an observer may choke on what a student returned: then that is compared
            return Unobservable(type(error).__name__)

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


def asks_in_single(value: Any) -> bool:
    """Whether there is an array among what was passed that is no more exact than float32."""
    if isinstance(value, (list, tuple, dict)):
        return any(map(asks_in_single, value.values() if isinstance(value, dict) else value))
    return isinstance(value, np.ndarray) and value.dtype.char in "ef"


def _in_single(value: Any) -> Any:
    """The same numbers as float32: what a hyperparameter has made double is no more exact than the question was."""
    return map_leaves(lambda leaf: np.float32(leaf) if _is_double(leaf) else leaf, value)


def _is_double(leaf: Any) -> bool:
    return isinstance(leaf, (float, np.ndarray)) and getattr(leaf, "dtype", np.dtype(float)) == np.float64


_signature = functools.cache(inspect.signature)
