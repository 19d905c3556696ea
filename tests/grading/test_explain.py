"""What stopped a student's code gets words of its own; the cell and the line are those where it stopped."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.grading.explain import explain
from autograder.grading.notebook import Notebook
from autograder.grading.student import StudentError
from autograder.reports.report import Report
from autograder.sandbox.backend import Cell, StudentFault
from autograder.sandbox.box import Box
from autograder.sandbox.limits import Limits
from autograder.spec import Exercise, load_exercise
from tests.grading.small_assignment import DOUBLE, SHIFT, STARTER, check, grade, make_assignment, own

ORIGIN = "This comes from exercise 1 (Twice): with the right functions of that, it passes."


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Exercise, ...]:
    return tuple(replace(exercise, limits=Limits(idle_s=0.5)) for exercise in make_assignment(tmp_path))


def first(source: str, pair: tuple[Exercise, ...], box: Box, *above: Cell) -> Report:
    return grade([*above, Cell("first", source), check("first")], pair[:1], box)[0]


def told(report: Report) -> str:
    return report.criteria[0].message


def body(*lines: str) -> str:
    return "def double(x):\n" + "\n".join(f"    {line}" for line in lines)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            body("# YOUR CODE HERE", "raise NotImplementedError()", "", "return 2 * x"),
            "double still has the starter's `raise NotImplementedError()` in line 3 of your cell, above your answer, "
            "which is never reached: delete that line.",
        ),
        (STARTER, "double is not written yet."),
        ("def helper(x):\n    raise NotImplementedError()\n" + body("return helper(x)"), "helper is not written yet."),
        (
            body("return np.reshape(2 * x, newshape=3)"),
            "double raised TypeError in line 2 of your cell. The function that is called there knows no `newshape=`. "
            "Its documentation says what its arguments are called.",
        ),
        (
            body("return 2(x + 1) - 2"),
            "double raised TypeError in line 2 of your cell. What stands before the brackets there is no function but "
            "a value of type int: is a * missing, or has a function's name been given to a value?",
        ),
        (
            body("y = None", "return y.astype(float)"),
            "double raised AttributeError in line 3 of your cell. A value there is None: a None of the starter that is "
            "still to be replaced, a function without a return, or a cache that is None.",
        ),
        (
            body("return np.max(0, x)"),
            "double raised TypeError in line 2 of your cell. np.max looks for one entry along an axis; of two values, "
            "entry by entry, it is np.maximum.",
        ),
        (
            body("return np.max(x, 0)"),
            "y should be an array of shape (3,), but is a single number. np.max looks for one entry along an axis; of "
            "two values, entry by entry, it is np.maximum.",
        ),
        (
            body("return max(0, x)"),
            "double raised ValueError in line 2 of your cell. max cannot compare arrays; entry by entry it is "
            "np.maximum.",
        ),
        (
            body("if x > 0:", "    return x"),
            "double raised ValueError in line 2 of your cell. An if, and, or, not there meets a whole array, which is "
            "neither true nor false: use np.where, & or |.",
        ),
        (
            body("return list(x) * list(x)"),
            "double raised TypeError in line 2 of your cell. What stands there is no array but several values in a "
            "tuple or a list: np.asarray makes one of a list of numbers, and what a forward function returns is taken "
            "apart, as in `z, cache = ...`.",
        ),
        (
            body("return [1.0] - x.tolist()"),
            "double raised TypeError in line 2 of your cell. What stands there is no array but several values in a "
            "tuple or a list: np.asarray makes one of a list of numbers, and what a forward function returns is taken "
            "apart, as in `z, cache = ...`.",
        ),
        (
            body("return 2 * x.tolist().sum()"),
            "double raised AttributeError in line 2 of your cell. What stands there is a list, no array, and has no "
            "`.sum`.",
        ),
        (
            body("x = tuple(x)", "x[0] = 2"),
            "double raised TypeError in line 3 of your cell. What is written into there cannot be changed, as a tuple "
            "cannot: make a list or an array of your own first.",
        ),
        (
            body("return x.product()"),
            "double raised AttributeError in line 2 of your cell. The object there has no such attribute. Old "
            "tutorials use names that NumPy has dropped, such as np.product or np.float.",
        ),
        (
            "def double():\n    return 2",
            "double does not take the arguments that it is called with: keep its first line as it was released.",
        ),
        (
            body("import time", "time.sleep(60)"),
            "double waited longer than it may in line 3 of your cell. Nothing in an exercise has to wait.",
        ),
        (
            body("import torch", "return torch.tensor(x) * 2"),
            "double raised ModuleNotFoundError in line 2 of your cell. While it is graded there are only "
            "NumPy, Python's own modules, what the course brings and what the notebook itself writes: write it with "
            "these.",
        ),
        (
            body("assert x.ndim == 7", "return 2 * x"),
            "double raised AssertionError in line 2 of your cell. An assert of your own is not met there: what it asks "
            "for does not hold for all that the exercise allows.",
        ),
        (
            body("return x + later"),
            "double raised NameError in line 2 of your cell. A name used there is not defined in this notebook: define "
            "it in the cell, or run the notebook from the top in a fresh kernel to see it.",
        ),
    ],
)
def test_each_mistake_has_its_sentence(pair, box, source, message):
    assert told(first(source, pair, box)) == message


def test_what_should_have_been_a_function_is_told_what_it_is(pair):
    fault = StudentFault("TypeError", None, None, "'dict' object is not callable", "exception")
    assert explain(StudentError(fault, "predict"), pair[0], Notebook()) == (
        "predict raised TypeError. It is called as a function, and is a value of type dict: return a function."
    )


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["return [].pop()"], "The list there is empty."),
        (["return x[0, 0]"], "The array there has fewer dimensions than the index"),
        (["return x.shape[1]"], "The tuple there is shorter than the index"),
        (["return [x][3]"], "An index there is outside the array"),
        (["import math", "return math.exp(x)"], "A whole array meets there what takes a single number"),
        (["return 2(x)"], "What stands before the brackets there is no function but a value of type int"),
        (["return (x, x)['x']"], "it is asked for an entry by name"),
        (["return [x] * 0.5"], "several values in a tuple or a list"),
        (["return (1.0, None) - x.tolist()"], "several values in a tuple or a list"),
        (["return np.maximum((x, [x]), 0)"], "several values in a tuple or a list"),
        (["return sum(x.tolist()).T"], "What stands there is a single number of Python's, no array, and has no `.T`."),
        (["return (x, x).sum(axis=0)"], "What stands there is a tuple, no array"),
        (["return np.random.default_rng(0).rand(3)"], "What stands there is a numpy.random.Generator"),
        (["return getattr(1, 'secret')"], "The object there has no such attribute."),
        (
            ["import math", "return math.log(0.0 * x[0])"],
            "A function of math gets a number for which it is not defined",
        ),
        (["import math", "return math.exp(1000)"], "A number there gets too large"),
    ],
)
def test_what_a_value_was_taken_for_is_said(pair, box, lines, words):
    assert words in told(first(body(*lines), pair, box))


@pytest.mark.parametrize(
    ("line", "name"), [("max(0.5, 1.5)", "max"), ("sum(v for v in x)", "sum"), ("min(1, -2)", "min")]
)
def test_a_name_that_a_star_has_given_to_numpy_is_told(pair, box, line, name):
    said = told(first(body(f"return x * {line}"), pair, box, own(2, "from numpy import *")))
    assert f"Since `from numpy import *` the name {name} is NumPy's and no longer Python's" in said


def test_a_name_that_a_stopped_cell_was_to_define_leads_to_that_cell(pair, box):
    helper = own(2, "import numpy as np\nimport torch\n\ndef add_up(a):\n    return a")
    assert told(first(body("return add_up(x)"), pair, box, helper)) == (
        "double raised NameError in line 2 of your cell. `add_up` is not there: your own cell 2 "
        "(`import numpy as np`), which defines it, stopped in line 2 (ModuleNotFoundError: No module named 'torch')."
    )


def test_a_name_that_is_defined_further_down_is_to_be_moved(pair, box):
    cells = [Cell("first", body("return factor * x")), check("first"), own(4, "factor = 2")]
    assert told(grade(cells, pair[:1], box)[0]).endswith(
        "`factor` is defined only further down, in your own cell 4 (`factor = 2`): move it up."
    )


def test_an_answer_above_the_untouched_starter_is_found(pair, box):
    assert told(first(STARTER, pair, box, own(2, DOUBLE))) == (
        "double is not written yet. Your own cell 2 (`def double(x):`) defines it, but the untouched starter in your "
        "cell stands below and takes its place: write the answer there."
    )


def test_a_line_is_one_of_the_cell_that_is_named(pair, box):
    long = "# one\n# two\n# three\n# four\n# five\ndef double(x):\n    return x / 0 + {}[0]"
    cells = [Cell("first", long), check("first"), Cell("second", SHIFT), check("second")]
    one, other = grade(cells, pair, box)
    assert told(one).startswith("double raised KeyError in line 7 of your cell. ")
    assert told(other).startswith(f"{ORIGIN} shift raised KeyError in line 7 of your cell of exercise 1. ")


def test_an_earlier_exercise_that_is_not_written_is_named(pair, box):
    cells = [Cell("first", STARTER), check("first"), Cell("second", SHIFT), check("second")]
    said = f"{ORIGIN} double of exercise 1 is not written yet, and shift calls it."
    assert told(grade(cells, pair, box)[1]) == said


def test_a_question_to_a_reader_is_answered_and_said(pair, box):
    report = first("name = input('Who are you? ')\n" + DOUBLE, pair, box)
    assert report.score == 2
    assert report.note == "The cell asks with input(); nobody is there while it is graded, and the answer is 1."


@pytest.mark.parametrize(
    ("returned", "came"),
    [
        ("None", "None. Is there a return at the end of the function?"),
        ("2 * x + 1", "a single array. Return exactly these, separated by commas."),
        ("{'y': x}", "a dict. Return exactly these, separated by commas."),
        ("x, x, x", "3."),
        ("[[1.0, 2.0], [3.0, 4.0]]", "a single list. Return exactly these, separated by commas."),
        ("Matrix()", "a single Matrix. Return exactly these, separated by commas."),
    ],
)
def test_what_came_in_place_of_several_values_is_named(pair, box, returned, came):
    source = (
        f"class Matrix:\n    pass\n\n\ndef shift(x):\n    return {returned}\n\n\ndef unshift(y, cache):\n    return y"
    )
    assert told(grade([Cell("second", source), check("second")], pair[1:], box)[0]) == (
        f"shift should return 2 values (y, cache), but returned {came}"
    )


@pytest.mark.parametrize(
    "returned", ["[2 * x, None]", "iter((2 * x, None))", "(2 * x).tolist(), {}", "2 * x, map(abs, x)"]
)
def test_what_the_visible_check_unpacks_the_hidden_one_takes(pair, box, returned):
    source = f"def shift(x):\n    return {returned}\n\n\ndef unshift(y, cache):\n    return (y - 1) / 2"
    report = grade([Cell("second", source.replace("2 * x", "2 * x + 1")), check("second")], pair[1:], box)[0]
    assert report.score == 4


@pytest.mark.parametrize(("returned", "name"), [("Matrix()", "Matrix"), ("lambda: 0", "function"), ("{1}", "set")])
def test_the_students_own_type_is_named(pair, box, returned, name):
    source = f"class Matrix:\n    pass\n\n\ndef double(x):\n    return {returned}"
    assert told(first(source, pair, box)) == f"y should be an array of shape (3,), but is of type {name}."


def test_what_a_test_asks_is_said(pair, box):
    suite = pair[0].folder / "test_hidden.py"
    suite.write_text(
        textwrap.dedent('''
        import numpy as np
        from course.checks import assert_close
        def test_double(student):
            """Twice x."""
            for words, x in [("a one", np.ones(1)), ("a zero", np.zeros(1))]:
                student.case(words)
                assert_close(student.double(x), 2 * x, name="y")
        ''')
    )
    exercise = load_exercise(pair[0].folder)
    cells = [Cell("first", body("return 2 * x if x else 1 / 0"))]
    assert told(grade(cells, [exercise], box)[0]) == (
        "With a zero: double raised ZeroDivisionError in line 2 of your cell. There is a division by zero."
    )
    cells = [Cell("first", body("return x + 1"))]
    assert told(grade(cells, [exercise], box)[0]) == "With a zero: y is wrong."


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "return np.ones(4)",
            "What your code returned does not fit where this test goes on to compute with it (ValueError): look at its "
            "type and shape, and at the criteria that ask for it alone.",
        ),
        (
            "return x + np.ones(4)",
            "double raised ValueError in line 2 of your cell. Mostly shapes that do not fit: print the shapes of the "
            "operands on that line.",
        ),
    ],
)
def test_what_a_helper_of_the_tests_own_stumbles_over_is_what_was_returned(pair, box, source, message):
    suite = pair[0].folder / "test_hidden.py"
    suite.write_text(
        textwrap.dedent('''
        import numpy as np
        def test_double(student):
            """Twice x."""
            own = student.define("def own(x): return (double(x) * np.ones(3)).sum()")
            assert own(np.ones(3)) == 6
        ''')
    )
    cells = [Cell("setup", "import numpy as np"), Cell("first", body(source))]
    assert told(grade(cells, [load_exercise(pair[0].folder)], box)[0]) == message


def test_a_helper_of_the_tests_own_that_finds_no_function_says_which(pair, box):
    suite = pair[0].folder / "test_hidden.py"
    suite.write_text(
        textwrap.dedent('''
        def test_double(student):
            """Twice x."""
            assert student.define("def own(x): return double(x)")(3) == 6
        ''')
    )
    grade([Cell("first", "def double(x): return y")], [load_exercise(pair[0].folder)], box)  # a NameError, too
    for source, why in (
        ("def double(x:", "its cell stopped in line 1, before the definition."),
        ("def twice(x): return 2 * x", "its cell is missing, renamed or stops before the definition."),
    ):
        [report] = grade([Cell("first", source)], [load_exercise(pair[0].folder)], box)
        assert told(report) == f"double is not defined: {why}"
        assert report.criteria[0].status == "not_run"
