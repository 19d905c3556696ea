"""The stages before the numbers: is it there, an array, of the right shape, of numbers, finite?"""

import itertools
import math

import numpy as np

from course.checks.failure import FEW_ENTRIES, CheckFailure, Subject, few, index_text, roughly, subject

PLAIN_NUMBERS = (bool, int, float, complex, np.generic)

LONGEST_AXIS = 64  # that a hidden test may have used for something else


def assert_shape(
    got: object, expected_shape: tuple[int, ...], name: str, like: str = "", hint: str = "", lecture: str = ""
) -> None:
    """Check that `got` is an array (or a number, for the shape `()`) of numbers with the expected shape.

    Args:
        got: what the student's function returned.
        expected_shape: the shape it must have.
        name: how the student knows the value; `like`: the value whose shape it shares.
        hint, lecture: where to look when it is wrong.
    Raises:
        CheckFailure: with the staged message: None, type, dimensions, shape.
    """
    about = subject(name, like, hint, lecture)
    check_shape(as_array(got, tuple(expected_shape), about), tuple(expected_shape), about)


def as_array(got: object, shape: tuple[int, ...], about: Subject) -> np.ndarray:
    """`got` as an array of numbers; raises the CheckFailure of the first two stages otherwise."""
    wanted = describe(shape)
    if got is None:
        raise about.fail(f"is None, but should be {wanted}", advice="Is there a return at the end of the function?")
    if got is NotImplemented or isinstance(got, NotImplementedError):
        raise about.fail("is NotImplemented, not a value")
    if isinstance(got, (np.ndarray, list, tuple, *PLAIN_NUMBERS)):
        return _numbers(got, shape, about)
    raise about.fail(f"should be {wanted}, but is of type {type(got).__name__}")


def _numbers(got: object, shape: tuple[int, ...], about: Subject) -> np.ndarray:
    wanted = describe(shape)
    try:
        array = np.asarray(got)
    except (ValueError, TypeError):
        raise _not_regular(got, wanted, about) from None
    if isinstance(got, tuple) and array.shape != shape and array.shape[1:] == shape:
        raise _not_regular(got, wanted, about)
    if array.dtype.kind in "biuf":
        return array
    if array.dtype.kind == "c":
        raise about.fail("holds complex numbers", advice="A root or a power of a negative number makes them.")
    if array.dtype.kind == "O":
        raise _not_regular(got, wanted, about)
    raise about.fail(f"should hold numbers, but its dtype is {array.dtype.type.__name__}")


def _not_regular(got: object, wanted: str, about: Subject) -> CheckFailure:
    if isinstance(got, tuple):
        return about.fail(
            f"should be {wanted}, but is a tuple of {few(len(got))}", advice="Was one value too many returned?"
        )
    if isinstance(got, np.ndarray):
        return about.fail(f"should be {wanted}, but is an array of Python objects (dtype object)")
    return about.fail(f"should be {wanted}, but is a list that does not make a regular array")


def describe(shape: tuple[int, ...]) -> str:
    """`a number` for the shape (), otherwise `an array of shape …`."""
    return f"an array of shape {shape}" if shape else "a number"


def check_shape(got: np.ndarray, shape: tuple[int, ...], about: Subject) -> None:
    """Raise the CheckFailure of the stages `dimensions` and `shape`."""
    if got.shape == shape:
        return
    like = f" like {about.like}" if about.like else ""
    if not shape:
        raise _wrong_shape(about, f"should be a single number{like}, but is an array of shape ", got.shape, shape, "")
    if not got.ndim:
        raise about.fail(f"should be an array of shape {shape}{like}, but is a single number")
    advice = "" if about.hint else _shape_advice(got.shape, shape)
    if got.ndim != len(shape):
        dimensions = f": expected {len(shape)}, got {got.ndim}; the shape is to be {shape}{like}"
        raise _wrong_shape(about, f"has the wrong number of dimensions{dimensions}, not ", got.shape, shape, advice)
    raise _wrong_shape(about, f"has the wrong shape: expected {shape}{like}, got ", got.shape, shape, advice)


def _wrong_shape(about: Subject, words: str, got: tuple[int, ...], shape: tuple[int, ...], advice: str) -> CheckFailure:
    """Words that end with the shape that came; in public where no hidden number can come out as a length."""
    full, public = (about.fail(words + said, advice=advice).full for said in (str(got), "another one"))
    return CheckFailure(full, full if _is_plausible(got, shape) else public)


def _is_plausible(got: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    """Whether a mistake can have made this shape. As the size of an array a hidden test's inputs could come out.

    Its lengths are those that belong there, 1, and products of these, but for one of another array.
    """
    known = {1, *shape, *(a * b for a, b in itertools.combinations(shape, 2)), math.prod(shape)}
    foreign = [length for length in got if length not in known]
    return len(got) <= len(shape) + 2 and (not foreign or (len(foreign) == 1 and foreign[0] <= LONGEST_AXIS))


def _shape_advice(got: tuple[int, ...], shape: tuple[int, ...]) -> str:
    if got == shape[::-1]:
        return "It is transposed: look at which operand is transposed in the product."
    if tuple(n for n in got if n != 1) == tuple(n for n in shape if n != 1):
        return "The sizes are right but for a dimension of 1: look at keepdims and at reshape."
    if len(got) > len(shape) and got[-len(shape) :] == shape:
        return "The sum over the leading dimension (the batch) is missing."
    if shape[0] == 2 and got == shape[1:]:
        return "Is it one row of the two? An array that is returned alone falls apart into its rows."
    return ""


def check_finite(got: np.ndarray, expected: np.ndarray, about: Subject) -> None:
    """Raise where `got` is nan or infinite and `expected` is not; both have the same shape."""
    bad = ~np.isfinite(got) & np.isfinite(expected)
    if not bad.any():
        return
    kind = "nan" if np.isnan(got[bad]).any() else "infinite"
    advice = "" if about.hint else "Look for exp of a large number, a division by zero or the logarithm of zero."
    if got.size == 1:
        raise about.fail(f"is {kind}", advice=advice)
    where = f", first at {index_text(tuple(np.argwhere(bad)[0]))}"
    shown, kept = (where, "") if got.size <= FEW_ENTRIES else ("", where)
    raise about.fail(f"is {kind} in {roughly(int(bad.sum()), got.size)}{shown}", kept, advice)
