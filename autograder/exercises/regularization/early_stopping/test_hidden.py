"""Hidden suite of early_stopping.

Training loops run beside the student's class, since only there can an array be changed after it was handed over.
"""

import numpy as np
import pytest

from course.checks import assert_close

# A loop that changes its arrays in place, or that puts new arrays into the same dict, or that makes everything anew.
RUN = """
def run(patience, errors, how):
    stopper = EarlyStopping(patience)
    params = {"W": np.zeros((2, 3)), "b": np.zeros(2), "scale": np.array(0.0)}
    answers = []
    for error in errors:
        if how == "in place":
            for value in params.values():
                value += 1.0
        elif how == "same dict":
            for name in list(params):
                params[name] = params[name] + 1.0
        else:
            params = {name: value + 1.0 for name, value in params.items()}
        answers.append(bool(stopper.update(error, params)))
    return answers, stopper.best_error, stopper.best_epoch, stopper.best_params
"""

TWO = """
def two(first_errors, second_errors):
    first, second = EarlyStopping(2), EarlyStopping(3)
    w = {"w": np.arange(2.0)}
    answers = []
    for a, b in zip(first_errors, second_errors):
        answers.append((bool(first.update(a, w)), bool(second.update(b, w))))
    return answers, first.best_error, second.best_error, first.best_epoch, second.best_epoch
"""


UNTOUCHED = """
def infinite_before_the_first_update():
    return bool(EarlyStopping(2).best_error == np.inf)
"""


def answers_of(student, patience, errors):
    return student.define(RUN)(patience, list(map(float, errors)), "anew")[0]


def expect(student, patience, errors, expected, hint):
    got = answers_of(student, patience, errors)
    for epoch, (one, right) in enumerate(zip(got, expected, strict=True)):
        assert_close(one, right, name=f"update's answer in epoch {epoch}", hint=hint, lecture="R7")


def bumps(rng, n):
    """Errors above 1 that fall among themselves: each is better than the one before it, none is the best so far."""
    return np.sort(rng.uniform(1.1, 3.0, n))[::-1]


def falling(rng, count, lowest=1.0):
    """Errors that fall from epoch to epoch and end at `lowest`."""
    return lowest + np.append(np.cumsum(rng.uniform(0.2, 0.5, count - 1))[::-1], 0.0)


@pytest.mark.parametrize("patience", [1, 2, 5])
@pytest.mark.parametrize("scale", [1.0, 1e12])
def test_stops_after_patience(student, rng, patience, scale):
    """True after `patience` updates in a row that bring no lower error, and not one earlier"""
    errors = [*falling(rng, 3), *bumps(rng, patience)]
    hint = "Count the updates since the best one."
    expect(student, patience, scale * np.array(errors), [False] * (2 + patience) + [True], hint)


def test_a_better_error_starts_the_count_again(student, rng):
    """A lower error sets the count back to 0; lower than the best so far, not lower than the one before"""
    bumps = [5.0, 6.0, 7.0, 4.0, 4.5, 4.6, 3.0, 3.5, 3.4, 3.3]
    expected = [False] * 9 + [True]
    expect(student, 3, np.array(bumps) * rng.uniform(1.0, 2.0), expected, "What is a new error compared with?")
    expect(student, 3, np.array(bumps) - 20.0, expected, "Errors may be negative, too.")
    slowly = rng.uniform(1.0, 2.0) - 1e-9 * np.arange(5)
    expect(student, 2, slowly, [False] * 5, "Lower is lower, by however little.")


def test_an_equal_error_is_not_lower(student, rng):
    """An error that is just as low as the best is no progress, and does not take its place"""
    errors = [2.0, 1.0, 1.0, 1.0]
    found, _, epoch, _ = student.define(RUN)(2, errors, "anew")
    assert_close(list(map(int, found)), [0, 0, 0, 1], name="update's answers", hint="Equal is not lower.", lecture="R7")
    assert_close(epoch, 1, name="best_epoch", hint="The first of equals is the best.", lecture="R7")


