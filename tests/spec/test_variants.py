"""A known-wrong variant is the right solution with a mistake in it."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.errors import SpecError
from autograder.spec import EXERCISES, load_exercise
from autograder.spec.edits import EditError
from autograder.spec.variants import compose, load_variants, parts_of, variant_functions

EDITS = '''
class plain_relu:
    """Nothing leaks."""

    edits = {"slope * x": "0 * x"}


class ones_up:
    """The positive side is off by one."""

    edits = {"leaky_relu": {"x > 0, x,": "x > 0, x + 1,"}}


class absolute:
    """The whole function is another one."""

    def leaky_relu(x, slope=0.01):
        return helper(x)

    def helper(x):
        return abs(x)
'''


@pytest.fixture
def variants(exercise):
    (exercise.folder / "misconceptions.py").write_text(EDITS)
    return {variant.name: variant for variant in load_variants(exercise)}


def answer(exercise, variant, x):
    return float(variant_functions(exercise, variant)["leaky_relu"](x))


def test_edits_and_whole_functions(exercise, variants):
    assert variants["plain_relu"].message == "Nothing leaks."
    assert answer(exercise, variants["plain_relu"], -2.0) == 0
    assert answer(exercise, variants["ones_up"], 2.0) == 3
    assert answer(exercise, variants["absolute"], -2.0) == 2


def test_the_source_is_a_complete_solution_without_docstrings(exercise, variants):
    assert variants["plain_relu"].source == ("def leaky_relu(x, slope=0.01):\n    return np.where(x > 0, x, 0 * x)")


def test_mistakes_in_different_places_are_composed(exercise, variants):
    both = compose(exercise, [variants["plain_relu"], variants["ones_up"]])
    assert both.name == "plain_relu+ones_up"
    assert (answer(exercise, both, -2.0), answer(exercise, both, 2.0)) == (0, 3)
    assert both.message == "There is more than one mistake. (1) Nothing leaks. (2) The positive side is off by one."
    assert compose(exercise, [variants["plain_relu"], variants["ones_up"]]) is both
    with pytest.raises(EditError, match="two edits touch"):
        compose(exercise, [variants["plain_relu"], variants["absolute"]])


def test_a_mistake_in_several_forms(exercise):
    text = 'class a:\n    """A."""\n    edits = ({"x > 0, x,": "x > 0, 3 * x,"}, {"slope * x": "-x"})\n'
    (exercise.folder / "misconceptions.py").write_text(text)
    first, second = load_variants(exercise)
    assert (first.name, first.form, second.name, second.form) == ("a", 1, "a", 2)
    assert (answer(exercise, first, 2.0), answer(exercise, second, -2.0)) == (6, 2)


def test_parts_lack_some_of_the_edits(exercise):
    edits = {"x > 0, x,": "x > 0, 3 * x,", "slope * x": "-x", "return": "return 1 *"}
    text = f'class a:\n    """A."""\n    edits = {edits}\n'
    (exercise.folder / "misconceptions.py").write_text(text)
    (whole,) = load_variants(exercise)
    parts = parts_of(exercise, whole)
    assert [len(part.edits) for part in parts] == [2, 2, 2, 1, 1, 1]
    assert {(answer(exercise, part, 2.0), answer(exercise, part, -2.0)) for part in parts} == {
        (6, 2), (6, -0.02), (2, 2), (2, -0.02)}  # fmt: skip
    assert parts[0].message == "You have made this mistake in one place and not in another. A."
    assert parts_of(exercise, whole) is parts


def test_a_part_that_is_no_python_is_left_out(exercise):
    text = 'class a:\n    """A."""\n    edits = {"np.where(": "(", "x > 0, x, slope * x)": "x)"}\n'
    (exercise.folder / "misconceptions.py").write_text(text)
    (whole,) = load_variants(exercise)
    assert [part.source for part in parts_of(exercise, whole)] == [
        "def leaky_relu(x, slope=0.01):\n    return (x > 0, x, slope * x)",
        "def leaky_relu(x, slope=0.01):\n    return np.where(x)",
    ]


def test_what_an_exercise_builds_on_does_not_check_its_arguments():
    network = load_exercise(EXERCISES / "dropout" / "dropout_mlp")
    functions = variant_functions(network, load_variants(network)[0])
    assert functions["dropout_forward"](np.ones((2, 3)), 0.5, rng=np.random, training=True)[0].shape == (2, 3)


def test_a_changed_solution_changes_its_variants(exercise, variants):
    path = exercise.folder / "solution.py"
    path.write_text(path.read_text().replace("np.where(x > 0, x, slope * x)", "np.where(x > 0, 5 * x, slope * x)"))
    (exercise.folder / "misconceptions.py").write_text(EDITS.split("class ones_up")[0])
    assert answer(exercise, load_variants(exercise)[0], 2.0) == 10


@pytest.mark.parametrize(
    ("text", "field", "says"),
    [
        ('class a:\n    edits = {"slope": "1"}\n', "a", "no docstring"),
        ('class a:\n    """No."""\n    edits = {"x": "1"}\n', "a.edits", "'x' is there"),
        ('class a:\n    """No."""\n    edits = {"slope * z": "1"}\n', "a.edits", "the closest line is"),
        ('class a:\n    """No."""\n    edits = {"relu": {"slope": "1"}}\n', "a.edits", "no function relu"),
        ('class a:\n    """No."""\n    edits = {"slope * x)": "1"}\n', "a", "is not Python"),
        ('class a:\n    """No."""\n', "a", "changes none of the exercise's functions"),
        ('class a:\n    """No."""\n    edits = {"slope": "1"}\n' * 2, "a", "two classes have this name"),
    ],
)
def test_an_authors_mistake_says_where(exercise, text, field, says):
    (exercise.folder / "misconceptions.py").write_text(text)
    with pytest.raises(SpecError, match="misconceptions.py") as raised:
        load_variants(exercise)
    assert raised.value.field == field
    assert says in str(raised.value)
