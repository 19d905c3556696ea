"""Every exercise folder's own proof, in the box."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest

from autograder.proof.proof import prove
from autograder.sandbox.box import Box
from autograder.spec import EXERCISES, find_exercises, load_exercise


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box() as box:
        yield box


@pytest.mark.parametrize("key", find_exercises())
def test_the_proof_holds(key: str, box: Box) -> None:
    seed = secrets.randbits(32)
    assert prove(load_exercise(EXERCISES / key), box, seed).problems == (), f"seed {seed}"


def test_a_new_folder_holds_and_each_fault_is_found(exercise, box):
    assert prove(exercise, box, 1).problems == ()
    misconceptions = exercise.folder / "misconceptions.py"
    text = misconceptions.read_text()

    misconceptions.write_text(text + variant("right_after_all", "np.where(x > 0, x, slope * x)"))
    assert prove(exercise, box, 1).problems == ("misconception right_after_all earns full marks: no test sees it",)

    misconceptions.write_text(text + variant("twin", "x * (x > 0)"))
    problems = prove(exercise, box, 1).problems
    assert [problem.split(":")[0] for problem in problems] == [
        "misconception plain_relu is not diagnosed",
        "misconception twin is not diagnosed",
    ]

    misconceptions.write_text(text.split("class changes_its_argument")[0])
    assert prove(exercise, box, 1).problems == ("test_argument_unchanged is failed by no misconception",)

    misconceptions.write_text(text)
    accepted = exercise.folder / "accepted" / "loops.py"
    accepted.write_text(accepted.read_text().replace("slope * value", "value"))
    assert prove(exercise, box, 1).problems[0].startswith("accepted loops loses test_negative_leaks")


def variant(name: str, returned: str) -> str:
    return f'\n\nclass {name}:\n    """Wrong."""\n\n    def leaky_relu(x, slope=0.01):\n        return {returned}\n'