def test_nan_is_not_lower(student, rng):
    """An error that is nan is no progress, first, last or in between"""
    for errors, expected, best in (
        ([3.0, np.nan, 2.0, np.nan, np.nan], [0, 0, 0, 0, 1], 2),
        ([np.nan, 3.0, np.nan, 2.0, np.nan, np.nan], [0, 0, 0, 0, 0, 1], 3),
        ([np.nan, np.nan, 2.0], [0, 1, 0], 2),
    ):
        found, error, epoch, _ = student.define(RUN)(2, errors, "anew")
        hint = "Every comparison with nan is false: which question do you ask?"
        assert_close(list(map(int, found)), expected, name="update's answers", hint=hint, lecture="R7")
        assert_close(error, 2.0, name="best_error", hint=hint, lecture="R7")
        assert_close(epoch, best, name="best_epoch", hint=hint, lecture="R7")


def test_best_error_and_epoch(student, rng):
    """best_error is the lowest so far, infinite before the first; best_epoch is the number of its update, from 0"""
    assert student.define(UNTOUCHED)(), (
        "best_error is not infinite before the first update. Set it in __init__: no error is known yet, and any number "
        "is lower than np.inf. (lectures R7)"
    )
    for count, after in ((1, 2), (4, 3), (3, 0)):
        lowest = rng.uniform(0.5, 0.9)
        errors = [*falling(rng, count, lowest), *bumps(rng, after)]
        _, error, epoch, _ = student.define(RUN)(6, list(map(float, errors)), "anew")
        assert_close(error, lowest, name="best_error", lecture="R7")
        hint = "The first update is epoch 0, and every update counts."
        assert_close(epoch, count - 1, name="best_epoch", hint=hint, lecture="R7")


@pytest.mark.parametrize("how", ["in place", "same dict"])
def test_best_parameters_are_a_copy(student, rng, how):
    """best_params stay as they were when training goes on and changes the arrays, or the dict, that it handed over"""
    errors = [*falling(rng, 3), *bumps(rng, 3)]
    _, _, _, params = student.define(RUN)(5, list(map(float, errors)), how)
    expected = {"W": np.full((2, 3), 3.0), "b": np.full(2, 3.0), "scale": np.array(3.0)}
    hint = "Keep copies of the arrays, not the arrays."
    assert_close(params, expected, name="best_params", hint=hint, lecture="R7")


def test_best_parameters_are_those_of_the_best_epoch(student, rng):
    """best_params belong to the lowest error, not to the last update, also when that says stop"""
    for count, after in ((1, 2), (2, 2), (4, 2), (3, 4), (2, 6)):
        errors = [*falling(rng, count), *bumps(rng, after)]
        _, _, _, params = student.define(RUN)(4, list(map(float, errors)), "anew")
        value = float(count)
        expected = {"W": np.full((2, 3), value), "b": np.full(2, value), "scale": np.array(value)}
        assert_close(params, expected, name="best_params", lecture="R7")


def test_each_stopper_is_its_own(student, rng):
    """Two stoppers side by side, and one made after the other, do not know of each other"""
    a, b = rng.uniform(1.0, 2.0), rng.uniform(5.0, 6.0)
    found, *rest = student.define(TWO)([a, a + 1, a + 2, a + 3], [b, b - 1, b + 2, b + 3])
    hint = "What is kept belongs to self, and is set in __init__."
    assert_close([int(one) for one, _ in found], [0, 0, 1, 1], name="the answers of the first", hint=hint, lecture="R7")
    assert_close(
        [int(two) for _, two in found], [0, 0, 0, 0], name="the answers of the second", hint=hint, lecture="R7"
    )
    assert_close(rest, [a, b - 1, 0, 1], name="best_error and best_epoch of both", hint=hint, lecture="R7")


def test_asked_again_after_the_stop(student, rng):
    """Whoever goes on after the stop is told so again, until an error is lower after all"""
    errors = [3.0, 4.0, 5.0, 4.5, 3.5, 2.0, 2.5, 2.4]
    hint = "More than `patience` updates without a lower error are `patience` in a row as well."
    expect(student, 2, errors, [False, False, True, True, True, False, False, True], hint)


def test_arguments_stay_unchanged(student, rng):
    """The parameters are left as they were"""
    stopper = student.EarlyStopping(3)
    for error in (3.0, 2.0, 4.0):
        stopper.update(error, {"W": rng.normal(size=(2, 3)), "b": rng.normal(size=2)})
    student.assert_arguments_unchanged()
