"""The stages before the numbers: is it there, an array, of the right shape, of numbers, finite?"""

import numpy as np

from course.checks.failure import CheckFailure, Subject, entries, index_text, subject

PLAIN_NUMBERS = (bool, int, float, complex, np.generic)

MOST_AXES, LONGEST_AXIS = 6, 9_999


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
        return _numbers(got, wanted, about)
    raise about.fail(f"should be {wanted}, but is of type {type(got).__name__}")


def _numbers(got: object, wanted: str, about: Subject) -> np.ndarray:
    try:
        array = np.asarray(got)
    except (ValueError, TypeError):
        raise _not_regular(got, wanted, about) from None
    if array.dtype.kind in "biuf":
        return array
    if array.dtype.kind == "c":
        raise about.fail("holds complex numbers", advice="A root or a power of a negative number makes them.")
    if array.dtype.kind == "O":
        raise _not_regular(got, wanted, about)
    raise about.fail(f"should hold numbers, but its dtype is {array.dtype}")


def _not_regular(got: object, wanted: str, about: Subject) -> CheckFailure:
    if isinstance(got, tuple):
        return about.fail(
            f"should be {wanted}, but is a tuple of {len(got)}", advice="Was one value too many returned?"
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
        raise about.fail(f"should be a single number{like}, but is an array of shape {_written(got.shape)}")
    if not got.ndim:
        raise about.fail(f"should be an array of shape {shape}{like}, but is a single number")
    advice = "" if about.hint else _shape_advice(got.shape, shape)
    if got.ndim != len(shape):
        dimensions = f": expected {len(shape)}, got {got.ndim}"
        shapes = f" (shape {shape}{like}, not {_written(got.shape)})"
        raise about.fail(f"has the wrong number of dimensions{dimensions}{shapes}", advice=advice)
    raise about.fail(f"has the wrong shape: expected {shape}{like}, got {_written(got.shape)}", advice=advice)


def _written(got: tuple[int, ...]) -> str:
    """A shape in words that no number hides in: a hidden test's inputs could come out as the size of an array."""
    return str(got) if len(got) <= MOST_AXES and max(got) <= LONGEST_AXIS else "something far larger"


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
    if not got.ndim:
        raise about.fail(f"is {kind}", advice=advice)
    where = f"first at {index_text(tuple(np.argwhere(bad)[0]))}"
    raise about.fail(f"is {kind} in {entries(int(bad.sum()), got.size)}, {where}", advice=advice)
