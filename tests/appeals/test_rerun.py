"""A wrong answer, looked at again: what was asked, what came, what was expected, and where they part."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from autograder.appeals.cell import notebook_cell
from autograder.appeals.evidence import Evidence
from autograder.appeals.rerun import rerun
from autograder.appeals.told import as_json, as_text
from autograder.sandbox.backend import Cell
from autograder.spec import Exercise
from tests.grading.small_assignment import DOUBLE, SHIFT, check, make_assignment

SQUARED = "def double(x):\n    return x * x"
RAISES = "def helped(x):\n    raise ValueError(f'met {x[0]:.17g} \\x1b[2J')\n\n\ndef double(x):\n    return helped(x)"
FORGETS = "def shift(x):\n    return double(x) + 1, x\n\n\ndef unshift(y, cache):\n    return y - cache"


@pytest.fixture
def exercises(tmp_path: Path) -> tuple[Exercise, ...]:
    return make_assignment(tmp_path)


def looked(box, exercises, place: int, sources: Sequence[str], criteria: Sequence[str] = ()) -> Evidence:
    names = ("first", "second")
    cells = [Cell("setup", "import numpy as np")]
    for name, source in zip(names, sources, strict=False):
        cells += [Cell(name, source), check(name)]
    return rerun("ada", cells, exercises[place], box, 3, criteria)


def test_a_known_mistake_shows_input_answer_expected_and_the_variant(box, exercises):
    evidence = looked(box, exercises, 0, [SQUARED])
    [tested] = evidence.tests
    [exchange] = tested.exchanges
    [(name, x)] = exchange.arguments
    assert (tested.parted, name) == (0, "x")
    np.testing.assert_array_equal(exchange.call.outcome.value, x * x)
    np.testing.assert_array_equal(exchange.expected.value, 2 * x)
    assert f"{(x * x)[0]:.6g}" in tested.complaint
    [shown] = evidence.variants
    assert shown.name == "squared"
    assert "-    return 2 * x\n+    return x * x" in shown.difference
    text = as_text(evidence)
    for value in (x, x * x, 2 * x):
        assert np.array2string(value, precision=8) in text
    assert "<- here the answers part" in text
    assert "3 of 3 entries differ" in text


def test_the_traceback_has_the_text_that_a_student_never_sees(box, exercises):
    evidence = looked(box, exercises, 0, [RAISES])
    [tested] = evidence.tests
    x = tested.exchanges[0].arguments[0][1]
    assert f"ValueError: met {x[0]:.17g}" in tested.traceback
    assert "cell first, line 6, in double\n    return helped(x)" in tested.traceback
    assert "cell first, line 2, in helped" in tested.traceback
    assert "traced" not in tested.traceback
    assert f"{x[0]:.17g}" not in tested.criterion.message
    assert "\x1b" not in as_text(evidence)
    assert r"\x1b[2J" in as_text(evidence)


def test_a_cell_that_stopped_is_told_with_its_text(box, exercises):
    evidence = looked(box, exercises, 0, ["raise KeyError('lost')\n" + DOUBLE])
    [(cell, fault)] = evidence.stopped
    assert (cell.id, fault.type) == ("first", "KeyError")
    assert "first: stopped with KeyError in line 1 of first: 'lost'" in as_text(evidence)


def test_what_is_passed_is_shown_when_it_is_named(box, exercises):
    assert "Every criterion is passed" in as_text(looked(box, exercises, 0, [DOUBLE]))
    [tested] = looked(box, exercises, 0, [DOUBLE], ["test_double"]).tests
    assert tested.parted is None
    assert tested.exchanges[0].agrees


@pytest.mark.parametrize(
    ("place", "sources", "test"), [(0, [SQUARED], "test_double"), (1, [DOUBLE, FORGETS], "test_unshift")]
)
def test_the_cell_makes_the_same_answers_in_the_students_kernel(box, exercises, place, sources, test):
    evidence = looked(box, exercises, place, sources, [test])
    [tested] = evidence.tests
    kernel: dict[str, object] = {}
    for source in ("import numpy as np", *sources):
        exec(source, kernel)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(notebook_cell(evidence, tested), kernel)
    parted = tested.exchanges[tested.parted]
    np.testing.assert_array_equal(kernel[f"answer_{tested.parted + 1}"], parted.call.outcome.value)
    np.testing.assert_array_equal(kernel[f"expected_{tested.parted + 1}_0"], parted.expected.value)
    assert "got" in printed.getvalue()


def test_the_cell_stops_where_the_student_does(box, exercises):
    evidence = looked(box, exercises, 0, [RAISES])
    kernel: dict[str, object] = {}
    exec(RAISES, kernel)
    with pytest.raises(ValueError, match="met"):
        exec(notebook_cell(evidence, evidence.tests[0]), kernel)


def test_a_mistake_of_an_earlier_exercise_is_seen_as_such(box, exercises):
    evidence = looked(box, exercises, 1, [SQUARED, SHIFT])
    [tested] = evidence.tests
    assert tested.criterion.status == "carried"
    assert tested.parted == 0


def test_json_holds_the_same(box, exercises):
    evidence = looked(box, exercises, 0, ["def double(x):\n    return np.nan * x"])
    [told] = json.loads(as_json(evidence))["tests"]
    x = evidence.tests[0].exchanges[0].arguments[0][1]
    assert told["calls"][0]["arguments"]["x"]["entries"] == x.tolist()
    assert told["calls"][0]["got"]["y"]["entries"] == ["nan"] * 3
    assert told["calls"][0]["expected"]["y"]["entries"] == (2 * x).tolist()
    assert (told["parted"], told["status"]) == (0, "failed")
    assert "answer_1 = double(x_1)" in told["cell"]
