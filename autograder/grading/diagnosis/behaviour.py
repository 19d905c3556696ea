"""How wrong answers behave, in a few characters: students who answer alike have made the same mistake.

The digest is of what a student's code answered to the calls of the tests that it fails: numbers rounded, random values
as the folder's observers see them, exceptions by their type. Nothing of a hidden test can be read from it.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograder.grading.calls import Call
from autograder.grading.diagnosis.observed import Origin
from autograder.grading.diagnosis.replay import Answer, Replays
from autograder.grading.diagnosis.sameness import Near
from autograder.spec.exercise import Exercise

__all__ = ["behaviour_of"]

DIGITS = 4  # behind the first: so far two ways of writing one formula agree, in float32 too
LENGTH = 16


def behaviour_of(exercise: Exercise, tests: Sequence[Sequence[Call]]) -> str:
    """The digest of the answers to these tests' calls; "" where nothing was asked.

    Args:
        tests: those that failed, in an order that is the same for all students.
    """
    replays = Replays(exercise)
    digest, asked = hashlib.sha256(), 0
    for answers in map(replays.recorded, tests):
        for place in range(len(answers)):
            digest.update(b"".join(_of_answer(answers[place])))
            asked += 1
    return digest.hexdigest()[:LENGTH] if asked else ""


def _of_answer(answer: Answer | None) -> Iterator[bytes]:
    """What is the same for answers that are the same."""
    if answer is not None:
        yield _of_text(f"{answer.error} {sorted(map(str, answer.changed))}")
        yield from _of_value(answer.seen)
    yield b";"


def _of_value(value: Any) -> Iterator[bytes]:
    match value:
        case Near():
            yield from _of_numbers(np.asarray(value.value), 2 * value.tolerance)
        case Origin():
            yield b"handle"
        case dict():
            for key in sorted(value, key=repr):
                yield _of_text(f"{key!r}:")
                yield from _of_value(value[key])
        case list() | tuple():
            yield b"("
            for entry in value:
                yield from (*_of_value(entry), b",")
            yield b")"
        case str() | None:
            yield _of_text(repr(value))
        case _:
            yield from _of_array(np.asarray(value))


def _of_array(values: np.ndarray) -> Iterator[bytes]:
    if values.dtype.kind == "c":
        yield from (*_of_array(values.real), *_of_array(values.imag))
    elif values.dtype.kind in "biuf":
        numbers = values.astype(float)
        yield from _of_numbers(numbers, _step(numbers))
    else:
        yield _of_text(str(values.tolist()))


def _of_numbers(values: np.ndarray, step: float) -> Iterator[bytes]:
    with np.errstate(all="ignore"):
        steps = np.rint(values / step) + 0.0  # no minus before a zero
    yield str(values.shape).encode()
    yield np.where(np.isnan(steps), np.nan, steps).tobytes()


def _step(values: np.ndarray) -> float:
    """What entries are rounded to, by the largest of them."""
    finite = np.abs(values[np.isfinite(values)])
    largest = float(finite.max()) if finite.size else 0.0
    return 10.0 ** max(math.floor(math.log10(largest)) - DIGITS, -300) if largest > 0 else 1.0


def _of_text(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
