"""Reports become tests of Gradescope's, with no word that students are not to see, and no 0 for the grader's faults."""

from __future__ import annotations

import json

import pytest

from autograder.errors import GraderError
from autograder.gradescope.results import fault_results, graded_results, refused_results
from autograder.gradescope.settings import SETTINGS, VISIBILITIES, Settings, read_settings
from autograder.reports.report import Criterion
from tests.gradescope.schema import check_results
from tests.reports.made import report

SETTING = Settings("backprop", 7)


def test_each_criterion_is_a_test() -> None:
    results = graded_results([report()], ["A cell was missing."], SETTING, 3.4)
    check_results(results)
    assert [(test["number"], test["score"], test["max_score"], test["status"]) for test in results["tests"]] == [
        ("3.1", 2.0, 2.0, "passed"),
        ("3.2", 0.0, 3.0, "failed"),
        ("3.3", 0.0, 1.5, "failed"),
    ]
    first, second, third = (test["output"] for test in results["tests"])
    assert first.splitlines()[:2] == [
        "The cell stopped at line 3.",
        "What seems to have happened: You multiply x by dz <i>. (lecture B4)",
    ]
    assert second == "dW is off by $2$ & more.\nLook at W."
    assert third == "Not run."
    assert results["tests"][0]["name"] == "Linear & layer: Shapes are kept."
    assert "Your notebook: A cell was missing." in results["output"]
    assert results["execution_time"] == 3


@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_what_students_see_is_what_the_instructor_said(visibility: str) -> None:
    results = graded_results([report()], [], Settings("backprop", 7, visibility, messages=False), 1.0)
    check_results(results)
    assert {test["visibility"] for test in results["tests"]} == {visibility}
    assert {test["output"] for test in results["tests"]} == {""}
    assert "dW is off" not in json.dumps(results)
    assert results["stdout_visibility"] == "hidden"


def test_a_fault_of_the_graders_is_no_zero() -> None:
    broken = report(criteria=(Criterion("a", "A.", "grader_error", 0.0, 2.0, "reference failed: secret"),))
    results = graded_results([report(), broken], [], SETTING, 1.0)
    check_results(results, has_score=False)
    assert results == fault_results(1.0)
    assert "no fault of yours" in results["output"]
    assert "secret" not in json.dumps(results)


def test_a_hand_in_that_cannot_be_read_earns_nothing_and_says_why() -> None:
    results = refused_results("it is empty.", 12.5, SETTING, 0.1)
    check_results(results)
    assert [(test["score"], test["max_score"], test["visibility"]) for test in results["tests"]] == [
        (0.0, 12.5, "visible")
    ]
    assert "it is empty." in results["output"]


def test_an_error_carried_forward_keeps_its_points() -> None:
    carried = Criterion("a", "A.", "carried", 2.0, 2.0)
    [test] = graded_results([report(criteria=(carried,), note="", diagnosis=None)], [], SETTING, 1)["tests"]
    assert (test["score"], test["status"]) == (2.0, "passed")
    assert "earlier exercise" in test["output"]


def test_texts_are_bounded_and_do_nothing() -> None:
    long = Criterion("a", "A\x1b.", "failed", 0.0, 1.0, "\x1b[2J" + "x" * 10_000)
    [test] = graded_results([report(criteria=(long,), title="T\u202e")], [], SETTING, 1)["tests"]
    assert len(test["output"]) < 4_100
    assert "\x1b" not in test["output"] + test["name"]
    assert "\u202e" not in test["name"]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"assignment": "a", "seed": 1, "visibility": "never"}'])
def test_settings_that_are_none(tmp_path, text: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / SETTINGS).write_text(text)
    with pytest.raises(GraderError, match=r"gradescope\.json"):
        read_settings(tmp_path)


def test_settings_come_back(tmp_path) -> None:  # type: ignore[no-untyped-def]
    wanted = Settings("dropout", 2**40, "hidden", messages=False)
    (tmp_path / SETTINGS).write_text(wanted.to_json())
    assert read_settings(tmp_path) == wanted
