"""A test that fails ends early. What it would still have asked is asked all the same, and the answers are thrown away.

Otherwise a student's code could tell by the next call whether its last answer was right, and try another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from autograder.grading.student import Call, map_leaves, perform
from autograder.sandbox.backend import Backend, Ref

__all__ = ["finish"]


def finish(backend: Backend, done: Sequence[Call], whole: Sequence[Call]) -> None:
    """Make the rest of the calls.

    Args:
        done: what the test has asked the student's code; what has stayed there is still there.
        whole: what the same test has asked the reference.
    """
    if any(_asked(ours) != _asked(right) for ours, right in zip(done, whole, strict=False)):
        return  # what this test asks is for the answers to say, as with an iterator that ends sooner
    refs: dict[Ref, Ref] = {}
    for ours, right in zip(done, whole, strict=False):
        refs |= _paired(right.outcome.value, ours.outcome.value)
    for call in whole[len(done) :]:
        if call.operation == "once":
            continue  # that is asked of everybody, and whole
        with suppress(KeyError, AssertionError):  # a handle that a wrong answer did not give; a callback's complaint
            target, arguments, keywords = _of_the_student((call.target, call.arguments, call.keywords), refs)
            outcome = perform(backend, call.operation, target, arguments, keywords, call.keep)
            refs |= _paired(call.outcome.value, outcome.value)


def _of_the_student(value: Any, refs: Mapping[Ref, Ref]) -> Any:
    """Raises KeyError for a handle of the reference's that has no fellow."""
    return map_leaves(lambda leaf: refs[leaf] if isinstance(leaf, Ref) else leaf, value)


def _asked(call: Call) -> tuple[str, str]:
    return call.operation, call.target if isinstance(call.target, str) else ""


def _paired(right: Any, ours: Any) -> dict[Ref, Ref]:
    """The student's handle for each of the reference's, where both stand in the same place."""
    if isinstance(right, Ref):
        return {right: ours} if isinstance(ours, Ref) else {}
    if isinstance(right, (list, tuple)) and isinstance(ours, (list, tuple)):
        return {k: v for a, b in zip(right, ours, strict=False) for k, v in _paired(a, b).items()}
    if isinstance(right, dict) and isinstance(ours, dict):
        return {k: v for key in right.keys() & ours.keys() for k, v in _paired(right[key], ours[key]).items()}
    return {}
