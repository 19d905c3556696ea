"""assert_close: numbers, arrays, tuples and dicts of them, compared stage by stage."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from course.checks.error_map import error_map
from course.checks.failure import FEW_ENTRIES, CheckFailure, Subject, few, index_text, roughly, subject
from course.checks.relations import explain
from course.checks.stages import as_array, check_finite, check_shape

RTOL = {"e": 1e-2, "f": 1e-4, "d": 1e-7}


def assert_close(
    got: object,
    expected: object,
    name: str = "",
    rtol: float | None = None,
    atol: float | None = None,
    like: str = "",
    hint: str = "",
    lecture: str = "",
) -> None:
    """Check that `got` equals `expected` up to rounding: a number, an array, or a tuple, list or dict of them.

    Args:
        got: what the student's function returned.
        expected: what it should be; text, bool and None are compared exactly.
        name: how the student knows the value; an entry of a dict or tuple is named `grads['W1']`.
        rtol: relative tolerance; by default that of the expected dtype: 1e-7 for float64, 1e-4 for float32.
        atol: absolute tolerance; by default a hundredth of rtol, times the largest expected number.
        like: the value whose shape it shares; hint, lecture: where to look when it is wrong.
    Raises:
        CheckFailure: at the first stage that fails: None, type, dimensions, shape, dtype, finite, value.
    """
    _compare(got, expected, rtol, atol, subject(name, like, hint, lecture))


def _compare(got: object, expected: object, rtol: float | None, atol: float | None, about: Subject) -> None:
    if isinstance(expected, Mapping):
        _compare_mapping(got, expected, rtol, atol, about)
    elif expected is None or isinstance(expected, str | bool | np.bool_):
        _compare_exactly(got, expected, about)
    elif _is_sequence(got, expected):
        _compare_sequence(got, expected, rtol, atol, about)  # type: ignore[arg-type]
    else:
        _compare_arrays(got, np.asarray(expected), rtol, atol, about)


def _compare_mapping(
    got: object, expected: Mapping[object, object], rtol: float | None, atol: float | None, about: Subject
) -> None:
    entries = as_mapping(got, expected, about)
    for key, value in expected.items():
        _compare(entries[key], value, rtol, atol, about.part(key))


def as_mapping(got: object, expected: Mapping[Any, object], about: Subject) -> Mapping[Any, Any]:
    """`got` with the entries of `expected`, no fewer and no more; raises the CheckFailure that says which otherwise."""
    keys = ", ".join(str(key) or '""' for key in expected) or "nothing"
    if not isinstance(got, Mapping):
        raise about.fail(f"should be a dict with the entries {keys}, but is {_kind(got)}")
    missing = [str(key) or '""' for key in expected if key not in got]
    if missing:
        raise about.fail(f"has no entry {', '.join(missing)}")
    extra = [str(key) for key in got if key not in expected]
    if extra:
        count = "an entry that does" if len(extra) == 1 else f"{few(len(extra))} entries that do"
        raise about.fail(f"has {count} not belong there (expected {keys})", f": {', '.join(extra)}")
    return got


def _kind(got: object) -> str:
    name = type(got).__name__
    if name == "dict":  # what a box gives out in place of a dict that cannot be sent
        return "a dict with other keys, which are not even text"
    return "None" if got is None else _with_article(name)


def _with_article(name: str) -> str:
    """`a list`, `an int`."""
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def _compare_exactly(got: object, expected: object, about: Subject) -> None:
    if isinstance(expected, bool | np.bool_):
        same = isinstance(got, bool | np.bool_) and bool(got) == bool(expected)
    else:
        got = got.item() if isinstance(got, np.ndarray) and got.shape == () else got  # a word that np.where chose
        same = type(got) in (type(expected), np.str_) and got == expected
    if not same:
        wrong = (
            "is wrong" if isinstance(got, type(expected)) else f"is {_with_article(type(got).__name__)}, which is wrong"
        )
        raise about.fail(wrong, f": expected {expected!r}, got {_short(got)}")


def _is_sequence(got: object, expected: object) -> bool:
    """Whether to compare entry by entry: `expected` is a tuple, or a list that is no array of numbers."""
    if isinstance(expected, tuple):
        return not isinstance(got, np.ndarray)
    return isinstance(expected, list) and not _is_numeric(expected)


def _is_numeric(values: list[object]) -> bool:
    try:
        return np.asarray(values).dtype.kind in "biuf"
    except ValueError:
        return False


def _compare_sequence(
    got: object, expected: tuple[object, ...] | list[object], rtol: float | None, atol: float | None, about: Subject
) -> None:
    if not isinstance(got, tuple | list):
        kind = "None" if got is None else f"a {type(got).__name__}"
        raise about.fail(f"should be a {type(expected).__name__} of {len(expected)} values, but is {kind}")
    if len(got) != len(expected):
        raise about.fail(f"should have {len(expected)} values, but has {few(len(got))}")
    for index, (one, other) in enumerate(zip(got, expected, strict=True)):
        _compare(one, other, rtol, atol, about.part(index))


def _compare_arrays(got: object, expected: np.ndarray, rtol: float | None, atol: float | None, about: Subject) -> None:
    array = as_array(got, expected.shape, about)
    check_shape(array, expected.shape, about)
    check_finite(array, expected, about)
    rtol = default_rtol(expected) if rtol is None else rtol
    atol = default_atol(expected, rtol) if atol is None else atol
    with np.errstate(over="ignore"):  # what is too far apart for a number is wrong
        wrong = ~np.isclose(array.astype(float), expected.astype(float), rtol=rtol, atol=atol, equal_nan=True)
    if wrong.any():
        raise value_failure(array, expected, wrong, rtol, about)


def default_rtol(expected: np.ndarray) -> float:
    """The tolerance of a dtype, never of the answer's: it cannot be had by rounding. That of float64 for integers."""
    return RTOL.get(expected.dtype.char, RTOL["d"])


def default_atol(expected: np.ndarray, rtol: float) -> float:
    """A hundredth of rtol, relative to the largest finite entry, so that sums that cancel to about 0 pass."""
    finite = np.abs(expected[np.isfinite(expected)].astype(float))
    return rtol * 1e-2 * max(float(finite.max(initial=0.0)), 1e-3)


def value_failure(
    got: np.ndarray, expected: np.ndarray, wrong: np.ndarray, rtol: float, about: Subject, verb: str = "is wrong"
) -> CheckFailure:
    """The failure of the last stage: how many entries, the first of them, and the relation that explains them."""
    advice = explain(got, expected, wrong, rtol)
    if got.size == 1:
        return about.fail(verb, f": {_numbers(got.item(), expected.item())}", advice)
    first = tuple(int(i) for i in np.argwhere(wrong)[0])
    where = f"{verb} in {roughly(int(wrong.sum()), got.size)}"
    place, numbers = f", first at {index_text(first)}", f": {_numbers(got[first], expected[first])}"
    shown, kept = (place, numbers) if got.size <= FEW_ENTRIES else ("", place + numbers)
    return about.fail(where + shown, kept, advice, error_map(wrong, about.name))


def _numbers(got: object, expected: object) -> str:
    for digits in (6, 10, 17):
        words = f"{expected:.{digits}g}", f"{got:.{digits}g}"
        if words[0] != words[1]:
            break
    return f"expected {words[0]}, got {words[1]}"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
