"""A process that a test has met is never asked the same for points once more: it would know what comes."""

from __future__ import annotations

import textwrap

import pytest

from autograder.grading import plugin as plugin_module
from autograder.grading.familiar import Shelf
from autograder.sandbox.backend import Cell
from autograder.spec import load_assignment
from tests.grading.small_assignment import DOUBLE, SHIFT, check, grade, make_assignment, own

BY_SHAPE = """
    import numpy as np
    from course.checks import assert_close
    def test_double(student, rng):
        \"\"\"Twice x.\"\"\"
        x = rng.normal(size=3)
        y = student.double(x)
        student.double(np.ones(np.size(y)))
        assert_close(y, 2 * x, name="y")
"""
GUESSES_TWICE = """
TRIED = []
def double(x):
    TRIED.append(x.tobytes())
    return 2 * x if TRIED.count(x.tobytes()) > 1 else x[:1]
"""
GOES_ON = """
    from course.checks import assert_close
    def test_double(student, rng):
        \"\"\"Twice x.\"\"\"
        x = rng.normal(size=3)
        assert_close(student.double(x), 2 * x, name="y")
        assert_close(student.double(2 * x), 4 * x, name="y")
        assert_close(student.double(4 * x), 8 * x, name="y")
    def test_other(student):
        \"\"\"Another one.\"\"\"
        assert student.double(3) == 6
"""
LISTENS = """
HEARD = []
def double(x):
    if isinstance(x, int):
        raise NotImplementedError
    HEARD.append(x)
    return 0 * x
"""
KNOWS = """
heard = [*HEARD, 8 * HEARD[0]] if HEARD else []
def double(x):
    places = [k for k, each in enumerate(heard) if (each == x).all()]
    return heard[places[0] + 1] if places else x
"""


@pytest.fixture(autouse=True)
def shelf(monkeypatch):
    monkeypatch.setattr(plugin_module, "_met", Shelf())


def exercises_with(folder, suite):
    exercises = make_assignment(folder)
    (exercises[0].folder / "test_hidden.py").write_text(textwrap.dedent(suite))
    return exercises


def score(exercises, box, *cells):
    after = [Cell("second", SHIFT), check("second")]
    return grade([Cell("first", cells[0]), check("first"), *cells[1:], *after], exercises, box)[0].score


def test_who_is_asked_otherwise_is_not_asked_a_second_time(tmp_path, box):
    """Whose first answers are given up has another process, which was never asked."""
    exercises = exercises_with(tmp_path, BY_SHAPE)
    assert [score(exercises, box, each) for each in (DOUBLE, DOUBLE, GUESSES_TWICE)] == [2, 2, 0]


def test_what_was_asked_at_the_check_is_not_known_at_the_end(tmp_path, box):
    """A test that is failed goes on as for who is right: nobody answers it again who has heard that."""
    exercises = exercises_with(tmp_path, GOES_ON)
    toml = exercises[0].folder / "exercise.toml"
    toml.write_text(toml.read_text().replace("test_double = 2", "test_double = 2\ntest_other = 1"))
    exercises = load_assignment("pair", tmp_path).exercises
    assert score(exercises, box, LISTENS, own(1, KNOWS)) == 0
    assert score(exercises, box, "", own(1, DOUBLE)) == 3
