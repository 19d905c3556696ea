"""The table of docs/grader-quality.md keeps up with the exercises that it is about."""

from __future__ import annotations

import pytest

from autograder.mutants.quality import Row, holdings, read_rows, with_rows
from autograder.reports.marked import BEGIN, END
from autograder.spec import EXERCISES, find_exercises, load_exercise

AGAIN = "run `chainrule mutants {0} --docs docs/grader-quality.md`"


@pytest.fixture(scope="module")
def published(checkout):
    return read_rows((checkout / "docs" / "grader-quality.md").read_text())


@pytest.mark.parametrize("key", find_exercises())
def test_every_exercise_has_a_row_that_is_of_today(published, key):
    assert key in published, AGAIN.format(key)
    row = published[key]
    held = (row.tests, row.misconceptions, row.accepted, row.mutants)
    assert held == holdings(load_exercise(EXERCISES / key)), AGAIN.format(key)


def test_nothing_lives_that_is_not_explained(published):
    alive = {row.exercise: row.mutants - row.killed - row.equivalent for row in published.values()}
    assert {key: count for key, count in alive.items() if count} == {}


def row(key: str, killed: int = 7, seconds: float = 0.25) -> Row:
    return Row(key, 2, 3, 4, 10, killed, 2, 2, seconds, 2 * seconds)


def test_a_row_is_kept_until_its_exercise_is_tried_again():
    exercises = [load_exercise(EXERCISES / key) for key in ("losses/train_neuron", "dropout/dropout", "backprop/mlp")]
    first = with_rows(f"{BEGIN}\n{END}", map(row, ("losses/train_neuron", "dropout/dropout")), exercises)
    text = with_rows(first, [row("dropout/dropout", 8, 1.0)], exercises)
    assert read_rows(text) == {
        "losses/train_neuron": row("losses/train_neuron"),
        "dropout/dropout": row("dropout/dropout", 8, 1.0),
    }
    assert "| losses/train_neuron | 2 | 3 | 4 | 10 | 7 | 2 | 2 | 0.25 | 0.5 | 87.5% |" in text.splitlines()


def test_assignments_are_summed_up():
    exercises = [load_exercise(EXERCISES / key) for key in ("dropout/dropout", "dropout/plain_dropout")]
    text = with_rows(f"{BEGIN}\n{END}", [row(exercise.key) for exercise in exercises], exercises)
    assert "| dropout | 4 | 6 | 8 | 20 | 14 | 4 | 2 | 0.5 | 1.0 | 87.5% |" in text.splitlines()
