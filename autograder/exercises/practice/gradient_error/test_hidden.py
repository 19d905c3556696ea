"""Hidden suite of practice/gradient_error.

Which directions are drawn is the student's business. A linear function has the same relative error along all of them,
and a helper beside the student's function notes where f was asked.
"""

import functools

import numpy as np
import pytest

from course.checks import assert_close

SMALL = 1e-3  # where f is small, rounding is no share of a slope that is nearly 0
BOTH_SIGNS = 24  # of so many directions f climbs along some and falls along others
FACTORS = [3.0, 0.5, 0.0, -1.0, 1e6, 1.0]
HINT = "a is the slope of f along a direction, b is (grad * direction).sum(): |a - b| / max(|a| + |b|, 1e-12)."
LENGTH = "A direction has length 1, so that x + eps * direction is eps away from x, whatever the number of entries."

# A function that is called often, and runs beside the student's.
LINEAR = """
def f(moved):
    return float((np.array({A}) * moved).sum())
"""

# Where f was asked, seen from x.
WATCHED = """
def watched(x, grad, rng, settings):
    asked = []

    def f(moved):
        asked.append(np.array(moved, dtype=float) - x)
        return float((grad * moved).sum())

    gradient_error(f, x, grad, rng, **settings)
    return asked
"""


# Along one of its directions, counted as they come, f is three times as steep as along the others.
STEEP_ONCE = """
def steep(x, kept=[]):
    line = np.asarray(x, dtype=float).ravel()
    slope = 3.0 + np.cos(np.arange(line.size))
    for k, other in enumerate(kept):
        if abs(line @ other) > 0.999 * np.sqrt((line @ line) * (other @ other)):
            break
    else:
        k = len(kept)
        kept.append(line)
    return float((slope * line).sum()) * (3.0 if k == {place} else 1.0)
"""

# Two values for each of three directions, of which the last is no number.
NAN_IN_THE_END = """
def f(moved, asked=[]):
    asked.append(moved)
    return float((np.array({A}) * moved).sum()) if len(asked) < 6 else float("nan")
"""


def seed(rng):
    return int(rng.integers(2**31))


@functools.cache
def watching(shape, eps, directions):
    """The question where f is asked; None stands for what is given when nothing is said."""

    def watch(student, rng, rehearsal):
        settings = {name: value for name, value in (("eps", eps), ("directions", directions)) if value is not None}
        x = rng.normal(size=shape)
        return true_of_steps(student.define(WATCHED)(x, np.ones(shape), student.rng(seed(rng)), settings))

    return watch


def true_of_steps(asked):
    """The shortest and the longest step, the number of lines on which steps lie, and whether these point everywhere."""
    steps = np.array([step.ravel() for step in asked if np.any(step)])
    lengths = np.sqrt((steps**2).sum(axis=1))
    found = np.zeros((0, steps.shape[1]))
    for line in steps / lengths[:, None]:
        if (abs(found @ line) < 0.999).all():
            found = np.vstack([found, line])
    leaning = np.abs(found.sum(axis=1)) / np.sqrt(found.shape[1])
    everywhere = {"both signs": bool((leaning < 0.5).all()), "mixed": bool((np.abs(found).max(axis=1) < 0.5).all())}
    return everywhere | {"lengths": [float(lengths.min()), float(lengths.max())], "lines": len(found)}


def repeated(student, rng, rehearsal):
    """Whether two generators in the same state ask f at the same places, and whether one asked twice does."""
    x, start = rng.normal(size=(3, 4)), seed(rng)
    first, again, watched = student.rng(start), student.rng(start), student.define(WATCHED)
    one, other, later = (np.array(watched(x, np.ones((3, 4)), each, {})) for each in (first, again, first))
    return {"same": bool(np.array_equal(one, other)), "again": bool(np.array_equal(one, later))}


def agree(error, expected, name="error", hint=HINT, **tolerance):
    assert_close(error, expected, name=name, hint=hint, lecture="B1", **tolerance)


def linear(A):
    return lambda moved: float((A * np.asarray(moved, dtype=float)).sum())


