"""Every exercise folder's own proof, and that a folder's faults are found by it."""

from __future__ import annotations

import secrets
import textwrap
from collections.abc import Iterator

import pytest

from autograder.errors import SpecError
from autograder.proof.proof import prove, prove_right
from autograder.sandbox.box import Box
from autograder.spec import EXERCISES, find_exercises, load_exercise

SEEDS = 3  # of what is right; one for all that is wrong, which takes ten times as long
WRONG = '\n\nclass {}:\n    """Wrong."""\n\n    def leaky_relu(x, slope=0.01):\n        return {}\n'
CHECK = "checks.assert_close(leaky_relu(np.array([-2.0, 3.0])), [-0.02, 3.0])"


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box() as box:
        yield box


@pytest.fixture
def problems(exercise, box):
    """What the proof says after files of the folder were changed: name=what to do with its text."""

    def found(seeds=(1, 2, 3), **changes):
        for name, change in changes.items():
            path = exercise.folder / name.replace("__", ".").replace("accepted_", "accepted/")
            path.write_text(change(path.read_text()))
        return prove(load_exercise(exercise.folder), box, seeds).problems

    return found


def added(name, returned):
    return lambda text: text + WRONG.format(name, returned)


def replaced(old, new):
    def change(text):
        assert text.count(old) == 1
        return text.replace(old, new)

    return change


@pytest.mark.parametrize("key", find_exercises())
def test_the_proof_holds(key: str, box: Box) -> None:
    exercise, first = load_exercise(EXERCISES / key), secrets.randbits(32)
    seeds = range(first, first + SEEDS)
    assert prove(exercise, box, seeds[:1]).problems == (), f"--seed {first}"
    assert prove_right(exercise, seeds[1:]).problems == (), f"--right --seed {first + 1} --seeds {SEEDS - 1}"


def test_a_new_folder_holds(problems):
    assert problems() == ()


def test_a_variant_that_nothing_sees(problems):
    found = problems(misconceptions__py=added("right_after_all", "np.where(x > 0, x, slope * x)"))
    assert found == ("misconception right_after_all earns full marks: no test sees it",)


def test_variants_that_are_alike(problems):
    assert problems(misconceptions__py=added("twin", "x * (x > 0)")) == (
        "misconception plain_relu and twin answer alike (with 3 of 3 seeds, such as 1)",
        "misconception twin and plain_relu answer alike (with 3 of 3 seeds, such as 1)",
    )


def test_an_idle_test(problems):
    found = problems(misconceptions__py=lambda text: text.split("class changes_its_argument")[0])
    assert found == ("test_argument_unchanged is failed by no misconception",)


def test_an_accepted_solution_that_is_wrong(problems):
    found = problems(accepted_loops__py=replaced("slope * value", "value"))
    assert found[0].startswith("accepted loops loses test_negative_leaks: h is wrong")
    assert found[-1].startswith("accepted loops fails the visible check: AssertionError: h is wrong")


def test_a_right_solution_that_few_seeds_refuse(exercise):
    """Found without the wrong ones, which take most of a proof's time."""
    path = exercise.folder / "accepted" / "loops.py"
    path.write_text(replaced("slope * value", "slope * value if value > -3.5 else value")(path.read_text()))
    seeds = range(30)
    problem, *_ = prove_right(load_exercise(exercise.folder), seeds).problems
    assert problem.startswith("accepted loops loses test_negative_leaks: h is wrong")
    assert "of 30 seeds, such as" in problem


def test_marks_that_depend_on_the_seed(problems):
    often = replaced("x = rng.normal(size=(2, 5)) - 1.0", "x = rng.normal(size=(2, 5)) - rng.choice([-9.0, 9.0])")
    found = problems(range(20), test_hidden__py=often)
    assert "misconception plain_relu earns 2 points with seed 0, 4 with 2: test_negative_leaks" in found


def test_forms_of_one_mistake_are_each_proved(problems):
    forms = """

        class shifted:
            '''Wrong.'''

            edits = ({"x > 0, x,": "x > 0, x + 1,"}, {"slope * x)": "slope * x + 1e-30)"})
    """
    found = problems(misconceptions__py=lambda text: text + textwrap.dedent(forms))
    assert found == ("misconception shifted in form 2 earns full marks: no test sees it",)


@pytest.mark.parametrize(
    ("check", "says"),
    [
        ("assert leaky_relu is not None", "the starter passes the visible check"),
        ("leaky_relu(np.ones(2))", "0 of 4 misconceptions fail the visible check, half of them are wanted"),
        (CHECK + "\nglobal left\nleft = 1", "the visible check leaves names in the notebook: left"),
        (
            "global x, slope\nx, slope = np.array([-2.0, 3.0]), 0.01\n"
            "checks.assert_close(leaky_relu(x), [-0.02, 3.0])\ndel x, slope",
            "functions that read the notebook's names in place of their arguments pass the visible check",
        ),
        (CHECK.replace("-0.02", "-0.03"), "reference fails the visible check: AssertionError: the value is wrong"),
    ],
)
def test_the_visible_check_is_proved_too(problems, check, says):
    assert any(says in problem for problem in problems((1,), visible__py=lambda text: check))


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("test_hidden__py", "leaky_relu(x), x, name", "leaky_relu(x), X, name", "test_hidden.py: line 9: X is not"),
        ("misconceptions__py", "return np.maximum", "return mp.maximum", "line 10: plain_relu: mp is not defined"),
        ("accepted_maximum__py", "* np.minimum", "* mp.minimum", "accepted/maximum.py: line 5: mp is not defined"),
        ("visible__py", "3.0])", "three])", "visible.py: line 2: three is not defined"),
        ("exercise__toml", '["N2"]', '["N2", "Z1"]', "exercise.toml: line 2: Z1 is not the id of a concept"),
        ("misconceptions__py", "the ordinary ReLU: a leaky one keeps slope * x of them (lecture N2)",
         "(lecture Q9)", "misconceptions.py: line 7: Q9 is not the id of a concept"),
    ],
)  # fmt: skip
def test_an_authors_slip_is_found_with_file_and_line(problems, file, old, new, says):
    found = problems((1,), **{file: lambda text: text.replace(old, new, 1)})
    assert any(says in problem for problem in found), found


def test_what_stops_a_file_is_said_with_its_line(problems):
    with pytest.raises(SpecError, match="misconceptions.py: line 3: NameError: name 'mp' is not defined"):
        problems(misconceptions__py=replaced("import numpy as np\n", "mp.inf\n"))


def test_lectures_are_a_list(problems):
    with pytest.raises(SpecError, match="exercise.toml: lectures: a non-empty list of names is wanted"):
        problems(exercise__toml=replaced('["N2"]', '"N2"'))
