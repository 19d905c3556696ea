"""gradcheck: a gradient against the slope of the function it belongs to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import numpy as np

from course.checks.close import as_mapping, value_failure
from course.checks.failure import Subject, subject
from course.checks.stages import as_array, check_finite, check_shape

LARGEST_FULL_DIFFERENCE = 600
SINGLE = 1e-3  # how closely what is computed in float32 can agree
ROUNDING, LEAST_ROUNDING = 1e-3, 1e-6  # the most that rounding excuses: a share of the gradient, or next to nothing
TINY = 1e-12
STILL = "Is what is given used at all?"
ADVICE = "Compare it with (f(x + h) - f(x - h)) / 2h."

Values = Callable[[list[np.ndarray]], Sequence[float]]
_looks_closer = ContextVar("looks_closer", default=True)


@contextmanager
def asking_alike() -> Iterator[None]:
    """What gradcheck asks of f does not depend on dx meanwhile: nobody can learn from the questions what was right.

    A failure that a second look would explain better, outside, is marked as `brief`.
    """
    before = _looks_closer.set(False)
    try:
        yield
    finally:
        _looks_closer.reset(before)


def gradcheck(
    f: Callable[..., Any],
    x: object,
    dx: object,
    name: str = "dx",
    *,
    rng: np.random.Generator | None = None,
    directions: int = 3,
    h: float = 1e-5,
    rtol: float = 1e-5,
    together: bool = False,
    like: str = "",
    hint: str = "",
    lecture: str = "",
) -> None:
    """Check that `dx` is the gradient of `f` at `x`, along random directions v: (f(x + hv) - f(x - hv)) / 2h = dx . v.

    Args:
        f: from an array like x (or a dict like x) to one number; must give the same number for the same x.
        x: number, array, or dict of arrays; a dict's entries are checked one after the other.
        dx: the gradient to check: shaped like x, or a dict with the entries of x.
        rng: where the directions come from; the same ones each time when not given.
        directions, h, rtol: how many, how long a step, how closely; 1e-3 where x holds less than float64.
        together: f takes a list of such points and gives a list of numbers, for an f that is dear to call.
        name, like, hint, lecture: the words of the message.
    Raises:
        CheckFailure: which entries are wrong is worked out only then, by the full difference (not in `asking_alike`).
            Also where nothing in x moves f at all: that agrees with a gradient of 0 and shows nothing.
    """
    about = subject(name, like, hint, lecture)
    rng = np.random.default_rng(0) if rng is None else rng
    values = f if together else lambda points: [f(point) for point in points]
    if not isinstance(x, Mapping):
        moves = _check_array(values, x, dx, about, rng, directions, h, rtol)
    else:
        moves = _check_mapping(values, x, dx, about, rng, directions, h, rtol)
    if directions and not moves:
        raise about.fail("belongs to a function that does not change with it", advice=STILL)


def _check_mapping(
    values: Values,
    x: Mapping[str, Any],
    dx: object,
    about: Subject,
    rng: np.random.Generator,
    directions: int,
    h: float,
    rtol: float,
) -> bool:
    gradients, moves = as_mapping(dx, x, about), False
    for key, value in x.items():
        entry = _one_entry(values, x, key)
        moves |= _check_array(entry, value, gradients[key], about.part(key), rng, directions, h, rtol)
    return moves


def _one_entry(f: Callable[..., Any], x: Mapping[str, object], key: str) -> Values:
    return lambda values: f([{**x, key: value} for value in values])


def _check_array(
    f: Values,
    given: Any,
    dx: object,
    about: Subject,
    rng: np.random.Generator,
    directions: int,
    h: float,
    rtol: float,
) -> bool:
    """Whether f moves along any of the directions."""
    x, moves = np.array(given, dtype=float), False
    rtol = max(rtol, SINGLE) if np.asarray(given).dtype.char in "ef" else rtol
    gradient = as_array(dx, x.shape, about)
    check_shape(gradient, x.shape, about)
    check_finite(gradient, x, about)
    left = [_unit(rng.standard_normal(x.shape)) for _ in range(directions)]
    for steps in ((h,), (h / 30,)) if _looks_closer.get() else ((h, h / 30),):  # a kink may lie within the longer one
        slopes = list(zip(*(slopes_along(f, x, left, step) for step in steps), strict=True)) if left else []
        moves |= any(abs(slope) > min(noise, LEAST_ROUNDING) + TINY for found in slopes for slope, noise in found)
        left = [
            v
            for v, found in zip(left, slopes, strict=True)
            if not any(_agrees(each, v, gradient, rtol) for each in found)
        ]
    if left:
        raise _failure(f, x, gradient, about, h, rtol)
    return moves


def _unit(v: np.ndarray) -> np.ndarray:
    return v / (np.linalg.norm(v) or 1.0)


def slopes_along(f: Values, x: np.ndarray, directions: list[np.ndarray], h: float) -> list[tuple[float, float]]:
    """The central differences of f at x along each direction, and the rounding error that each may have."""
    values = [float(value) for value in f([x + sign * h * v for v in directions for sign in (1, -1)])]
    pairs = zip(values[::2], values[1::2], strict=True)
    return [((above - below) / (2 * h), 1e-14 * (abs(above) + abs(below)) / h) for above, below in pairs]


def _agrees(found: tuple[float, float], v: np.ndarray, gradient: np.ndarray, rtol: float) -> bool:
    measured, noise = found
    with np.errstate(over="ignore"):
        claimed = float((gradient.astype(float) * v).sum())
        typical = float(np.linalg.norm(gradient.astype(float))) / np.sqrt(max(gradient.size, 1))
    excused = min(noise, ROUNDING * typical + LEAST_ROUNDING) + TINY  # values of 1e300 would excuse any gradient
    largest = max(abs(measured), abs(claimed), typical)
    return bool(np.isfinite(largest) and abs(measured - claimed) <= rtol * largest + excused)


def _failure(f: Values, x: np.ndarray, gradient: np.ndarray, about: Subject, h: float, rtol: float) -> AssertionError:
    verb = "does not agree with the slope of the function"
    if x.size > LARGEST_FULL_DIFFERENCE or not _looks_closer.get():
        failure = about.fail(verb, advice=ADVICE)
        failure.brief = x.size <= LARGEST_FULL_DIFFERENCE
        return failure
    units = list(np.eye(x.size).reshape(x.size, *x.shape))
    slopes = np.array(slopes_along(f, x, units, h)).reshape(*x.shape, 2)
    measured, noise = slopes[..., 0], float(slopes[..., 1].max(initial=0.0))
    tolerance = 10 * rtol * float(np.abs(measured).max(initial=0.0)) + noise
    wrong = ~np.isclose(gradient, measured, rtol=10 * rtol, atol=tolerance)
    if not wrong.any():
        return about.fail(verb, advice=ADVICE)
    return value_failure(gradient, np.where(wrong, measured, gradient), wrong, 100 * rtol, about, verb)
