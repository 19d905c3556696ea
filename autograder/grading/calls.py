"""One call of a student's function, or of what answers in its place: as it is made, and as it is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from autograder.errors import GraderError
from autograder.sandbox.backend import WHOLE, Backend, Outcome, Ref
from autograder.spec import Exercise

__all__ = ["Call", "kept_places", "perform", "valued"]


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """One exchange with the box. `target` is a function's name, or the Ref that an operation was applied to."""

    operation: str
    target: str | Ref
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    keep: frozenset[int]
    outcome: Outcome


def perform(
    backend: Backend,
    operation: str,
    target: Any,
    arguments: tuple[Any, ...],
    keywords: dict[str, Any],
    keep: frozenset[int],
) -> Outcome:
    """One operation on any backend: the student's box, or a variant in this process."""
    match operation:
        case "call":
            return backend.call(target, arguments, keywords, keep)
        case "getattr":
            return backend.getattr(target, *arguments)
        case "next":
            return backend.next(target)
        case "rng":
            return valued(backend.rng(*arguments))
        case "define":
            return valued(backend.define(*arguments))
        case "once":
            return arguments[0].rehearsed(backend)
    raise GraderError(f"no such operation: {operation}")


def valued(value: Any) -> Outcome:
    """The outcome that is this value, and took no time."""
    return Outcome(value=value, error=None, changed=(), seconds=0.0)


def kept_places(exercise: Exercise, function: str) -> frozenset[int]:
    """The places of the returned tuple that stay in the box; WHOLE where the one returned value does."""
    opaque = exercise.opaque[function]
    return frozenset({WHOLE}) if opaque and len(exercise.functions[function]) == 1 else opaque
