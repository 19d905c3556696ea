"""Whatever a student's functions answer: it is graded, explained and shown, and the fault is the student's."""

from __future__ import annotations

import dataclasses
import itertools
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.grade import grade_backend
from autograder.grading.trusted import TrustedBackend
from autograder.reports.html import report_html
from autograder.reports.text import report_text
from autograder.sandbox.backend import Outcome, StudentFault
from autograder.spec import EXERCISES, find_assignments, load_assignment
from autograder.spec.reference import reference_functions

from .bounds import bounded, fuzzed
from .values import plain, texts

KEYS = {exercise.key: exercise for name in find_assignments(EXERCISES) for exercise in load_assignment(name).exercises}
CHEAP = [key for key in KEYS if not key.startswith("practice/digits")]
KINDS = ("exception", "timeout", "asleep", "spent", "died", "memory", "output", "unplain")


class Answers(TrustedBackend):
    """The right functions, but for some answers: a call's number says which of `instead` takes its place."""

    def __init__(self, functions: dict[str, Any], instead: list[Any], every: int) -> None:
        super().__init__(functions)
        self._instead, self._every, self._calls = itertools.cycle(instead), every, itertools.count()

    def _run(self, *arguments: Any) -> Outcome:
        right = super()._run(*arguments)
        if next(self._calls) % self._every:
            return right
        answer = next(self._instead)
        if isinstance(answer, StudentFault):
            return Outcome(None, answer, (), 0.0)
        return dataclasses.replace(right, value=_replaced(right.value, answer), error=None, changed=(0, "x", 99))


def _replaced(right: Any, answer: Any) -> Any:
    """The answer itself, or with it in one place of the right one."""
    if (
        isinstance(answer, tuple)
        and len(answer) == 2
        and isinstance(answer[0], int)
        and isinstance(right, tuple)
        and right
    ):
        place = answer[0] % len(right)
        return (*right[:place], answer[1], *right[place + 1 :])
    return answer


faults = st.builds(
    StudentFault,
    type=st.sampled_from(["ValueError", "TypeError", "StopIteration", "Exception", "", "NotImplementedError"]),
    line=st.none(),
    cell=st.none(),
    message=texts,
    kind=st.sampled_from(KINDS),
)


@pytest.mark.parametrize("part", range(4))
@fuzzed
@given(data=st.data())
def test_any_answer_is_graded(part, data):
    exercise = KEYS[data.draw(st.sampled_from(CHEAP[part::4]))]
    answers = plain | faults | st.tuples(st.integers(0, 5), plain)
    instead = data.draw(st.lists(answers, min_size=1, max_size=4))
    backend = Answers(dict(reference_functions(exercise)), instead, data.draw(st.integers(1, 3)))
    with bounded():
        (report,) = grade_backend(backend, [exercise], seed=7)
        shown = report_text(report) + report_html(report) + json.dumps(report.to_dict())
    assert report.graded, [each.message for each in report.criteria if each.status == "grader_error"]
    assert 0 <= report.score <= exercise.max_score
    shown.encode("utf-8")
