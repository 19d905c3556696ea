"""Where two values part, in a sentence; and values within bounds."""

from __future__ import annotations

import json

import numpy as np
import pytest

from autograder.appeals.values import as_data, as_lines, difference, one_line, pairs
from autograder.sandbox.backend import Ref


@pytest.mark.parametrize(
    ("got", "expected", "said"),
    [
        (np.array([1.0, 5.0]), np.array([1.0, 2.0]), "1 of 2 entries differ, most at [1]: got 5.0, expected 2.0"),
        (np.zeros((2, 3)), np.zeros((3, 2)), "shape (2, 3), expected (3, 2)"),
        (np.array([np.nan, 0.0]), np.array([1.0, 1e9]), "2 of 2 entries differ, most at [0]: got nan, expected 1.0"),
        (np.array([np.nan, np.inf]), np.array([np.nan, np.inf]), ""),
        (3.0, 2.0, "differs: got 3.0, expected 2.0"),
        (None, np.zeros(2), "a value of the kind None where one of the kind array is expected"),
        ("a", "b", ""),
        (
            {"W": np.zeros(2), "b": 1.0},
            {"W": np.ones(2), "b": 1.0},
            "['W'] 2 of 2 entries differ, most at [0]: got 0.0, expected 1.0",
        ),
        ([1.0, 2.0], (1.0, 3.0), "[1] differs: got 2.0, expected 3.0"),
        ({"W": 1.0}, {"w": 1.0}, "entries 'W', expected entries 'w'"),
        ((1.0,), (1.0, 2.0), "entries 0, expected entries 0, 1"),
        (Ref(1, "object"), 2.0, ""),
    ],
)
def test_difference(got, expected, said):
    assert difference(got, expected) == said


def test_long_values_are_cut_and_strange_ones_shown_as_text():
    assert len(as_lines(np.arange(10_000.0).reshape(100, 100))) <= 24
    assert len(as_lines([np.zeros(3)] * 50)) <= 24
    assert len(one_line("x" * 10_000)) <= 400
    assert one_line("\x1b[2J\u202e") == r"'\x1b[2J\u202e'"
    assert one_line((1, {"a": np.float32(2.5)}, Ref(1, "generator"))) == (
        "(1, {'a': 2.5}, <a generator that stayed in the box>)"
    )


def test_data_is_json_whatever_the_numbers_are():
    told = json.loads(json.dumps(as_data({"x": np.array([[np.nan, np.inf]]), "y": (1, None, True)}), allow_nan=False))
    assert told == {
        "x": {"dtype": "float64", "shape": [1, 2], "entries": ["nan", "inf"]},
        "y": [1, None, True],
    }
    assert as_data(np.zeros(5000))["entries"] is None


def test_values_have_the_names_that_the_exercise_gives_them():
    assert dict(pairs(("h", "cache"), (1, 2))) == {"h": 1, "cache": 2}
    assert dict(pairs(("h",), (1, 2))) == {"h": (1, 2)}
    assert dict(pairs(("h", "cache"), 5)) == {"returned": 5}
