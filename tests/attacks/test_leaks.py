"""What a hidden test saw does not come back to the student, in no part of the report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.grading.grade import grade_cells
from autograder.sandbox.backend import Cell
from autograder.spec import EXERCISES, load_exercise

from . import talking
from .conftest import LIMITS, SEED, grade

SPELLINGS = ("LOOT", "70707", "707")


@pytest.mark.parametrize("way", talking.WAYS)
def test_tells_nothing_that_a_hidden_test_saw(way, box, victim, checkout):
    """However it is wrapped, the loot is not in the JSON report."""
    report = grade(talking.source(way), victim, box, checkout)
    text = replace(report, seconds=0.0).to_json()  # how long it took is no word of the student's
    assert report.graded
    assert report.score == 0
    assert not [spelling for spelling in SPELLINGS if spelling in text], text


def test_names_of_arguments_carry_nothing(box):
    exercise = replace(load_exercise(EXERCISES / "dropout" / "dropout"), limits=LIMITS)
    cells = [Cell("setup", "import numpy as np"), Cell(exercise.name, talking.ARGUMENT_NAMES)]
    assert "LOOT" not in grade_cells(cells, [exercise], box, SEED)[0].to_json()


def report_on(key, source, box):
    exercise = replace(load_exercise(EXERCISES / key), limits=LIMITS)
    return grade_cells([Cell("setup", "import numpy as np"), Cell(exercise.name, source)], [exercise], box, SEED)[0]


def test_a_picture_says_yes_or_no(box):
    """How far off an entry is would be a digit for each of them."""
    pictures = [
        criterion.picture for criterion in report_on("backprop/softmax_cross_entropy", talking.PICTURE, box).criteria
    ]
    assert any(pictures)
    assert {value for picture in pictures if picture for row in picture.rows for value in row} <= {0.0, 1.0}


def test_names_of_entries_carry_nothing(box):
    report = report_on("initialization/clipping", talking.KEYS, box)
    assert "LOOT" not in report.to_json()
    assert "not belong there" in report.to_json()
