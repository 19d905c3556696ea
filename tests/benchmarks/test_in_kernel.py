"""The benchmark is fair only if the tests in the kernel give the points that chainrule gives."""

import json
from pathlib import Path

import pytest

from autograder.proof.known import known_solutions
from autograder.spec import EXERCISES, load_exercise
from tests.benchmarks.courses import IN_KERNEL, check_cell, draw_class, make_plain_course
from tests.sample_class import Expectation

SEED = 11


@pytest.mark.parametrize("key", ["dropout/plain_dropout", "backprop/linear"])
def test_the_check_cell_gives_the_points_of_the_hidden_suite(key: str) -> None:
    exercise = load_exercise(EXERCISES / key)
    *setup, grading = check_cell(exercise, SEED).rsplit("\n", 1)
    expected = Expectation([exercise], SEED)
    for known in known_solutions(exercise):
        kernel: dict = {}
        exec(IN_KERNEL.read_text(encoding="utf-8"), kernel)
        exec(known.source, kernel)
        exec("".join(setup), kernel)
        assert eval(grading, kernel) == expected.score({exercise.name: known.source}), known.name


def test_a_plain_course_needs_nothing_of_the_grader(tmp_path: Path) -> None:
    make_plain_course(tmp_path, "dropout", SEED, whole=False)
    notebook = json.loads((tmp_path / "source" / "dropout" / "dropout.ipynb").read_text())
    assert not any("autograder" in cell["source"] for cell in notebook["cells"])
    assert "autograder" not in (tmp_path / "nbgrader_config.py").read_text()


def test_the_same_seed_draws_the_same_class() -> None:
    assert draw_class("dropout", 3, SEED) == draw_class("dropout", 3, SEED)
