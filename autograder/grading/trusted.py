"""A Backend in this process: for the reference and the known-wrong variants, which are trusted code."""

from __future__ import annotations

import builtins
import itertools
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.errors import GraderError
from autograder.grading.leaves import map_leaves
from autograder.sandbox.backend import Outcome, Ref, StudentFault
from autograder.sandbox.inside.plain import plain, plain_numbers, returned

__all__ = ["TrustedBackend"]

PLAIN = (bool, int, float, complex, str, np.generic, type(None))


class TrustedBackend:
    """Calls the functions of `namespace` as the box calls a student's."""

    def __init__(self, namespace: Mapping[str, Any]) -> None:
        self._namespace = dict(namespace)
        self._objects: dict[int, Any] = {}
        self._count = itertools.count()

    def reach(self, exercise: str, lent: Mapping[str, Callable[..., Any]] | None = None) -> bool:
        return False

    def names(self) -> frozenset[str]:
        return frozenset(name for name, value in self._namespace.items() if callable(value))

    def call(
        self, target: str | Ref, args: tuple[Any, ...], kwargs: dict[str, Any], keep: frozenset[int] | None = None
    ) -> Outcome:
        if isinstance(target, Ref):
            return self._run(self._objects[target.id], args, kwargs, plain_numbers)
        places = keep or frozenset()
        return self._run(self._namespace[target], args, kwargs, lambda value: returned(value, places, self._hold))

    def getattr(self, ref: Ref, name: str) -> Outcome:
        return self._run(getattr, (ref, name), {}, plain_numbers)

    def next(self, ref: Ref) -> Outcome:
        return self._run(next, (ref,), {}, plain)

    def rng(self, seed: int) -> Ref:
        return self._hold(np.random.default_rng(seed))

    def define(self, source: str) -> Ref:
        own: dict[str, Any] = {}
        exec(source, self._namespace | {"np": np}, own)  # noqa: S102  # a test's own helper
        functions = [value for value in own.values() if callable(value)]
        if len(functions) != 1:
            raise GraderError("define() takes the source of one function")
        return self._hold(functions[0])

    def release(self) -> None:
        self._objects.clear()

    def _run(self, function: Callable[..., Any], args: Any, kwargs: Any, as_plain: Callable[[Any], Any]) -> Outcome:
        before = map_leaves(self._content, (args, kwargs))
        own_args, own_kwargs = map_leaves(self._unwrap, (args, kwargs))
        try:
            with np.errstate(all="ignore"):
                value = as_plain(function(*own_args, **own_kwargs))
        except Exception as error:
            return Outcome(value=None, error=_fault(error), changed=(), seconds=0.0)
        changed = _changed(before, (own_args, own_kwargs))
        return Outcome(value=map_leaves(self._out, value), error=None, changed=changed, seconds=0.0)

    def _out(self, leaf: Any) -> Any:
        return leaf if _is_plain(leaf) else self._hold(leaf)

    def _hold(self, value: Any) -> Ref:
        ref = Ref(id=next(self._count), kind=_kind(value), type=type(value).__name__)
        self._objects[ref.id] = value
        return ref

    def _unwrap(self, leaf: Any) -> Any:
        """The value behind a Ref; an array as a copy, so that the caller's stays as it is."""
        return self._objects[leaf.id] if isinstance(leaf, Ref) else _copy(leaf)

    def _content(self, leaf: Any) -> Any:
        """What is behind a Ref as it is now; anything else stays as it is."""
        return map_leaves(_copy, self._objects[leaf.id]) if isinstance(leaf, Ref) else leaf


def _is_plain(leaf: Any) -> bool:
    return isinstance(leaf, (*PLAIN, Ref)) or (isinstance(leaf, np.ndarray) and leaf.dtype.kind in "biufc")


def _kind(leaf: Any) -> str:
    if isinstance(leaf, np.random.Generator):
        return "generator"
    return "iterator" if hasattr(leaf, "__next__") else "function" if callable(leaf) else "object"


def _copy(leaf: Any) -> Any:
    return leaf.copy() if isinstance(leaf, np.ndarray) else leaf


def _changed(before: Any, after: Any) -> tuple[int | str, ...]:
    (old_args, old_kwargs), (args, kwargs) = before, after
    places: list[int | str] = [k for k, old in enumerate(old_args) if not _unchanged(old, args[k])]
    return (*places, *(name for name, old in old_kwargs.items() if not _unchanged(old, kwargs[name])))


def _unchanged(a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray):
        return isinstance(b, np.ndarray) and a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(_unchanged, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(_unchanged(a[key], b[key]) for key in a)
    return a is b


def _fault(error: Exception) -> StudentFault:
    builtin = next(kind for kind in type(error).__mro__ if getattr(builtins, kind.__name__, None) is kind)
    return StudentFault(type=builtin.__name__, line=None, cell=None, message=str(error), kind="exception")
