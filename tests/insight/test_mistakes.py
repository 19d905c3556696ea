"""Who has made which mistake, and whose unnamed mistakes are one."""

from __future__ import annotations

import dataclasses

import pytest

from autograder.insight.exercises import criterion_rows, exercise_rows
from autograder.insight.mistakes import groups_of, mistakes_of
from tests.insight.made import report

KEY = "sample/leaky"


def test_a_mistake_is_counted_among_those_who_have_written_something():
    reports = [
        ("ada", report("+-", "halved")),
        ("bo", report("+-", "halved")),
        ("cy", report("++")),
        ("di", report("00")),
    ]
    [mistake] = mistakes_of(
        [reports], {("ada", KEY): "def f(x):\n    return x / 2 + 0", ("bo", KEY): "def f(x): return x/2"}
    )
    assert (mistake.name, mistake.students, mistake.of, mistake.together) == ("halved", ("ada", "bo"), 3, 0)
    assert mistake.example.student == "bo"
    assert mistake.example.code == "def f(x): return x/2"


def test_two_at_once_count_for_each_and_are_no_example_where_there_is_another():
    reports = [("ada", report("--", "halved+turned")), ("bo", report("+-", "halved"))]
    answers = {("ada", KEY): "def f(x): 1", ("bo", KEY): "def f(x): return x / 2  # and so on"}
    halved, turned = mistakes_of([reports], answers)
    assert (halved.students, halved.together, halved.example.student) == (("ada", "bo"), 1, "bo")
    assert halved.message == "You did halved."
    assert (turned.students, turned.together, turned.example.student) == (("ada",), 1, "ada")


def test_the_most_common_come_first():
    reports = [("a", report("-", "rare")), ("b", report("-", "often")), ("c", report("-", "often"))]
    assert [mistake.name for mistake in mistakes_of([reports], {})] == ["often", "rare"]


def test_those_who_answer_alike_are_one_group():
    reports = [
        ("ada", report("+-", behaviour="x")),
        ("bo", report("+-", behaviour="y")),
        ("cy", report("+-", behaviour="x")),
        ("di", report("--", behaviour="x")),
        ("ed", report("+-", "halved")),
        ("flo", report("+^")),
        ("gus", report("00")),
    ]
    groups = groups_of([reports], {("ada", KEY): "def f(): return 1 + 1", ("cy", KEY): "def f(): return 2"})
    assert [group.students for group in groups] == [("ada", "cy"), ("bo",), ("di",)]
    assert groups[0].example.student == "cy"
    assert [criterion.name for criterion in groups[0].failed] == ["test_1"]
    assert (groups[0].score, groups[0].max_score) == (1.0, 2.0)


def test_an_example_is_an_answer_that_has_a_function():
    reports = [("ada", report("-", behaviour="x")), ("bo", report("-", behaviour="x"))]
    [group] = groups_of([reports], {("ada", KEY): "# lost", ("bo", KEY): "def f(x):\n    return x"})
    assert group.example.student == "bo"


def test_a_cell_that_stops_with_an_error_is_something_written():
    reports = [("ada", report("00", stopped=True)), ("bo", report("00")), ("cy", report("00", stopped=True))]
    [group] = groups_of([reports], {})
    assert (group.students, group.failed) == (("ada", "cy"), ())
    [row] = exercise_rows([reports], [0.0, 0.0, 0.0])
    assert (row.unnamed, row.unwritten) == (2, 1)


def test_an_exercise_in_numbers():
    reports = [
        ("ada", report("++", seconds=0.1)),
        ("bo", report("+-", "halved", seconds=0.2)),
        ("cy", report("--", behaviour="x", seconds=0.9)),
        ("di", report("00", seconds=0.0)),
    ]
    [row] = exercise_rows([reports], [9.0, 6.0, 2.0, 0.0])
    assert (row.full, row.named, row.unnamed, row.unwritten, row.students) == (1, 1, 1, 1, 4)
    assert (row.mean, row.share, row.max_score) == (0.75, 0.375, 2.0)
    assert (round(row.median_s, 3), row.slowest_s, row.slowest) == (0.15, 0.9, "cy")
    assert row.discrimination == pytest.approx(8.5 / (2.75 * 29) ** 0.5)  # of 2 1 0 0 with 7 5 2 0


def test_what_nobody_and_what_everybody_passes():
    reports = [("ada", report("+-+0")), ("bo", report("+--0")), ("cy", report("+^00"))]
    rows = [(row.name, row.passed, row.of) for row in criterion_rows([reports])]
    assert rows == [("test_0", 3, 3), ("test_1", 0, 2), ("test_2", 1, 2), ("test_3", 0, 0)]


def test_functions_that_are_missing_for_different_reasons_are_no_group():
    def missing(why: str) -> object:
        made = report("-0", behaviour="x")
        first = dataclasses.replace(made.criteria[0], message=why)
        return dataclasses.replace(made, criteria=(first, *made.criteria[1:]))

    reports = [
        ("ada", missing("its cell stopped")),
        ("bo", missing("it is not there")),
        ("cy", missing("it is not there")),
    ]
    assert [group.students for group in groups_of([reports], {})] == [("bo", "cy"), ("ada",)]