@pytest.mark.parametrize("factor", FACTORS)
def test_right_and_wrong_by_a_factor(student, rng, factor):
    """A gradient that is off by a factor has the error that this factor says; the right one has none"""
    A, x = rng.uniform(0.5, 2.0, (4, 3)), SMALL * rng.normal(size=(4, 3))
    f, draws = student.define(LINEAR.format(A=A.tolist())), student.rng(seed(rng))
    expected = abs(1 - factor) / (1 + abs(factor))
    agree(student.gradient_error(f, x, factor * A, draws), expected, atol=1e-6)
    for _ in range(BOTH_SIGNS):
        error = student.gradient_error(f, x, factor * A, draws, directions=1)
        agree(error, expected, "error of a single direction", atol=1e-6)


def test_differences_are_central(student, rng):
    """Steps go to both sides: a quadratic function has no error, however long the step"""
    a, x = rng.uniform(1.0, 2.0, 5), rng.normal(size=5)

    def f(moved):
        return float((a * np.asarray(moved) ** 2).sum())

    error = student.gradient_error(f, x, 2 * a * x, student.rng(seed(rng)), eps=0.5)
    agree(error, 0.0, "error of the right gradient with a long step", "f(x + eps v) - f(x - eps v)", atol=1e-4)


def test_step_has_the_length_eps(student, rng):
    """Directions have length 1 and steps the length eps, which is 1e-5 when not given"""
    seen = [student.once(watching(*settings, None)) for settings in (((6, 7), 0.45), ((3, 4), None))]
    slope, x = rng.uniform(0.5, 2.0), rng.uniform(1.0, 2.0)
    eps = rng.uniform(0.3, 0.6)
    f = lambda moved: float(slope * (np.asarray(moved) ** 3).sum())  # noqa: E731
    given = np.array([x]), np.array([3 * slope * x**2]), student.rng(seed(rng))
    error = student.gradient_error(f, *given, eps=eps, directions=BOTH_SIGNS)
    agree(error, eps**2 / (6 * x**2 + eps**2), "error for a cubic function with a long step", LENGTH, rtol=1e-5)
    for found, eps in zip(seen, (0.45, 1e-5), strict=True):
        agree(found["lengths"], [eps, eps], "the shortest and longest step", LENGTH, rtol=1e-5)


def test_as_many_directions_as_asked(student):
    """As many different directions are tried as `directions` says, 3 when it is not given"""
    seen = [student.once(watching((6, 7), None, directions)) for directions in (None, 1, 11)]
    for found, expected in zip(seen, (3, 1, 11), strict=True):
        agree(found["lines"], expected, "the number of different directions", "Draw a new direction each time.")


def test_directions_point_everywhere(student):
    """Directions mix all entries, with both signs"""
    found = student.once(watching((20, 20), None, 4))
    assert found["both signs"], (
        "All entries of a direction have the same sign: such directions lie close together, and errors that cancel in "
        "the sum go unseen. (lectures B1)"
    )
    assert found["mixed"], (
        "A direction moves few entries and leaves the others alone: a mistake in those goes unseen. (lectures B1)"
    )


def test_directions_come_from_the_generator(student):
    """Directions are drawn from rng: another draw gives others, the same state gives the same"""
    found = student.once(repeated)
    assert found["same"], "Two generators in the same state gave different directions: draw from `rng`. (lectures B1)"
    assert not found["again"], (
        "Asked twice with one generator, you took the same directions: draw from `rng`. (lectures B1)"
    )


