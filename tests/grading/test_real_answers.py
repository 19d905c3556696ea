"""Wrong answers of the kinds that students hand in: who is told something is told what is true of the answer."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.grading.diagnosis import diagnose
from autograder.grading.suite import run_suites
from autograder.grading.trusted import TrustedBackend
from autograder.spec import EXERCISES, find_exercises, load_exercise
from autograder.spec.solution import bare_source
from autograder.spec.variants import functions_in

ANSWERS = Path(__file__).with_name("real_answers")


@dataclass(frozen=True)
class Answer:
    """What a student wrote, the functions that are right included; `told`: the name of the diagnosis, if any."""

    exercise: str
    name: str
    told: str
    source: str


def answers() -> Iterator[Answer]:
    keys = {key.partition("/")[2]: key for key in find_exercises()}
    for path in sorted(ANSWERS.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        right = bare_source(load_exercise(EXERCISES / keys[path.stem]))
        for node in ast.parse(text).body:
            if isinstance(node, ast.ClassDef):
                own = [ast.get_source_segment(text, part, padded=True) for part in node.body[1:]]
                source = "\n\n\n".join([right, *(textwrap.dedent(part) for part in own if part)])
                yield Answer(keys[path.stem], node.name, ast.get_docstring(node) or "", source)


ALL = list(answers())


@pytest.mark.parametrize("answer", ALL, ids=lambda answer: f"{answer.exercise}-{answer.name}")
@pytest.mark.parametrize("seed", [3, 2026])
def test_what_a_student_is_told(answer, seed):
    exercise = load_exercise(EXERCISES / answer.exercise)
    functions = functions_in(exercise, answer.source, answer.name)
    result = run_suites([exercise], TrustedBackend(functions), seed)[0]
    assert result.has_failed
    found = diagnose(exercise, result.calls)
    assert (found.name if found else "") == answer.told


def test_most_of_them_are_told_something():
    assert len(ALL) >= 54
    assert sum(bool(answer.told) for answer in ALL) / len(ALL) >= 38 / 43
