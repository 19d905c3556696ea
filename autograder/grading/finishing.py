"""A test that fails ends early. What it would still have asked is asked all the same, and the answers are thrown away.

Otherwise a student's code could tell by the next call whether its last answer was right, and try another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from autograder.grading.calls import Call, perform
from autograder.grading.leaves import paired, translated
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
        refs |= paired(right.outcome.value, ours.outcome.value)
    for call in whole[len(done) :]:
        if call.operation == "once":
            continue  # that is asked of everybody, and whole
        with suppress(KeyError, AssertionError):  # a handle that a wrong answer did not give; a callback's complaint
            target, arguments, keywords = translated((call.target, call.arguments, call.keywords), refs)
            outcome = perform(backend, call.operation, target, arguments, keywords, call.keep)
            refs |= paired(call.outcome.value, outcome.value)


def _asked(call: Call) -> tuple[str, str]:
    return call.operation, call.target if isinstance(call.target, str) else ""
