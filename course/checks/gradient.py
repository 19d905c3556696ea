"""gradcheck: a gradient against the slope of the function it belongs to."""

from collections.abc import Callable, Mapping

import numpy as np

from course.checks.close import value_failure
from course.checks.failure import Subject, subject
from course.checks.stages import as_array, check_finite, check_shape

LARGEST_FULL_DIFFERENCE = 600
ADVICE = "Compare it with (f(x + h) - f(x - h)) / 2h."

Scalar = Callable[[np.ndarray], float]


def gradcheck(
    f: Callable[..., float],
    x: object,
    dx: object,
    name: str = "dx",
    *,
    rng: np.random.Generator | None = None,
    directions: int = 3,
    h: float = 1e-5,
    rtol: float = 1e-5,
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
        directions, h, rtol: how many, how long a step, how closely.
        name, like, hint, lecture: the words of the message.
    Raises:
        CheckFailure: which entries are wrong is worked out only then, by the full difference.
    """
    about = subject(name, like, hint, lecture)
    rng = np.random.default_rng(0) if rng is None else rng
    if not isinstance(x, Mapping):
        _check_array(f, np.array(x, dtype=float), dx, about, rng, directions, h, rtol)
        return
    if not isinstance(dx, Mapping):
        raise about.fail(f"should be a dict with the entries {', '.join(x)}, but is a {type(dx).__name__}")
    for key, value in x.items():
        if key not in dx:
            raise about.fail(f"has no entry {key}")
        entry = _one_entry(f, x, key)
        _check_array(entry, np.array(value, dtype=float), dx[key], about.part(key), rng, directions, h, rtol)


def _one_entry(f: Callable[..., float], x: Mapping[str, object], key: str) -> Scalar:
    return lambda value: f({**x, key: value})


def _check_array(
    f: Scalar,
    x: np.ndarray,
    dx: object,
    about: Subject,
    rng: np.random.Generator,
    directions: int,
    h: float,
    rtol: float,
) -> None:
    gradient = as_array(dx, x.shape, about)
    check_shape(gradient, x.shape, about)
    check_finite(gradient, x, about)
    rtol = max(rtol, 1e-3) if gradient.dtype.char in "ef" else rtol
    for _ in range(directions):
        v = rng.standard_normal(x.shape)
        v = v / (np.linalg.norm(v) or 1.0)
        if not _agrees(f, x, v, gradient.astype(float), h, rtol):
            raise _failure(f, x, gradient, about, h, rtol)


def slope(f: Scalar, x: np.ndarray, v: np.ndarray, h: float) -> tuple[float, float]:
    """The central difference of f at x along v, and the rounding error it may have."""
    above, below = float(f(x + h * v)), float(f(x - h * v))
    return (above - below) / (2 * h), 1e-14 * (abs(above) + abs(below)) / h


def _agrees(f: Scalar, x: np.ndarray, v: np.ndarray, gradient: np.ndarray, h: float, rtol: float) -> bool:
    """Whether gradient and slope agree for one of two steps: a kink may lie within the longer one."""
    claimed = float((gradient * v).sum())
    typical = float(np.linalg.norm(gradient)) / np.sqrt(max(gradient.size, 1))
    for step in (h, h / 30):
        measured, noise = slope(f, x, v, step)
        if abs(measured - claimed) <= rtol * max(abs(measured), abs(claimed), typical) + noise + 1e-12:
            return True
    return False


def _failure(f: Scalar, x: np.ndarray, gradient: np.ndarray, about: Subject, h: float, rtol: float) -> AssertionError:
    verb = "does not agree with the slope of the function"
    if x.size > LARGEST_FULL_DIFFERENCE:
        return about.fail(verb, advice=ADVICE)
    measured, noise = np.zeros_like(x), 0.0
    for index in np.ndindex(x.shape):
        unit = np.zeros_like(x)
        unit[index] = 1.0
        measured[index], error = slope(f, x, unit, h)
        noise = max(noise, error)
    tolerance = 10 * rtol * float(np.abs(measured).max(initial=0.0)) + noise
    wrong = ~np.isclose(gradient, measured, rtol=10 * rtol, atol=tolerance)
    if not wrong.any():
        return about.fail(verb, advice=ADVICE)
    return value_failure(gradient, np.where(wrong, measured, gradient), wrong, 100 * rtol, about, verb)