@pytest.mark.parametrize("place", [0, 1, 2, 4])
def test_largest_error_counts(student, rng, place):
    """The error is that of the worst direction, be it the first, the last or one between"""
    grad, draws = 3.0 + np.cos(np.arange(30)).reshape(5, 6), student.rng(seed(rng))
    for _ in range(BOTH_SIGNS // 4):
        steep = student.define(STEEP_ONCE.format(place=place))
        error = student.gradient_error(steep, np.zeros((5, 6)), grad, draws, directions=5)
        hint = "Neither the mean nor the last one: the largest."
        agree(error, 0.5, "error where one direction of five is wrong", hint)


def test_one_wrong_entry_of_many(student, rng):
    """One entry of 400 that is far off is found, and the right gradient of a function that bends is acquitted"""
    x = rng.normal(size=(20, 20))
    f = lambda moved: float(np.sin(np.asarray(moved)).sum())  # noqa: E731
    wrong = np.cos(x)
    wrong[tuple(rng.integers(10, 20, size=2))] += 1e5
    found = student.gradient_error(f, x, wrong, student.rng(seed(rng)), directions=BOTH_SIGNS)
    right = student.gradient_error(f, x, np.cos(x), student.rng(seed(rng)))
    assert np.ndim(found) == 0, f"error should be one number. {HINT} (lectures B1)"
    assert found > 0.01, f"An entry that is far off was not found. {HINT} (lectures B1)"
    assert right < 1e-4, f"A right gradient was found to be wrong. {HINT} (lectures B1)"


@pytest.mark.parametrize("shape", [(1,), (7,), (4, 3), (2, 1, 3)], ids=str)
def test_arrays_of_any_shape(student, rng, shape):
    """x may have any number of axes, and f gets arrays of its shape"""
    A, x, seen = rng.uniform(0.5, 2.0, shape), rng.normal(size=shape), []

    def f(moved):
        seen.append(np.shape(moved))
        return float((A * moved).sum()) if np.shape(moved) == shape else 0.0

    error = student.gradient_error(f, x, 3 * A, student.rng(seed(rng)), directions=BOTH_SIGNS)
    assert set(seen) == {shape}, "f was given something of another shape than x has: it may need the shape, so keep it."
    agree(error, 0.5, atol=1e-6)


def test_nothing_against_nothing(student, rng):
    """Where both slopes are 0 the error is 0, and slopes below 1e-12 are held against 1e-12"""
    x = rng.normal(size=(2, 3))
    hint = "max(|a| + |b|, 1e-12): what is divided by is never less than that."
    draws, one = student.rng(seed(rng)), x[0, :1]
    error = student.gradient_error(lambda moved: 2.0, x, np.zeros((2, 3)), draws)
    agree(error, 0.0, "error where f is constant and grad is 0", hint)
    tiny = rng.uniform(1e-13, 4e-13)
    error = student.gradient_error(lambda moved: 2.0, one, np.array([tiny]), draws, directions=BOTH_SIGNS)
    agree(error, tiny / 1e-12, "error of slopes below 1e-12", hint, rtol=1e-6)
    error = student.gradient_error(lambda moved: 2.0, one, np.array([3e-12]), draws, directions=BOTH_SIGNS)
    agree(error, 1.0, "error of slopes above 1e-12", hint, rtol=1e-6)


@pytest.mark.parametrize("where", ["grad", "f", "the last of six values of f"])
def test_nan_is_not_passed_over(student, rng, where):
    """Where grad or f is no number, the error is none either, or infinite: never one that looks right"""
    A, x = rng.uniform(0.5, 2.0, 4), rng.normal(size=4)
    grad = np.where(np.arange(4) == 2, np.nan, A) if where == "grad" else A
    functions = {"grad": linear(A), "f": lambda moved: float("nan")}
    f = functions.get(where) or student.define(NAN_IN_THE_END.format(A=A.tolist()))
    error = student.gradient_error(f, x, grad, student.rng(seed(rng)))
    assert error is not None, "error is None. Is there a return at the end of the function?"
    assert not error <= 1.0, (
        f"There is nan in {where}, and the error does not show it. Comparisons with nan are always False, so "
        "max(0.0, nan) is 0.0; np.max of all errors is nan. (lectures B1)"
    )


def test_float32(student, rng):
    """An x of float32 is moved by steps that float32 could not hold"""
    a, x = rng.uniform(0.5, 1.5, size=8), rng.uniform(65.0, 120.0, size=8).astype(np.float32)
    f = lambda moved: float((a * np.asarray(moved, dtype=float) ** 2).sum())  # noqa: E731
    error = student.gradient_error(f, x, (2 * a * x).astype(np.float32), student.rng(seed(rng)), directions=8)
    hint = "Near 100 the next float32 is 0.000008 away, so a step of 0.00001 is rounded: keep x + eps * v in float64."
    agree(error, 0.0, "error of the right gradient at a float32 x", hint, atol=1e-3)


def test_arguments_unchanged(student, rng):
    """x and grad are the same, to the last bit, after the call as before"""
    A, x = rng.uniform(0.5, 2.0, 60), rng.normal(size=60)
    student.gradient_error(linear(A), x, A, student.rng(seed(rng)))
    student.assert_arguments_unchanged()
