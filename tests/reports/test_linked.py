"""Reports of one submission say where a mistake comes from, and where else it shows."""

from __future__ import annotations

import dataclasses

from autograder.reports.linked import linked, next_step
from autograder.reports.report import Criterion, Diagnosis, Report

RIGHT = Criterion("test_a", "a", "passed", 1, 1)
WRONG = Criterion("test_a", "a", "failed", 0, 1)
CARRIED = Criterion("test_b", "b", "carried", 1, 1)


def report(number: int, *criteria: Criterion, **changes: object) -> Report:
    return Report(f"a/e{number}", number, f"Title {number}", criteria, None, 1, 0.1, **changes)  # type: ignore[arg-type]


def notes(*reports: Report) -> list[str]:
    return [each.note for each in linked(reports)]


def test_right_work_is_told_nothing():
    assert notes(report(1, RIGHT), report(2, RIGHT, uses=(1,))) == ["", ""]


def test_both_sides_name_each_other():
    first, second, third = notes(
        report(1, WRONG, note="A note."),
        report(2, RIGHT, CARRIED, uses=(1,), comes_from=(1,)),
        report(3, CARRIED, uses=(1, 2), comes_from=(1,)),
    )
    assert first == "A note. A mistake in this exercise also shows in exercises 2 and 3."
    assert second == third == "What comes from exercise 1 (Title 1) costs no points here."


def test_what_it_costs_is_said():
    costs = Criterion("test_b", "b", "carried", 0, 1)
    assert notes(report(1, WRONG), report(2, RIGHT, costs, uses=(1,), comes_from=(1,)))[1] == (
        "By itself this exercise would have earned 2 of 2 points; what comes from exercise 1 (Title 1) costs points in "
        "this course."
    )


def test_a_doubt_is_a_doubt():
    doubt = notes(report(1, WRONG), report(2, WRONG), report(3, WRONG, uses=(1, 2)))[2]
    assert doubt == "Exercises 1 and 2 are not right yet, and this exercise uses them: that may be the cause."


def test_what_is_explained_already_is_no_doubt():
    """A mistake with a name is its own cause, and so is a cell that stopped: its note says where."""
    named = dataclasses.replace(report(2, WRONG, uses=(1,)), diagnosis=Diagnosis("forgot", "You forgot it."))
    assert notes(report(1, WRONG), named)[1] == ""
    assert notes(report(1, WRONG), report(2, WRONG, uses=(1,), stopped=True))[1] == ""


def test_what_is_carried_alone_is_nobodys_doubt():
    """Exercise 2 is right by itself, so that it cannot be what is wrong with 3."""
    reports = report(1, RIGHT), report(2, CARRIED, uses=(1,), comes_from=(1,)), report(3, WRONG, uses=(2,))
    assert notes(*reports)[2] == ""


def test_what_gains_most_is_the_next_step():
    costs = Criterion("test_b", "b", "carried", 0, 2)
    reports = report(1, WRONG), report(2, WRONG, WRONG), report(3, RIGHT, costs, uses=(1,), comes_from=(1,))
    assert next_step(reports) == (
        "begin with exercise 1 (Title 1): 3 of the 5 points that are missing in exercises are to be had there."
    )
    assert next_step((report(1, RIGHT), report(2, CARRIED, comes_from=(1,)))) == ""
    assert "exercise 1 (Title 1): 1 of the 2" in next_step((report(1, WRONG), report(2, WRONG)))


def test_who_has_made_no_mistake_goes_on_with_the_next_exercise():
    unwritten = Criterion("test_a", "a", "not_run", 0, 4)
    reports = report(1, RIGHT), report(2, unwritten), report(3, unwritten)
    assert next_step(reports) == "write exercise 2 (Title 2), which is worth 4 points; what is written is right."
    assert "begin with exercise 1" in next_step((report(1, WRONG, WRONG, WRONG, WRONG, WRONG), report(2, unwritten)))
    assert next_step(reports[1:]) == "write exercise 2 (Title 2), which is worth 4 points."
    assert "begin with exercise 2" in next_step((reports[0], report(2, unwritten, stopped=True)))
