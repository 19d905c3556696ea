"""What is lent answers from memory where the same was asked before, and as if it had been asked again."""

from __future__ import annotations

import textwrap
from collections import OrderedDict
from typing import Any

import numpy as np
import pytest

from autograder.grading.answered import ANSWERED
from autograder.grading.lending import STATED, Lender
from autograder.grading.trusted import TrustedBackend
from autograder.sandbox.backend import Outcome, Ref, Sealed
from autograder.spec import load_assignment
from tests.grading.small_assignment import make_assignment

NOISY = """
    def noise(x, rng):
        return x + rng.normal(), (x, "cache")
    def twice(cache):
        return 2 * cache[0]
    def drawn(count, rng):
        for _ in range(count):
            yield rng.normal()
"""
STATE = """
def state(rng, new=None):
    if new is not None:
        rng.bit_generator.state = new
    return rng.bit_generator.state
"""
FIELDS = """
title = "Noise"
lectures = ["B1"]
solution = ["solution.py"]
[functions]
noise = "y, cache*"
twice = "y"
drawn = "values*"
[points]
test_double = 2
"""


class Second(TrustedBackend):
    """A box without a box, which counts what it is asked."""

    is_open = True
    asked: list[str]

    def __init__(self) -> None:
        super().__init__({})
        self.asked = []

    def start(self, cells: Any, limits: Any) -> Second:
        for cell in cells:
            exec(cell.source, self._namespace)
        return self

    def call(self, target: Any, args: Any, kwargs: Any, keep: Any = None) -> Outcome:
        self.asked += [target.removeprefix(STATED)] if isinstance(target, str) else []
        return super().call(target, args, kwargs, keep)

    def close(self) -> None: ...


@pytest.fixture
def exercises(tmp_path):
    first, _ = make_assignment(tmp_path)
    (first.folder / "exercise.toml").write_text(FIELDS)
    (first.folder / "solution.py").write_text(textwrap.dedent(NOISY))
    return load_assignment("pair", tmp_path).exercises


@pytest.fixture(autouse=True)
def _nothing_is_remembered(monkeypatch):
    monkeypatch.setattr(ANSWERED, "_known", OrderedDict())
    monkeypatch.setattr(ANSWERED, "_nbytes", 0)


def lend(exercises: Any) -> tuple[Second, TrustedBackend, dict[str, Any]]:
    """The second box, the student's, and what is lent to the second exercise."""
    box, student = Second(), TrustedBackend({})
    first, second = exercises
    lent = Lender(lambda: box, student).functions(second, [first])
    return box, student, {name: _as_there(student, function) for name, function in lent.items()}


def _as_there(student: TrustedBackend, function: Any) -> Any:
    """As the student's box calls what is lent to it: the states of Generators go with their handles, and come back."""

    def lent(*arguments: Any) -> Any:
        state = student.define(STATE)
        rngs = [each for each in arguments if isinstance(each, Ref)]
        value, states = function(arguments, {}, [student.call(state, (rng,), {}).value for rng in rngs])
        for rng, new in zip(rngs, states, strict=True):
            student.call(state, (rng, new), {})
        return value

    return lent


def noise(student: TrustedBackend, lent: Any, seed: int = 3, x: float = 1.0) -> tuple[Any, Sealed, Ref]:
    rng = student.rng(seed)
    value, cache = lent["noise"](x, rng)
    return value, cache, rng


def test_the_same_question_is_answered_from_memory(exercises):
    expected = 1.0 + np.random.default_rng(3).normal()
    asked = []
    for _ in range(3):
        box, student, lent = lend(exercises)
        value, cache, _ = noise(student, lent)
        assert value == expected
        assert lent["twice"](cache) == 2.0
        asked.append(box.asked)
    assert asked == [["noise", "twice"], [], []]


def test_a_generator_goes_on_as_it_was_drawn_from(exercises):
    for _ in range(2):
        _, student, lent = lend(exercises)
        value, _, rng = noise(student, lent)
        again, _ = lent["noise"](1.0, rng)
        draw = np.random.default_rng(3)
        assert [value, again] == [1.0 + draw.normal(), 1.0 + draw.normal()]


def test_a_generator_goes_on_behind_what_an_iterator_has_drawn(exercises):
    for _ in range(2):
        _, student, lent = lend(exercises)
        rng, draw = student.rng(3), np.random.default_rng(3)
        for count in (3, 2):
            assert lent["drawn"](count, rng) == tuple(draw.normal() for _ in range(count))


def test_an_iterator_without_an_end_is_not_lent(exercises):
    _, student, lent = lend(exercises)
    with pytest.raises(ValueError, match="cannot be handed"):
        lent["drawn"](10**9, student.rng(3))


@pytest.mark.parametrize(("seed", "x"), [(4, 1.0), (3, 1.5), (3, np.nextafter(1.0, 2.0)), (3, 1)])
def test_another_question_is_asked(exercises, seed, x):
    _, student, lent = lend(exercises)
    noise(student, lent)
    box, student, lent = lend(exercises)
    value, _, _ = noise(student, lent, seed, x)
    assert value == x + np.random.default_rng(seed).normal()
    assert box.asked == ["noise"]


def test_what_was_never_made_in_this_box_is_made_when_it_is_wanted(exercises):
    _, student, lent = lend(exercises)
    noise(student, lent)
    box, student, lent = lend(exercises)
    _, cache, _ = noise(student, lent)
    assert box.asked == []
    assert lent["twice"](cache) == 2.0
    assert box.asked == ["noise", "twice"]


def test_another_solution_is_asked_anew(exercises, tmp_path):
    _, student, lent = lend(exercises)
    noise(student, lent)
    (exercises[0].folder / "solution.py").write_text(textwrap.dedent(NOISY).replace("x + rng", "x - rng"))
    box, student, lent = lend(load_assignment("pair", tmp_path).exercises)
    value, _, _ = noise(student, lent)
    assert value == 1.0 - np.random.default_rng(3).normal()
    assert box.asked == ["noise"]


def test_what_is_remembered_is_bounded(exercises, monkeypatch):
    monkeypatch.setattr("autograder.grading.answered.KEPT_MB", 0)
    for _ in range(2):
        box, student, lent = lend(exercises)
        noise(student, lent)
        assert box.asked == ["noise"]


@pytest.mark.parametrize("states", [[], [{}, {}], [Ref(1, "generator")], [{"state": Sealed(None)}], None])
def test_states_that_are_none_are_refused(exercises, states):
    """Who answers in its own guest's place can send anything."""
    first, second = exercises
    box, student = Second(), TrustedBackend({})
    lent = Lender(lambda: box, student).functions(second, [first])
    with pytest.raises(TypeError):
        lent["noise"]((1.0, student.rng(3)), {}, states)
    assert box.asked == []
