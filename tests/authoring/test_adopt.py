"""A wrong answer becomes a class of misconceptions.py: near to the solution as an edit, else as a function."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.authoring.adopt import adopt, free_name, regraded
from autograder.authoring.answer import functions_in_cells
from autograder.authoring.variant import Draft, class_text, draft_of
from autograder.errors import SpecError, UsageError
from autograder.sandbox.backend import Cell
from autograder.sandbox.box import Box
from autograder.spec import Exercise, load_exercise
from autograder.spec.variants import load_variants
from tests.grading.small_assignment import make_assignment

SOLUTION = """def f(x, y):
    z = x + y
    if z > 0:
        z = 2 * z
    return z, (x, y)


def g(x):
    return -x
"""
SEVEN = (
    "def leaky_relu(x, slope=0.01):\n    '''Words that were given.'''\n    return np.where(x > 0, x, slope * x) + 7\n"
)
OTHERWISE = (
    "def far(x):\n    return 7 + x\n\n\ndef leaky_relu(h, slope=0.01):\n    return far(np.maximum(h, slope * h))\n"
)


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box() as box:
        yield box


def answer(source: str) -> list[Cell]:
    return [Cell("setup", "import numpy as np"), Cell("leaky", source), Cell("leaky-check", "", check_of="leaky")]


def drafted(source: str):
    return draft_of({node.name: node for node in ast.parse(source).body}, SOLUTION)


def test_what_is_near_is_an_edit():
    draft = drafted(SOLUTION.replace("x + y", "x - y").replace("2 * z", "3 * z"))
    assert draft.edits == {"f": {"z = x + y": "z = x - y", "z = 2 * z": "z = 3 * z"}}
    assert draft.functions == {}


@pytest.mark.parametrize(
    "source",
    [
        SOLUTION.replace("z > 0", "z >= 0"),  # the head of a block
        SOLUTION.replace("    z = x + y\n", "    a = x\n    z = a + y\n"),
        SOLUTION.replace("def f(x, y)", "def f(x, y=1)"),
    ],
)
def test_what_is_built_otherwise_is_a_function(source):
    draft = drafted(source)
    assert (draft.edits, list(draft.functions)) == ({}, ["f"])
    assert ast.dump(ast.parse(draft.functions["f"])) == ast.dump(ast.parse(source.partition("\n\n\n")[0]))


def test_where_one_function_is_built_otherwise_all_are_whole():
    draft = drafted(SOLUTION.replace("z > 0", "z >= 0").replace("-x", "2 * x"))
    assert (draft.edits, list(draft.functions)) == ({}, ["f", "g"])


def test_what_is_right_is_left_out():
    draft = drafted(SOLUTION.replace("    ", "  "))
    assert (draft.edits, draft.functions) == ({}, {})


def test_words_cannot_end_the_docstring():
    draft = drafted(SOLUTION.replace("-x", "x"))
    text = class_text("turned", 'You say """ and \\ and "', draft)
    [node] = ast.parse(text).body
    assert ast.get_docstring(node) == 'You say """ and \\ and "'


def test_edits_are_written_as_they_are():
    edits = {"f": {"a = b": "a = 'é \U0001f600' + \"\\n\""}}
    names: dict[str, type] = {}
    exec(class_text("turned", "Words.", Draft(edits, {})), names)
    assert vars(names["turned"])["edits"] == edits


def test_the_last_definition_above_the_check_counts(exercise: Exercise):
    cells = [*answer(SEVEN), Cell("cell-9", SEVEN.replace("7", "9"), own=True)]
    cells.insert(1, Cell("cell-1", SEVEN.replace("7", "5"), own=True))
    assert "+ 7" in ast.unparse(functions_in_cells(cells, exercise)["leaky_relu"])


@pytest.mark.parametrize("source", [SEVEN, OTHERWISE])
def test_the_class_is_written_and_the_proof_holds(exercise: Exercise, box: Box, source: str):
    adopted = adopt(exercise, answer(source), "seven_added", "You add 7 (lecture N2).", box, [4])
    assert adopted.problems == ()
    assert adopted.written
    [made] = [v for v in load_variants(load_exercise(exercise.folder)) if v.name == "seven_added"]
    assert made.message == "You add 7 (lecture N2)."
    assert "Words that were given" not in made.source
    assert "+ 7" in adopted.difference or "7 + x" in adopted.difference
    assert ("edits = {" in adopted.text) == (source is SEVEN)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def leaky_relu(x, slope=0.01):\n    return np.maximum(x, 0)", "answer alike"),
        ("def leaky_relu(x, slope=0.01):\n    return np.maximum(x, slope * x)", "earns full marks"),
    ],
)
def test_what_the_proof_refuses_is_not_written(exercise: Exercise, box: Box, source: str, said: str):
    path = exercise.folder / "misconceptions.py"
    before = path.read_text()
    adopted = adopt(exercise, answer(source), "another", "Words (lecture N2).", box, [4])
    assert any(said in problem for problem in adopted.problems)
    assert not adopted.written
    assert path.read_text() == before


def test_without_words_nobody_is_graded_until_they_are_there(exercise: Exercise, box: Box):
    adopted = adopt(exercise, answer(SEVEN), "seven_added", "", box, [4])
    assert adopted.written
    with pytest.raises(SpecError, match="its words are still to be written"):
        load_variants(load_exercise(exercise.folder))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import os\ndef leaky_relu(x, slope=0.01):\n    return os.system('x')", "the name os"),
        ("def leaky_relu(x, slope=0.01):\n    return helped(x)\ndef helped(x):\n    return eval('x')", "the name eval"),
        ("def leaky_relu(x, slope=0.01):\n    return np.where(x > 0, x, open('x'))", "the name open"),
        ("def leaky_relu(x, slope=0.01):\n    return np.where(x > 0, x, slope * x)", "the answer is the solution's"),
        ("def leaky_relu(x, slope=0.01)\n    return x", "no function that can be read"),
    ],
)
def test_what_cannot_be_taken_over_is_one_sentence(exercise: Exercise, box: Box, source: str, said: str):
    path = exercise.folder / "misconceptions.py"
    before = path.read_text()
    with pytest.raises(UsageError, match=said):
        adopt(exercise, answer(source), "another", "Words.", box, [4])
    assert path.read_text() == before


def test_names(exercise: Exercise):
    assert free_name(exercise, "") == "wrong_answer"
    assert free_name(exercise, "seven_added") == "seven_added"
    for wanted in ("plain_relu", "2x", "a b", "__init__", "é"):
        with pytest.raises(UsageError):
            free_name(exercise, wanted)


def test_what_is_graded_again(tmp_path: Path):
    first, second = make_assignment(tmp_path)
    assert regraded(first) == ("pair/first", "pair/second")
    assert regraded(second) == ("pair/second",)
