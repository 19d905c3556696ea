"""Results are frozen, closed under JSON, and refuse what is no score."""

from __future__ import annotations

import dataclasses

import pytest

from autograder.errors import GraderError
from autograder.reports.report import Criterion, Diagnosis, Picture, Report

PICTURE = Picture("heatmap", ((0.0, 1.0), (0.5, 0.0)), "dW")
REPORT = Report(
    exercise="a/b",
    number=2,
    title="A title",
    criteria=(
        Criterion("test_x", "x is right", "passed", 2, 2),
        Criterion("test_y", "y", "failed", 0, 1, "no", PICTURE),
    ),
    diagnosis=Diagnosis("swapped", "You swapped them."),
    seed=7,
    seconds=0.25,
    uses=(1,),
    comes_from=(1,),
)


def test_json_and_back():
    assert Report.from_json(REPORT.to_json()) == REPORT
    assert (REPORT.score, REPORT.max_score) == (2, 3)


def test_by_itself_it_has_earned_what_was_carried_into_it():
    carried = Criterion("test_z", "z", "carried", 0, 4, "This comes from exercise 1.")
    report = dataclasses.replace(REPORT, criteria=(*REPORT.criteria, carried))
    assert (report.score, report.by_itself, report.max_score) == (2, 6, 7)
    assert Report.from_json(report.to_json()) == report


@pytest.mark.parametrize("points", [float("nan"), float("inf"), -1, 3])
def test_no_criterion_holds_an_impossible_score(points):
    with pytest.raises(GraderError):
        Criterion("test_x", "x", "passed", points, 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"exercise": "a/b"}',
        REPORT.to_json().replace('"score": 2', '"score": 3'),
        REPORT.to_json().replace('"number": 2, ', ""),
        REPORT.to_json().replace('"number": 2', '"number": 0'),
        REPORT.to_json().replace('"number": 2', '"number": "2"'),
        REPORT.to_json().replace('"number": 2', '"number": true'),
    ],
)
def test_a_damaged_report_is_refused(text):
    with pytest.raises(GraderError):
        Report.from_json(text)


def test_a_report_is_called_as_its_notebook_calls_it():
    assert REPORT.heading == "2 · A title"


def test_a_students_text_can_be_stored_whatever_it_holds():
    odd = dataclasses.replace(REPORT, note="\ud800 \x00")
    assert odd.to_json().isascii()
    assert Report.from_json(odd.to_json()) == odd


def test_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        REPORT.seed = 8


def test_a_grader_error_leaves_the_submission_ungraded():
    assert REPORT.graded
    assert not dataclasses.replace(REPORT, criteria=(Criterion("t", "t", "grader_error", 0, 1),)).graded
