"""Graded is what the student ran: each exercise in the state that its check cell meets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.sandbox.backend import Cell
from autograder.sandbox.box import Box
from autograder.sandbox.limits import Limits
from autograder.spec import Exercise
from tests.grading.small_assignment import DOUBLE, SHIFT, STARTER, check, grade, make_assignment, own

FIRST, SECOND = Cell("first", DOUBLE), Cell("second", SHIFT)
WRONG = "def double(x):\n    return 3 * x"
LOOP = "while True:\n    pass"
SPIN = "import time\nuntil = time.process_time() + 0.3\nwhile time.process_time() < until:\n    pass"
SHORT = Limits(call_s=0.4, tests_s=2.0, cell_s=0.5, cells_s=0.6, idle_s=0.5)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Exercise, ...]:
    return make_assignment(tmp_path)


@pytest.fixture
def hasty(pair: tuple[Exercise, ...]) -> list[Exercise]:
    return [replace(exercise, limits=SHORT) for exercise in pair]


def scores(cells: list[Cell], exercises: object, box: Box) -> list[float]:
    return [report.score for report in grade(cells, exercises, box)]


@pytest.mark.parametrize(
    "later",
    [WRONG, "double = lambda x: x", "del double", "np = 3", "import numpy as np\nnp.seterr(all='raise')", "double = 7"],
)
def test_what_comes_below_a_check_costs_it_nothing(pair, box, later):
    assert scores([FIRST, check("first"), SECOND, check("second"), own(5, later)], pair, box) == [2, 4]
    assert scores([FIRST, check("first"), own(3, later)], pair[:1], box) == [2]


def test_what_comes_between_is_what_the_next_one_meets(pair, box):
    cells = [FIRST, check("first"), own(3, WRONG), SECOND, check("second")]
    first, second = grade(cells, pair, box)
    assert (first.score, second.score) == (2, 1)


@pytest.mark.parametrize("last_one_counts", [True, False])
def test_of_two_definitions_the_last_above_the_check_wins(pair, box, last_one_counts):
    attempts = [own(1, WRONG), Cell("first", DOUBLE)] if last_one_counts else [Cell("first", DOUBLE), own(2, WRONG)]
    assert scores([*attempts, check("first")], pair[:1], box) == [2 if last_one_counts else 0]


def test_an_answer_below_its_check_is_accepted_and_said(pair, box):
    [report] = grade([Cell("first", STARTER), check("first"), own(3, DOUBLE)], pair[:1], box)
    assert report.score == 2
    assert report.note == "Where it is checked it was not written yet; what stands further down was graded."


def test_what_is_written_nowhere_is_not_said_to_stand_further_down(pair, box):
    for nothing, stopped in (
        (STARTER, False),
        (f"{STARTER}\ndouble(1)", False),
        ("y = 1", False),
        ("def double(", True),
    ):
        [report] = grade([Cell("first", nothing), check("first"), own(3, "y = 1 / 0")], pair[:1], box)
        assert ("further down" in report.note, report.stopped) == (False, stopped)


def test_what_was_right_at_the_check_is_not_lost_to_the_end(pair, box):
    half = Cell("second", SHIFT.partition("\n\n\n")[0])
    spoilt = own(5, "def shift(x):\n    return x, None")
    report = grade([FIRST, check("first"), half, check("second"), spoilt], pair, box)[1]
    assert [criterion.points for criterion in report.criteria] == [3, 0]


def test_a_starter_without_more_is_asked_once(pair, box, monkeypatch):
    asked = []
    monkeypatch.setattr("autograder.grading.plugin.Plugin.run", _counting(asked))
    grade([Cell("first", STARTER), check("first"), check("second")], pair[:1], box)
    assert asked == ["first"]


def _counting(asked):
    from autograder.grading.plugin import Plugin

    run = Plugin.run
    return lambda self, exercise, *more: asked.append(exercise.name) or run(self, exercise, *more)


def test_exercises_are_graded_in_the_order_of_their_checks(pair, box):
    cells = [Cell("second", "double = lambda x: 2 * x\n" + SHIFT), check("second"), own(3, "del double")]
    cells += [Cell("first", DOUBLE), check("first")]
    reports = grade(cells, pair, box)
    assert [report.exercise for report in reports] == ["pair/first", "pair/second"]
    assert [report.score for report in reports] == [2, 4]


def test_without_checks_the_end_counts(pair, box):
    assert scores([FIRST, SECOND, own(3, WRONG)], pair[:1], box) == [0]


def test_a_process_that_a_test_ends_is_replaced_in_the_same_state(pair, box):
    cells = [Cell("first", "import os\ndef double(x):\n    os._exit(0)"), check("first")]
    cells += [own(3, DOUBLE), SECOND, check("second"), own(6, WRONG)]
    assert scores(cells, pair, box) == [0, 4]


def test_what_the_course_has_in_a_notebook_is_not_called_the_students(hasty, box):
    cells = [FIRST, check("first"), replace(own(3, LOOP), given=True), SECOND, check("second")]
    assert "The course's cell 3 (`while True:`) was stopped" in grade(cells, hasty, box)[1].note


def test_own_cells_cost_nobody_the_graded_ones(hasty, box):
    between = [own(3, LOOP), *[own(4 + k, SPIN) for k in range(6)], own(10, "import os\nos._exit(1)")]
    cells = [FIRST, check("first"), *between, SECOND, check("second"), *[own(20 + k, LOOP) for k in range(40)]]
    first, second = grade(cells, hasty, box)
    assert (first.score, second.score) == (2, 4)
    assert first.note == ""
    assert "Your own cell 3 (`while True:`) was stopped: it computed longer than the 0.5 seconds" in second.note
    assert "Your own cell 6" in second.note
    assert "your own cells had used up the 0.6 seconds that they have together" in second.note
    assert "Your own cell 10 (`import os`) was stopped: it brought its process down" in second.note
    assert "Your own cell 20" not in second.note


def test_a_loop_at_the_end_of_a_solution_cell_leaves_its_functions(hasty, box):
    [report] = grade([Cell("first", f"{DOUBLE}\n{LOOP}"), check("first")], hasty[:1], box)
    assert report.score == 2
    assert report.note.startswith("The cell ran longer than it may, and was stopped in line")


def test_a_function_that_hangs_costs_its_own_exercise_alone(hasty, box):
    cells = [Cell("first", "def double(x):\n    " + LOOP.replace("\n", "\n    ")), check("first")]
    first, second = grade([*cells, own(3, DOUBLE), SECOND, check("second")], hasty, box)
    assert (first.score, second.score) == (0, 4)
    assert "double ran longer than it may" in first.criteria[0].message
    assert "Look for a loop that does not end" in first.criteria[0].message


def test_who_runs_out_of_time_is_told_what_is_fast_enough(hasty, box):
    told = [replace(hasty[0], too_slow="One loop over the rows is fast enough.")]
    [report] = grade([Cell("first", "def double(x):\n    " + LOOP.replace("\n", "\n    ")), check("first")], told, box)
    assert report.criteria[0].message.endswith("a loop that does not end. One loop over the rows is fast enough.")
    [report] = grade([Cell("first", "def double(x):\n    return x / None"), check("first")], told, box)
    assert "fast enough" not in report.criteria[0].message


def test_what_a_test_has_asked_does_not_come_back_as_the_message_of_a_cell(pair, box):
    spy = "seen = []\ndef double(x):\n    seen.append(repr(x.tolist()))\n    return 2 * x"
    cells = [Cell("first", spy), check("first"), Cell("second", "raise ValueError(f'LOOT {seen}')"), check("second")]
    first, second = grade(cells, pair, box)
    assert first.score == 2
    assert second.note == "The cell stopped with ValueError in line 1: LOOT []."


def test_the_message_of_a_cell_is_told_wherever_it_stands(pair, box):
    cells = [FIRST, check("first"), Cell("second", "import torch\n" + SHIFT), check("second")]
    report = grade(cells, pair, box)[1]
    assert report.note == (
        "The cell stopped with ModuleNotFoundError in line 1: No module named 'torch'. While it is graded there are "
        "only NumPy, Python's own modules, what the course brings and what the notebook itself writes: write it with "
        "these."
    )
    assert {criterion.status for criterion in report.criteria} == {"not_run"}
    assert "its cell stopped in line 1, before the definition" in report.criteria[0].message
