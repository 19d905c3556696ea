"""What stands below the last check is run where it may not end, and told where it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.grading.below import lasting
from autograder.sandbox.backend import Cell
from autograder.sandbox.limits import Limits
from autograder.sandbox.session import Session
from tests.grading.small_assignment import DOUBLE, SHIFT, check, grade, make_assignment, own

SHORT = Limits(call_s=0.4, tests_s=2.0, cell_s=0.5, cells_s=0.6, idle_s=0.5)
LOOP = "while True:\n    pass"
SPIN = "import time\nuntil = time.process_time() + 0.3\nwhile time.process_time() < until:\n    pass"
ABOVE = [Cell("first", DOUBLE), check("first"), Cell("second", SHIFT), check("second")]
NAMED = "Your own cell {} (`{}`) was stopped: it computed longer than the 0.5 seconds that a cell may."


@pytest.fixture
def pair(tmp_path: Path):
    return [replace(exercise, limits=SHORT) for exercise in make_assignment(tmp_path)]


@pytest.mark.parametrize(
    "source",
    [
        LOOP,
        "if True:\n  while loss > 0:\n    pass",
        "for k in itertools.count():\n    pass",
        "from itertools import cycle\nfor k in cycle(x):\n    pass",
        "time.sleep(3600)",
        "for k in range(10_000_000):\n    pass",
        "for k in range(10**9):\n    pass",
        "for k in range(int(1e8)):\n    pass",
    ],
)
def test_what_may_not_end(source):
    assert list(lasting([own(1, source), own(2, "x = 1")])) == [0]


@pytest.mark.parametrize(
    "source",
    [
        "for k in range(1000):\n    train(params)",
        "x = np.ones(10_000_000)",
        "# do this while it learns",
        "print('for a while')",
        "[1, 2].count(1)",
        "parameter_count(28)",
        "np.repeat(x, 3)",
        "time.sleep(0.1)",
        "",
    ],
)
def test_what_ends(source):
    assert not list(lasting([own(1, source)]))


def test_a_function_that_may_not_end_makes_those_who_mention_it_so():
    fit = "def fit(x):\n    while x > 0:\n        x = x + 1"
    cells = [own(1, fit), own(2, "x = 1"), own(3, "def best(x):\n    return fit(x)"), own(4, "best(x)")]
    assert list(lasting(cells)) == [0, 2, 3]
    assert not list(lasting([replace(cell, given=True) for cell in cells]))
    assert not list(lasting([Cell("first", fit), *cells[1:]], {"fit"}))
    assert list(lasting([Cell("first", fit), *cells[1:]])) == [2, 3]


def test_a_helper_in_a_solution_cell_is_called_by_no_hidden_test(pair, box):
    helper = "def fit(x):\n    while x > 0:\n        x = x + 1"
    above = [Cell("first", f"{DOUBLE}\n\n\n{helper}"), *ABOVE[1:]]
    assert grade([*above, own(5, "fit(1)")], pair, box)[1].note.startswith(NAMED.format(5, "fit(1)"))
    assert grade([*above, own(5, "fit(-1)")], pair, box)[1].note == ""


def test_the_last_exercise_says_what_does_not_end(pair, box):
    first, second = grade([*ABOVE, own(5, "loss = 1"), own(6, "while loss > 0:\n    loss = 2 * loss")], pair, box)
    assert (first.score, first.note, second.score) == (2, "", 4)
    assert second.note.startswith(NAMED.format(6, "while loss > 0:"))
    assert second.note.endswith("whoever runs the whole notebook has to wait for it.")


def test_it_is_said_where_that_exercise_is_graded(pair, box):
    cells = [*ABOVE, own(5, LOOP)]
    assert grade(cells, pair[:1], box)[0].note == ""
    assert "cell 5" in grade(cells, pair[1:], box)[0].note


def test_a_loop_below_costs_no_points_whatever_stands_above_it(pair, box):
    reports = grade([*ABOVE, own(5, f"double = shift = None\n{LOOP}")], pair, box)
    assert [report.score for report in reports] == [2, 4]


def test_nothing_is_run_without_a_reason(pair, box, monkeypatch):
    monkeypatch.setattr(Session, "below", lambda self, places: pytest.fail(f"{places} are run"))
    grade([*ABOVE, own(5, "double = 3"), replace(own(6, LOOP), given=True)], pair, box)


def test_the_first_that_does_not_end_is_the_last_that_is_run(pair, box, monkeypatch):
    sessions = _sessions(box, monkeypatch)
    report = grade([*ABOVE, own(5, "x = 1"), own(6, LOOP), *[own(7 + k, LOOP) for k in range(20)]], pair, box)[1]
    assert report.note.count("Your own cell") == 1
    assert sessions[0].spent_s < 2 * SHORT.cell_s


def test_own_cells_have_no_more_time_than_they_have_together(pair, box, monkeypatch):
    sessions = _sessions(box, monkeypatch)
    report = grade([*ABOVE, *[own(5 + k, SPIN) for k in range(20)], own(30, LOOP)], pair, box)[1]
    assert report.note == ""
    assert sessions[0].spent_s < 2 * SHORT.cells_s


def _sessions(box, monkeypatch):
    """Those that the box starts from now on."""
    started, start = [], box.start
    monkeypatch.setattr(box, "start", lambda *what: started.append(start(*what)) or started[-1])
    return started


def test_what_waits_for_an_answer_is_not_said_to_go_on(pair, box):
    assert grade([*ABOVE, own(5, "while input('more? ') == '1':\n    pass")], pair, box)[1].note == ""


def test_a_mistake_carried_forward_does_not_hide_it(pair, box):
    cells = [Cell("first", "def double(x):\n    return 3 * x"), *ABOVE[1:], own(5, LOOP)]
    first, second = grade(cells, pair, box)
    assert (first.score, second.comes_from) == (0, (1,))
    assert NAMED.format(5, "while True:") in second.note
