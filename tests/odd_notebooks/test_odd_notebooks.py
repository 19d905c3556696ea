"""Every odd notebook, graded in every way, earns what its kernel shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from autograder.spec import load_exercise

from . import answers, cells, experiments, files, libraries, machine, notation  # noqa: F401  # they register their cases
from .messages import ENDS, MESSAGES, NEVER, told
from .model import ALL, ASSIGNMENT, ODD
from .not_yet import NOT_YET
from .ways import Points, points_of, try_points


def by(way: str, names: Iterable[str] = ODD) -> Any:
    """All cases, those that are not as they should be yet being marked so."""
    marks = {
        name: pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)
        for name, reason in NOT_YET[way].items()
    }
    return pytest.mark.parametrize("name", [pytest.param(name, marks=marks.get(name, ())) for name in names])


def by_hand(odd_class: Any, name: str) -> dict[str, float]:
    """The points of the exercise in question, where they are known without the kernel."""
    case = ODD[name]
    if case.earns is None or not case.graded:
        return {}
    exercise = load_exercise(odd_class.course / "autograder" / "exercises" / ASSIGNMENT / case.about)
    return {case.about: case.earns * exercise.max_score}


def expected(odd_class: Any, name: str) -> Points:
    """What was worked out by hand goes before what the kernel shows: a suite, too, may refuse a right answer."""
    if not ODD[name].graded:
        return None
    shown = {exercise: points for exercise, (points, _) in odd_class.kernel[name].items()}
    return shown | by_hand(odd_class, name)


@by("kernel")
def test_the_kernel_shows_what_was_worked_out_by_hand(odd_class: Any, name: str) -> None:
    for exercise, points in by_hand(odd_class, name).items():
        assert odd_class.kernel[name][exercise][0] == points


@pytest.mark.parametrize("name", [name for name, case in ODD.items() if case.graded and case.earns is not None])
def test_the_visible_check_passes_where_all_is_earned_and_only_there(odd_class: Any, name: str) -> None:
    case = ODD[name]
    assert odd_class.kernel[name][case.about][1] == (case.earns == ALL)


@by("grade")
def test_grade(odd_class: Any, name: str) -> None:
    assert points_of(odd_class.graded[name]) == expected(odd_class, name)


@by("nbgrader")
def test_nbgrader_autograde(odd_class: Any, name: str) -> None:
    assert odd_class.nbgrader[name] == expected(odd_class, name)


@by("try")
@pytest.mark.usefixtures("_one_box")
def test_try(odd_class: Any, name: str) -> None:
    points, about = expected(odd_class, name), ODD[name].about
    assert try_points(odd_class.course, name, about) == (points and {about: points[about]})


@by("messages", MESSAGES)
def test_a_student_is_told(odd_class: Any, name: str) -> None:
    words = told(odd_class.graded[name])
    assert [part for part in MESSAGES[name] if part not in words] == []
    assert [part for part in NEVER if part in words] == []


@pytest.mark.parametrize("name", ENDS)
def test_what_ends_below_the_last_check_is_not_said_to_go_on(odd_class: Any, name: str) -> None:
    assert "stopped" not in told(odd_class.graded[name])


def test_there_are_many_and_each_name_is_one_of_them() -> None:
    assert len(ODD) >= 60
    assert set(MESSAGES).union(*NOT_YET.values()) <= ODD.keys()
